package org.keyrack.ui.kit;

/** Numbers as the protocol writes them. */
public final class Hex {
    private Hex() {}

    /** Two bytes as four digits. */
    public static String of2(int value) {
        return String.format("%04X", value);
    }

    /** One byte as two digits. */
    public static String of1(int value) {
        return String.format("%02X", value);
    }
}
