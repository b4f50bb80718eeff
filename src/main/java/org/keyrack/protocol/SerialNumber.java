package org.keyrack.protocol;

import java.util.Locale;

/**
 * SN, the serial number of an EI.
 *
 * @param bytes 8 bytes; all zero in a module that was given none yet
 */
public record SerialNumber(Bytes bytes) implements Comparable<SerialNumber> {
    /** Length in bytes. */
    public static final int LENGTH = 8;

    public SerialNumber {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("A serial number has 8 bytes, not " + bytes.length());
        }
    }

    public static SerialNumber of(Bytes bytes) {
        return new SerialNumber(bytes);
    }

    /**
     * Reads a serial number as people write it: 16 hexadecimal digits, spaces allowed anywhere.
     *
     * @throws IllegalArgumentException with a sentence that says what to write
     */
    public static SerialNumber parse(String text) {
        String digits = text.replaceAll("\\s", "");
        if (!digits.matches("[0-9A-Fa-f]{16}")) {
            throw new IllegalArgumentException(
                    "This is not a serial number. Write 16 digits of 0 to 9 and A to F, for example 0011 2233 4455 6677.");
        }
        return new SerialNumber(Bytes.ofHex(digits));
    }

    /** 16 lower-case hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    /** As it is shown: upper-case hexadecimal digits grouped by four, 0011 2233 4455 6677. */
    public String grouped() {
        return hex().toUpperCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1 ");
    }

    /**
     * The SN after this one, counted as one number.
     *
     * @throws ArithmeticException for the highest
     */
    public SerialNumber next() {
        long next = Long.parseUnsignedLong(hex(), 16) + 1;
        if (next == 0) {
            throw new ArithmeticException("No serial number follows the highest one");
        }
        return new SerialNumber(Bytes.ofHex(String.format(Locale.ROOT, "%016x", next)));
    }

    @Override
    public int compareTo(SerialNumber other) {
        return hex().compareTo(other.hex());
    }

    @Override
    public String toString() {
        return grouped();
    }
}
