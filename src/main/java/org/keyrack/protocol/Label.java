package org.keyrack.protocol;

import java.nio.charset.StandardCharsets;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** The form of labels on the wire: 16 bytes, printable ASCII, padded with spaces; all zero where there is none. */
public final class Label {
    /** Length in bytes. */
    public static final int LENGTH = 16;

    private Label() {}

    /**
     * The wire form.
     *
     * @param label up to 16 printable ASCII characters
     * @return 16 bytes; zeros for an empty label
     * @throws IllegalArgumentException when the label is too long or not printable ASCII
     */
    public static Bytes encode(String label) {
        requireForm(label);
        if (label.isEmpty()) {
            return Bytes.zero(LENGTH);
        }
        return Bytes.of((label + " ".repeat(LENGTH - label.length())).getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException when the label is too long, not printable ASCII, or ends with a space */
    public static void requireForm(String label) {
        if (label.length() > LENGTH || !isPrintable(label) || label.endsWith(" ")) {
            throw new IllegalArgumentException(
                    "A label has up to 16 printable ASCII characters and does not end with a space.");
        }
    }

    /**
     * Reads the wire form.
     *
     * @param bytes 16 bytes
     * @return the label without its padding
     */
    public static String decode(Bytes bytes) throws ProtocolFailure {
        if (bytes.isZero()) {
            return "";
        }
        String text = new String(bytes.toArray(), StandardCharsets.US_ASCII);
        if (!isPrintable(text)) {
            throw new ProtocolFailure("The label is not printable ASCII");
        }
        return text.stripTrailing();
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
