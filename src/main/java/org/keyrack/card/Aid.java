package org.keyrack.card;

import java.util.Locale;
import org.keyrack.protocol.Bytes;

/**
 * An application identifier (ISO/IEC 7816-5).
 *
 * @param value 5 to 16 bytes
 */
public record Aid(Bytes value) {
    /** The issuer security domain's, unless the card's maker gave another (GPC 2.3.1 Annex H.1.2). */
    public static final Aid ISSUER_DOMAIN = ofHex("A000000151000000");

    private static final int SHORTEST = 5;
    private static final int LONGEST = 16;

    public Aid {
        if (!isLength(value.length())) {
            throw new IllegalArgumentException("An AID has 5 to 16 bytes, not " + value.length());
        }
    }

    public static Aid ofHex(String hex) {
        return new Aid(Bytes.ofHex(hex));
    }

    static boolean isLength(int length) {
        return length >= SHORTEST && length <= LONGEST;
    }

    /** Upper-case hexadecimal digits. */
    @Override
    public String toString() {
        return value.hex().toUpperCase(Locale.ROOT);
    }
}
