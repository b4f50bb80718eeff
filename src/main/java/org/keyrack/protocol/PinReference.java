package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** Whose PIN a command is about (protocol.md, Roles): P2 of VERIFY, CHANGE, RESET RETRY COUNTER and PUT DATA. */
public enum PinReference {
    OPERATOR(0x80),
    ADMINISTRATOR(0x81),
    CUSTODIAN(0x82);

    private final int code;

    PinReference(int code) {
        this.code = code;
    }

    /**
     * The PIN with a reference.
     *
     * @throws ProtocolFailure when there is none
     */
    public static PinReference of(int code) throws ProtocolFailure {
        for (PinReference reference : values()) {
            if (reference.code == code) {
                return reference;
            }
        }
        throw new ProtocolFailure(String.format(Locale.ROOT, "There is no PIN %02X", code));
    }

    /** 80, 81 or 82. */
    public int code() {
        return code;
    }
}
