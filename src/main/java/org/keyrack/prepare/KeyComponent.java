package org.keyrack.prepare;

import java.util.Arrays;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * One of the components whose exclusive or is a key; wiped when closed.
 *
 * @param value 16 or 32 bytes, not all zero
 * @param kcv its own check value
 */
public record KeyComponent(SecretKeyBytes value, Kcv kcv) implements AutoCloseable {
    private static final int KCV_DIGITS = 2 * Kcv.LENGTH;

    /**
     * Reads a component as a letter shows it: 32 or 64 hexadecimal digits, each four of them followed by a check digit or
     * none, and the 6 of its KCV, with blanks anywhere.
     *
     * @param text stays the caller's
     * @param source where it comes from, for messages
     * @throws PlanException for another form, a KCV that is not its own, or a component of zeros; never with its content
     */
    public static KeyComponent parse(char[] text, String source) throws PlanException {
        char[] digits = new char[text.length];
        int count = 0;
        boolean hex = true;
        for (char each : text) {
            if (!Character.isWhitespace(each) && each != '\uFEFF') {
                hex &= Character.digit(each, 16) >= 0 && each < 0x80;
                digits[count++] = each;
            }
        }
        try {
            int groups = hex ? (count - KCV_DIGITS) / (LetterDigits.GROUP + 1) : 0;
            if (groups * (LetterDigits.GROUP + 1) + KCV_DIGITS == count && (groups == 8 || groups == 16)) {
                count = withoutChecks(digits, groups, source);
            }
            if (!hex || (count != 32 + KCV_DIGITS && count != 64 + KCV_DIGITS)) {
                throw wrong("form", source);
            }
            SecretKeyBytes value = SecretKeyBytes.taking(bytes(digits, 0, count - KCV_DIGITS));
            Kcv kcv = new Kcv(Bytes.of(bytes(digits, count - KCV_DIGITS, count)));
            KeyComponent component = new KeyComponent(value, kcv);
            String wrong = value.matches(new byte[value.length()])
                    ? "zero"
                    : Cmac.kcv(value).equals(kcv) ? "" : "kcv";
            if (!wrong.isEmpty()) {
                component.close();
                throw wrong(wrong, source);
            }
            return component;
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    /** Moves the digits together; answers how many are left with those of the KCV. */
    private static int withoutChecks(char[] digits, int groups, String source) throws PlanException {
        int to = 0;
        for (int group = 0; group < groups; group++) {
            int from = group * (LetterDigits.GROUP + 1);
            if (Character.toUpperCase(digits[from + LetterDigits.GROUP]) != LetterDigits.check(digits, from)) {
                throw new PlanException(Wording.of("input").say("component.check", source, group + 1));
            }
            System.arraycopy(digits, from, digits, to, LetterDigits.GROUP);
            to += LetterDigits.GROUP;
        }
        System.arraycopy(digits, groups * (LetterDigits.GROUP + 1), digits, to, KCV_DIGITS);
        return to + KCV_DIGITS;
    }

    private static byte[] bytes(char[] digits, int from, int to) {
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = from + 2 * i;
            bytes[i] = (byte) (Character.digit(digits[at], 16) << 4 | Character.digit(digits[at + 1], 16));
        }
        return bytes;
    }

    private static PlanException wrong(String key, String source) {
        return new PlanException(Wording.of("input").say("component." + key, source));
    }

    @Override
    public void close() {
        value.close();
    }

    /** Never the component. */
    @Override
    public String toString() {
        return "KeyComponent[KCV " + kcv + "]";
    }
}
