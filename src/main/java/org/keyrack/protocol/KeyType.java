package org.keyrack.protocol;

import java.util.Locale;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The types of a key that is downloaded (protocol.md, Header). */
public enum KeyType {
    AES_128(1, 16),
    AES_256(2, 32);

    private final int code;
    private final int length;

    KeyType(int code, int length) {
        this.code = code;
        this.length = length;
    }

    /**
     * The key type with a code.
     *
     * @throws ProtocolFailure when there is none
     */
    public static KeyType of(int code) throws ProtocolFailure {
        for (KeyType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new ProtocolFailure(String.format(Locale.ROOT, "There is no key type %02X", code));
    }

    /** The type of a suite's own keys: T is of this type. */
    public static KeyType ofSuite(Suite suite) {
        return suite == Suite.AES_128 ? AES_128 : AES_256;
    }

    /** As profiles, rack files and screens write it: AES-128 or AES-256. */
    @Override
    public String toString() {
        return "AES-" + 8 * length;
    }

    /** 01 or 02. */
    public int code() {
        return code;
    }

    /** Length of the key in bytes, 16 or 32. */
    public int length() {
        return length;
    }
}
