package org.keyrack.protocol.reference;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A check that failed: the unit answers this status word and no data. */
final class Refused extends Exception {
    static final int MORE_ENTRIES = 0x6310;
    static final int PROOF_WRONG = 0x6300;
    static final int PIN_WRONG = 0x63C0;
    static final int WRONG_LENGTH = 0x6700;
    static final int NOT_FOR_THIS_KEY = 0x6981;
    static final int PIN_NOT_VERIFIED = 0x6982;
    static final int PIN_BLOCKED = 0x6983;
    static final int NO_RANDOM = 0x6984;
    static final int WRONG_STATE = 0x6985;
    static final int NOT_ALLOWED = 0x6986;
    static final int CERTIFICATE_WRONG = 0x6988;
    static final int MALFORMED = 0x6A80;
    static final int SUITE_NOT_SUPPORTED = 0x6A81;
    static final int NO_SUCH_APPLET = 0x6A82;
    static final int NO_ROOM = 0x6A84;
    static final int WRONG_P1_P2 = 0x6A86;
    static final int NOT_FOUND = 0x6A88;
    static final int UNKNOWN_INS = 0x6D00;
    static final int UNKNOWN_CLA = 0x6E00;
    static final int INTERNAL = 0x6F00;

    private static final long serialVersionUID = 1L;

    private final int sw;

    Refused(int sw) {
        super(String.format(Locale.ROOT, "%04X", sw), null, false, false);
        this.sw = sw;
    }

    int sw() {
        return sw;
    }

    static void require(boolean holds, int otherwise) throws Refused {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }

    /** What was looked up and must be there; 6A88 when it is not. */
    static <T> T found(@Nullable T held) throws Refused {
        if (held == null) {
            throw new Refused(NOT_FOUND);
        }
        return held;
    }
}
