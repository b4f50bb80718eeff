package org.keyrack.protocol.apdu;

import java.util.Arrays;
import java.util.Locale;

/**
 * A response APDU (ISO/IEC 7816-4 section 5.1).
 *
 * @param data answer data, 0 to 256 bytes; not copied
 * @param sw status word, 0000 to FFFF
 */
public record ResponseApdu(byte[] data, int sw) {
    /**
     * Splits the bytes that came from the link.
     *
     * @param bytes 2 to 258 bytes
     * @throws ProtocolFailure when there is no room for a status word
     */
    public static ResponseApdu parse(byte[] bytes) throws ProtocolFailure {
        if (bytes.length < 2) {
            throw new ProtocolFailure("The answer has " + bytes.length + " bytes and no status word");
        }
        int sw = ((bytes[bytes.length - 2] & 0xFF) << 8) | (bytes[bytes.length - 1] & 0xFF);
        return new ResponseApdu(Arrays.copyOf(bytes, bytes.length - 2), sw);
    }

    public boolean isSuccess() {
        return sw == 0x9000;
    }

    /** Length and status word only: what a log, a screen or a report may show. */
    public String redacted() {
        return (data.length == 0 ? "" : "La=" + data.length + " ") + String.format(Locale.ROOT, "SW=%04X", sw);
    }

    @Override
    public String toString() {
        return redacted();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResponseApdu that && sw == that.sw && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return sw;
    }
}
