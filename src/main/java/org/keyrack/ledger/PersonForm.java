package org.keyrack.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.keyrack.ledger.PersonException.Cause;

/**
 * What a new personnel number and a new PIN must be. A scanned badge may type its number where a PIN is waited for, so neither
 * may be what the other one is; who is known already goes on as before.
 */
final class PersonForm {
    private static final int DIGITS = 6;
    private static final int CHARACTERS = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final Pattern LIKE_A_PIN = Pattern.compile("[0-9]{" + DIGITS + ",}");

    private PersonForm() {}

    /** @throws PersonException when it is no personnel number, or could be a PIN */
    static void requireId(String id) throws PersonException {
        if (!ID.matcher(id).matches()) {
            throw new PersonException(Cause.ID);
        }
        if (LIKE_A_PIN.matcher(id).matches()) {
            throw new PersonException(Cause.ID_LIKE_A_PIN, id, String.valueOf(DIGITS));
        }
    }

    /**
     * Whether it is long enough, and nobody's number.
     *
     * @param people who is known, the new one among them
     * @throws PersonException when it is not; it is not told whose number it is
     */
    static void requirePin(char[] pin, List<String> people) throws PersonException {
        boolean digits = true;
        for (char each : pin) {
            digits &= each >= '0' && each <= '9';
        }
        if (pin.length < (digits ? DIGITS : CHARACTERS)) {
            throw new PersonException(Cause.SHORT, String.valueOf(DIGITS), String.valueOf(CHARACTERS));
        }
        if (people.stream().anyMatch(id -> Arrays.equals(id.toCharArray(), pin))) {
            throw new PersonException(Cause.PIN_IS_AN_ID);
        }
    }
}
