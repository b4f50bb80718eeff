package org.keyrack.protocol.apdu;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A short command APDU (ISO/IEC 7816-4 section 5.1).
 *
 * @param cla class byte, 00 to FF
 * @param ins instruction byte, 00 to FF
 * @param p1 first parameter, 00 to FF
 * @param p2 second parameter, 00 to FF
 * @param data command data, 0 to 255 bytes; not copied, not shared further
 * @param answerDue whether answer data is due, so that Le 00 is sent
 */
public record CommandApdu(int cla, int ins, int p1, int p2, byte[] data, boolean answerDue) {
    private static final byte[] NOTHING = {};

    public CommandApdu {
        if (((cla | ins | p1 | p2) & ~0xFF) != 0) {
            throw new IllegalArgumentException("An APDU header field is one byte");
        }
        if (data.length > 255) {
            throw new IllegalArgumentException("A short command holds at most 255 bytes, not " + data.length);
        }
    }

    /** A command without data. */
    public static CommandApdu of(int cla, int ins, int p1, int p2, boolean answerDue) {
        return new CommandApdu(cla, ins, p1, p2, NOTHING, answerDue);
    }

    /**
     * The bytes for the link.
     *
     * @param leAfterData false for T=0, where a case 4 command goes without Le (ISO/IEC 7816-3 section 12.2)
     * @return 4 to 261 bytes
     */
    public byte[] bytes(boolean leAfterData) {
        boolean le = answerDue && (data.length == 0 || leAfterData);
        int length = 4 + (data.length == 0 ? 0 : 1 + data.length) + (le ? 1 : 0);
        byte[] bytes = new byte[length];
        bytes[0] = (byte) cla;
        bytes[1] = (byte) ins;
        bytes[2] = (byte) p1;
        bytes[3] = (byte) p2;
        if (data.length > 0) {
            bytes[4] = (byte) data.length;
            System.arraycopy(data, 0, bytes, 5, data.length);
        }
        return bytes;
    }

    /** Header and lengths only: what a log, a screen or a report may show. Command data may hold a PIN or a component. */
    public String redacted() {
        String header =
                HexFormat.of().withUpperCase().formatHex(new byte[] {(byte) cla, (byte) ins, (byte) p1, (byte) p2});
        return header + (data.length == 0 ? "" : " Lc=" + data.length) + (answerDue ? " Le" : "");
    }

    /** Overwrites the command data, for commands that carry a PIN or a key component. */
    public void wipe() {
        Arrays.fill(data, (byte) 0);
    }

    @Override
    public String toString() {
        return redacted();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandApdu that
                && cla == that.cla
                && ins == that.ins
                && p1 == that.p1
                && p2 == that.p2
                && answerDue == that.answerDue
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return ((cla * 31 + ins) * 31 + p1) * 31 + p2;
    }
}
