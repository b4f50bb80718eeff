package org.keyrack.language;

import java.util.List;
import java.util.Optional;

/** A PIN that a person chooses for a card: one that others would try first is refused, wherever it is set. */
public final class ChosenPin {
    private static final int DIGITS = 10;

    /**
     * PINs with which cards are delivered, as their makers publish them, and which no rule here finds: the user's PIN and the
     * initialization code of the SmartCard-HSM. Those of PIV, OpenPGP and most other cards count or are one digit throughout.
     */
    private static final List<String> PUBLISHED = List.of("648219", "57621880");

    /** Why others would try it first; the bundle {@code input} has its words, {@code pin.weak.WEAKNESS}. */
    public enum Weakness {
        /** One digit throughout: 000000. */
        ONE_DIGIT,
        /** It counts up or down, 0 and 9 being neighbours: 123456, 4321, 7890. */
        COUNTS,
        /** A group of digits, again and again: 1212, 123123. */
        REPEATED,
        /** Cards are delivered with it. */
        PUBLISHED;

        /** It in words, for a sentence. */
        public String said() {
            return Wording.of("input").get("pin.weak." + this);
        }
    }

    private ChosenPin() {}

    /**
     * Why a PIN is not taken; empty when it is.
     *
     * @param pin 4 to 8 digits; stays the caller's
     */
    public static Optional<Weakness> weakness(char[] pin) {
        if (repeats(pin, 1)) {
            return Optional.of(Weakness.ONE_DIGIT);
        }
        if (counts(pin, 1) || counts(pin, DIGITS - 1)) {
            return Optional.of(Weakness.COUNTS);
        }
        for (int group = 2; group <= pin.length / 2; group++) {
            if (pin.length % group == 0 && repeats(pin, group)) {
                return Optional.of(Weakness.REPEATED);
            }
        }
        return PUBLISHED.stream().anyMatch(known -> is(known, pin))
                ? Optional.of(Weakness.PUBLISHED)
                : Optional.empty();
    }

    private static boolean repeats(char[] pin, int group) {
        for (int i = group; i < pin.length; i++) {
            if (pin[i] != pin[i - group]) {
                return false;
            }
        }
        return true;
    }

    private static boolean counts(char[] pin, int step) {
        for (int i = 1; i < pin.length; i++) {
            if ((pin[i - 1] - '0' + step) % DIGITS != pin[i] - '0') {
                return false;
            }
        }
        return true;
    }

    /** Compares without a String of the PIN. */
    private static boolean is(String known, char[] pin) {
        boolean same = known.length() == pin.length;
        for (int i = 0; i < pin.length && same; i++) {
            same = known.charAt(i) == pin[i];
        }
        return same;
    }
}
