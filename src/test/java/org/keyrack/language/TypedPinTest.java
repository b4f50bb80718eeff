package org.keyrack.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.language.TypedPin.Obstacle;

/** The one rule for a PIN that is typed: its form, and that nobody uses up a last try without saying so. */
class TypedPinTest {
    @ParameterizedTest
    @CsvSource({
        "'', false",
        "123, false",
        "1234, true",
        "12345678, true",
        "123456789, false",
        "12 4, false",
        "12a4, false",
        "١٢٣٤, false",
        "1234/, false",
        "1234:, false"
    })
    void aPinIsFourToEightDigits(String typed, boolean valid) {
        assertEquals(valid, TypedPin.isValid(typed.toCharArray()));
    }

    @ParameterizedTest
    @CsvSource({"0, false, BLOCKED", "0, true, BLOCKED", "1, false, LAST_TRY", "1, true,", "2, false,", "3, false,"})
    void theLastTryIsUsedOnlyWhenItIsMeant(int triesLeft, boolean meant, Obstacle obstacle) {
        assertEquals(Optional.ofNullable(obstacle), TypedPin.beforeAsking(triesLeft, meant));
    }

    @Test
    void whatWasNotTypedIsSaidBeforeTheLastTryAndABlockedCardBeforeBoth() {
        assertEquals(Optional.of(Obstacle.FORM), TypedPin.beforeSending(TypedPin.Kind.CARD_PIN, 3, 1, false));
        assertEquals(Optional.of(Obstacle.LAST_TRY), TypedPin.beforeSending(TypedPin.Kind.CARD_PIN, 4, 1, false));
        assertEquals(Optional.of(Obstacle.FORM), TypedPin.beforeSending(TypedPin.Kind.CARD_PIN, 9, 3, true));
        assertEquals(Optional.empty(), TypedPin.beforeSending(TypedPin.Kind.CARD_PIN, 8, 1, true));
        assertEquals(Optional.of(Obstacle.BLOCKED), TypedPin.beforeSending(TypedPin.Kind.CARD_PIN, 0, 0, true));
        assertEquals(Optional.of(Obstacle.FORM), TypedPin.beforeSending(TypedPin.Kind.TOKEN_PIN, 0, 3, true));
        assertEquals(Optional.empty(), TypedPin.beforeSending(TypedPin.Kind.TOKEN_PIN, 1, 3, true));
        assertEquals(Optional.empty(), TypedPin.beforeSending(TypedPin.Kind.PASSPHRASE, 256, 3, true));
    }
}
