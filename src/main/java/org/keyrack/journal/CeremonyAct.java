package org.keyrack.journal;

import java.util.Locale;

/** What was done at a ceremony. */
public enum CeremonyAct {
    /** A person has entered the PIN of a role. */
    PIN,
    /** A person has entered a component, which fits its KCVs. */
    COMPONENT,
    /** The card has joined components and stored the key. */
    STORED,
    /** The card has drawn a key and stored it: nobody has it. */
    DRAWN;

    /** As lines of the ledger write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
