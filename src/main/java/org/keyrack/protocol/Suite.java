package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The suites of protocol.md: key length of T, T1 and the session keys, with AES-CMAC and AES-CBC. */
public enum Suite {
    AES_128(1, 16),
    AES_256(2, 32);

    private final int code;
    private final int keyLength;

    Suite(int code, int keyLength) {
        this.code = code;
        this.keyLength = keyLength;
    }

    /**
     * The suite with a code.
     *
     * @throws ProtocolFailure when there is none
     */
    public static Suite of(int code) throws ProtocolFailure {
        for (Suite suite : values()) {
            if (suite.code == code) {
                return suite;
            }
        }
        throw new ProtocolFailure(String.format(Locale.ROOT, "There is no suite %02X", code));
    }

    /** 01 or 02. */
    public int code() {
        return code;
    }

    /** Length of T, T1 and the session keys in bytes, 16 or 32. */
    public int keyLength() {
        return keyLength;
    }
}
