package org.keyrack.journal;

import java.util.Locale;

/** What was done at a ceremony. */
public enum CeremonyAct {
    /** A person has entered the PIN of a role. */
    PIN,
    /** A person has entered a component, which fits its KCVs. */
    COMPONENT,
    /** A person has entered a component of the key that protects a key's block, which fits its KCVs. */
    PROTECTION,
    /** A key's block was opened with what its components join to. */
    BLOCK,
    /** The card has joined components and stored the key. */
    STORED,
    /** The card has drawn a key and stored it: nobody has it. */
    DRAWN;

    /** As lines of the ledger write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
