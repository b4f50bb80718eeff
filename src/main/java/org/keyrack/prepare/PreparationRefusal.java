package org.keyrack.prepare;

import org.keyrack.journal.CauseId;

/** Why a card is not prepared; nothing that is on it was changed. */
final class PreparationRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is in the way. Each has one sentence in the bundle, {@code prepare.REASON}. */
    enum Reason {
        /** KeyRack's package is not on the card, and no file to load it was given. */
        NO_PACKAGE,
        /** The card holds the other applet. */
        OTHER_UNIT,
        /** The unit is TERMINATED. */
        TERMINATED,
        /** The module is OPERATIONAL and not as the plan has it. */
        MODULE_DIFFERS,
        /** The AS was OPERATIONAL or holds keys, and is not as the plan has it. */
        AS_DIFFERS,
        /** Two modules of the rack show the same SN. */
        DUPLICATE_SN,
        /** The plan has no SN left. */
        NO_SERIAL,
        /** Another card answers than the one that was read. */
        SWAPPED,
        /** The SN was given to another card meanwhile. */
        SERIAL_LOST,
        /** The components do not make the key of the plan's KCV. */
        COMPONENTS_DIFFER,
        /** Nobody gave what the card needed next. */
        WITHHELD,
        /** The card has too little room for what the plan wants. */
        NO_ROOM,
        /** The card cannot do AES-256. */
        NO_AES_256,
        /** The ledger cannot be written. */
        LEDGER
    }

    private final Reason reason;

    PreparationRefusal(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    CauseId cause() {
        return new CauseId("prepare." + reason);
    }
}
