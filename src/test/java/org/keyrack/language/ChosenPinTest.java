package org.keyrack.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.language.ChosenPin.Weakness;

/** The one rule for PINs that people choose: what others would try first is not taken. */
class ChosenPinTest {
    @ParameterizedTest
    @CsvSource({
        "000000, ONE_DIGIT",
        "0000, ONE_DIGIT",
        "99999999, ONE_DIGIT",
        "123456, COUNTS",
        "1234, COUNTS",
        "12345678, COUNTS",
        "87654321, COUNTS",
        "4321, COUNTS",
        "7890, COUNTS",
        "2109, COUNTS",
        "1212, REPEATED",
        "123123, REPEATED",
        "12341234, REPEATED",
        "12121212, REPEATED",
        "648219, PUBLISHED",
        "57621880, PUBLISHED",
        "194735,",
        "82736451,",
        "1235,",
        "1213,",
        "1123,",
        "12312,",
        "5762188,",
        "6482190,",
    })
    void whatOthersWouldTryFirstIsNotTaken(String chosen, Weakness weakness) {
        assertEquals(Optional.ofNullable(weakness), ChosenPin.weakness(chosen.toCharArray()));
    }
}
