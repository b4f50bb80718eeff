package org.keyrack.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a letter writes a component: groups of four hexadecimal digits and a check digit, the sum of 16 d1, 8 d2, 4 d3 and 2 d4 in
 * the field of 16 elements (x^4 + x + 1). It finds every wrong digit, and every two neighbours of the four that were exchanged.
 */
public final class LetterDigits {
    /** Digits of a group, without its check digit. */
    public static final int GROUP = 4;

    /** x^4 + x + 1. */
    private static final int FIELD = 0x13;

    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private LetterDigits() {}

    /** The check digit of the four digits that begin at an index. */
    public static char check(char[] digits, int from) {
        int sum = 0;
        for (int i = from; i < from + GROUP; i++) {
            sum = doubled(sum ^ Character.digit(digits[i], 16));
        }
        return DIGITS[sum];
    }

    private static int doubled(int element) {
        int twice = element << 1;
        return twice > 15 ? twice ^ FIELD : twice;
    }

    /**
     * A component in groups of five, as a letter shows them.
     *
     * @return 8 or 16 groups, each wiped by the caller
     */
    public static List<char[]> groups(KeyComponent component) {
        byte[] value = component.value().toArray();
        char[] digits = new char[2 * value.length];
        for (int i = 0; i < value.length; i++) {
            digits[2 * i] = DIGITS[value[i] >> 4 & 15];
            digits[2 * i + 1] = DIGITS[value[i] & 15];
        }
        Arrays.fill(value, (byte) 0);
        List<char[]> groups = new ArrayList<>();
        for (int from = 0; from < digits.length; from += GROUP) {
            char[] group = Arrays.copyOfRange(digits, from, from + GROUP + 1);
            group[GROUP] = check(digits, from);
            groups.add(group);
        }
        Arrays.fill(digits, '\0');
        return groups;
    }
}
