package org.keyrack.protocol;

import java.util.Locale;

/**
 * Key check value: the first 3 bytes of CMAC(K, sixteen zero bytes) (protocol.md, Suites).
 *
 * @param value 3 bytes
 */
public record Kcv(Bytes value) {
    /** Length in bytes. */
    public static final int LENGTH = 3;

    /** The value shown where there is no key. */
    public static final Kcv NONE = new Kcv(Bytes.zero(LENGTH));

    public Kcv {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("A KCV has 3 bytes, not " + value.length());
        }
    }

    /** Six upper-case hexadecimal digits. */
    @Override
    public String toString() {
        return value.hex().toUpperCase(Locale.ROOT);
    }
}
