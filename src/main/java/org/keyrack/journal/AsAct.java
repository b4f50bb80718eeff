package org.keyrack.journal;

import java.util.Locale;

/** What was done to an AS by its administrator and custodian, or by the holder of a PIN. */
public enum AsAct {
    /** Its state was changed; the object is the new one. */
    STATE,
    /** A PIN was changed by its holder; the object is whose. */
    PIN_CHANGED,
    /** The operator's PIN was set anew by the administrator. */
    OPERATOR_UNBLOCKED,
    /** A key got another number of exports; the object is {@code REF1 NUMBER}. */
    EXPORTS_LEFT,
    /** A key was wiped; the object is {@code T SLOT}, REF1 or KBK. */
    CLEARED,
    /** A key left in a sealed record; the object is as above. */
    SEALED,
    /** A key came from a sealed record; the object is as above. */
    RESTORED;

    /** As lines of the ledger write it: exports-left. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
