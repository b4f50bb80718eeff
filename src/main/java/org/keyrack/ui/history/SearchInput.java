package org.keyrack.ui.history;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was written into the search field.
 *
 * @param digits 1 to 16 hexadecimal digits in upper case; empty when there is a problem
 * @param problem the bundle key of what is wrong with it
 */
record SearchInput(String digits, Optional<String> problem) {
    private static final int SN_DIGITS = 16;
    /** What the QR code of a label says, as a hand-held scanner types it. */
    private static final Pattern LABEL = Pattern.compile("(?i)SN\\s+([0-9A-F]{16})(\\s.*)?");

    static SearchInput of(String written) {
        String text = written == null ? "" : written.strip();
        Matcher label = LABEL.matcher(text);
        String digits = (label.matches() ? label.group(1) : text)
                .replaceAll("[\\s\\u00A0\\u202F]", "")
                .toUpperCase(Locale.ROOT);
        if (digits.isEmpty()) {
            return wrong("history.search.empty");
        }
        if (!digits.matches("[0-9A-F]+")) {
            return wrong("history.search.wrong");
        }
        return digits.length() > SN_DIGITS ? wrong("history.search.long") : new SearchInput(digits, Optional.empty());
    }

    private static SearchInput wrong(String key) {
        return new SearchInput("", Optional.of(key));
    }

    /** Whether it is a whole SN. */
    boolean whole() {
        return digits.length() == SN_DIGITS;
    }

    /** Digits by four, as SNs are shown. */
    String grouped() {
        return digits.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
