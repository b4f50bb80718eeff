package org.keyrack.ui.care;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Obstacle;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;

/** PINs that were typed for one act; wiped when it is closed. */
final class CarePins implements AutoCloseable {
    private final Map<PinReference, char[]> pins = new EnumMap<>(PinReference.class);
    private final Map<PinReference, Boolean> lastTries = new EnumMap<>(PinReference.class);
    private final String lastTry;

    /** @param lastTry what is said when a last try is left that nobody has meant */
    CarePins(String lastTry) {
        this.lastTry = lastTry;
    }

    /**
     * Adds one.
     *
     * @param pin wiped when this is closed
     * @param lastTryMeant whether its last try may be used
     */
    void add(PinReference reference, char[] pin, boolean lastTryMeant) {
        pins.put(reference, pin);
        lastTries.put(reference, lastTryMeant);
    }

    /** Refuses a PIN that is blocked, or whose last try is not meant: the card may have lost tries since it was shown. */
    char[] pin(PinReference reference, AsCare as) throws CardFailure, InputException {
        Optional<Obstacle> obstacle = TypedPin.beforeAsking(
                as.identity().triesLeft(reference), Objects.requireNonNull(lastTries.get(reference)));
        if (obstacle.isPresent()) {
            throw new InputException(obstacle.get() == Obstacle.BLOCKED ? CareWords.blocked(reference) : lastTry);
        }
        return Objects.requireNonNull(pins.get(reference));
    }

    /** Verifies these, in this order. */
    void verify(AsCare as, PinReference... references) throws CardFailure, InputException, JournalUnavailable {
        for (PinReference reference : references) {
            try {
                as.verify(reference, pin(reference, as));
            } catch (PinFailure failure) {
                throw wrong(reference, failure);
            }
        }
    }

    static InputException wrong(PinReference reference, PinFailure failure) {
        return new InputException(CareWords.wrong(reference, failure.triesLeft()));
    }

    @Override
    public void close() {
        pins.values().forEach(pin -> Arrays.fill(pin, '\0'));
    }
}
