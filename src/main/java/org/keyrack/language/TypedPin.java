package org.keyrack.language;

import java.util.Optional;

/** A PIN that a person enters: its form, and when it may be tried. One rule for the window and the command line. */
public final class TypedPin {
    /** Digits of the shortest PIN (protocol.md, VERIFY). */
    public static final int LEAST = 4;

    /** Digits of the longest PIN. */
    public static final int MOST = 8;

    /** What somebody types to open an AS. */
    public enum Kind {
        /** The PIN of a card: 4 to 8 digits. */
        CARD_PIN,
        /** The PIN of a token: any characters. */
        TOKEN_PIN,
        /** The passphrase of a file: any characters. */
        PASSPHRASE;

        /** Whether a character may stand in it. */
        public boolean takes(char typed) {
            return this == CARD_PIN ? isDigit(typed) : !Character.isISOControl(typed);
        }

        /** Characters of the longest. */
        public int most() {
            return this == CARD_PIN ? MOST : MOST_CHARACTERS;
        }

        private int least() {
            return this == CARD_PIN ? LEAST : 1;
        }
    }

    /** Characters of the longest PIN of a token, and of the longest passphrase; more than the tokens that we know take. */
    public static final int MOST_CHARACTERS = 256;

    /** Why a PIN is not sent to its card. */
    public enum Obstacle {
        /** No try is left: it must be set anew by somebody else. */
        BLOCKED,
        /** It is not 4 to 8 digits. */
        FORM,
        /** A wrong one would block the card, and nobody has said that this is meant. */
        LAST_TRY
    }

    private TypedPin() {}

    /** Whether it is 4 to 8 ASCII digits. */
    public static boolean isValid(char[] pin) {
        boolean digits = pin.length >= LEAST && pin.length <= MOST;
        for (char each : pin) {
            digits &= isDigit(each);
        }
        return digits;
    }

    public static boolean isDigit(char typed) {
        return typed >= '0' && typed <= '9';
    }

    /**
     * Why a PIN may not be asked for.
     *
     * @param triesLeft of the card, 0 when it is blocked
     * @param lastTryMeant whether somebody has said that the last try may be used
     */
    public static Optional<Obstacle> beforeAsking(int triesLeft, boolean lastTryMeant) {
        if (triesLeft == 0) {
            return Optional.of(Obstacle.BLOCKED);
        }
        return triesLeft == 1 && !lastTryMeant ? Optional.of(Obstacle.LAST_TRY) : Optional.empty();
    }

    /**
     * Why what was typed may not be sent yet: what was not typed is said before the last try.
     *
     * @param typed how many characters
     */
    public static Optional<Obstacle> beforeSending(Kind kind, int typed, int triesLeft, boolean lastTryMeant) {
        return triesLeft > 0 && (typed < kind.least() || typed > kind.most())
                ? Optional.of(Obstacle.FORM)
                : beforeAsking(triesLeft, lastTryMeant);
    }
}
