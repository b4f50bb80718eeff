package org.keyrack.ui.kit;

import java.util.Locale;

/** Numbers as the protocol writes them. */
public final class Hex {
    private Hex() {}

    /** Two bytes as four digits. */
    public static String of2(int value) {
        return String.format(Locale.ROOT, "%04X", value);
    }

    /** One byte as two digits. */
    public static String of1(int value) {
        return String.format(Locale.ROOT, "%02X", value);
    }
}
