package org.keyrack.protocol.command;

import java.util.Arrays;

/** The form of a PIN on the wire: 4 to 8 ASCII digits, padded with FF to 8 bytes. */
public final class Pin {
    /** Length of a padded PIN in bytes. */
    public static final int LENGTH = 8;

    private static final int SHORTEST = 4;
    private static final byte PADDING = (byte) 0xFF;

    private Pin() {}

    /**
     * The wire form.
     *
     * @param pin 4 to 8 digits; the caller wipes it
     * @return 8 bytes; the caller wipes them
     * @throws IllegalArgumentException when it has another form; the message does not contain it
     */
    public static byte[] padded(char[] pin) {
        boolean digits = pin.length >= SHORTEST && pin.length <= LENGTH;
        for (char c : pin) {
            digits &= c >= '0' && c <= '9';
        }
        if (!digits) {
            throw new IllegalArgumentException("This is not a PIN. Enter 4 to 8 digits.");
        }
        byte[] padded = new byte[LENGTH];
        Arrays.fill(padded, PADDING);
        for (int i = 0; i < pin.length; i++) {
            padded[i] = (byte) pin[i];
        }
        return padded;
    }

    /** Whether 8 bytes from an offset are a padded PIN. */
    public static boolean isWellFormed(byte[] data, int offset) {
        if (data.length < offset + LENGTH) {
            return false;
        }
        int digits = 0;
        while (digits < LENGTH && data[offset + digits] >= '0' && data[offset + digits] <= '9') {
            digits++;
        }
        boolean padded = digits >= SHORTEST;
        for (int i = digits; i < LENGTH; i++) {
            padded &= data[offset + i] == PADDING;
        }
        return padded;
    }

    static byte[] require(byte[] padded) {
        if (padded.length != LENGTH || !isWellFormed(padded, 0)) {
            throw new IllegalArgumentException("A padded PIN is 4 to 8 digits and FF up to 8 bytes");
        }
        return padded;
    }
}
