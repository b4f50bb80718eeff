package org.keyrack.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How French is set: what stands before and inside its marks does not break, and its apostrophe is curved. */
final class FrenchTypography {
    /** A colon of a field (`set: {`), of a time or of an address has no space before it. */
    private static final Pattern FAULT = Pattern.compile(
            "[ \u202F]:|(?<=[ \u00A0]);|[ \u00A0][!?](?=[\\s»]|$)|«(?!\u00A0)|(?<!\u00A0)»|(?<=\\p{L})'(?=\\p{L})");

    private FrenchTypography() {}

    /** What is wrong in a text, with what stands around it. */
    static List<String> faults(String name, String text) {
        List<String> faults = new ArrayList<>();
        Matcher fault = FAULT.matcher(text);
        while (fault.find()) {
            faults.add(name + ": …"
                    + text.substring(Math.max(0, fault.start() - 20), Math.min(text.length(), fault.end() + 5)));
        }
        return faults;
    }
}
