package org.keyrack.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The check digits of letters: what a person mistypes is found before its KCV is. */
class LetterDigitsTest {
    private static final String COMPONENT = "1D72CD9283FD55162722C6BEAA4DC187";

    private static char check(String group) {
        return LetterDigits.check(group.toCharArray(), 0);
    }

    @Test
    void everyWrongDigitAndEveryTwoNeighboursExchangedGiveAnotherCheckDigit() {
        String digits = "0123456789ABCDEF";
        for (int value = 0; value < 0x10000; value += 7) {
            String group = String.format(Locale.ROOT, "%04X", value);
            char right = check(group);
            for (int at = 0; at < 4; at++) {
                for (int digit = 0; digit < digits.length(); digit++) {
                    char other = digits.charAt(digit);
                    if (other != group.charAt(at)) {
                        assertNotEquals(right, check(group.substring(0, at) + other + group.substring(at + 1)), group);
                    }
                }
                if (at < 3 && group.charAt(at) != group.charAt(at + 1)) {
                    assertNotEquals(
                            right,
                            check(group.substring(0, at)
                                    + group.charAt(at + 1)
                                    + group.charAt(at)
                                    + group.substring(at + 2)),
                            group);
                }
            }
        }
    }

    @Test
    void aComponentIsReadAsItsLetterShowsItAndAWrongGroupIsNamed() throws Exception {
        String kcv = PreparedFiles.kcvOf(COMPONENT);
        String letter;
        try (KeyComponent component = KeyComponent.parse((COMPONENT + kcv).toCharArray(), "typed")) {
            letter = LetterDigits.groups(component).stream().map(String::new).collect(Collectors.joining(" "));
        }
        assertEquals(8 * 5 + 7, letter.length());
        try (KeyComponent read = KeyComponent.parse(
                (letter + "\n" + kcv).toLowerCase(Locale.ROOT).toCharArray(), "typed")) {
            assertEquals(kcv, read.kcv().toString());
        }
        String exchanged = letter.substring(0, 6) + letter.charAt(7) + letter.charAt(6) + letter.substring(8);
        String message = assertThrows(
                        PlanException.class, () -> KeyComponent.parse((exchanged + kcv).toCharArray(), "typed"))
                .getMessage();
        assertTrue(message.contains("group 2 and its check digit"), message);
    }
}
