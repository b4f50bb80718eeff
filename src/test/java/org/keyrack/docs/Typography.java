package org.keyrack.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrack.language.Language;

/** How each language is set: its quotation marks, what stands before its other marks, and its apostrophe. */
final class Typography {
    private static final String APOSTROPHE = "(?<=\\p{L})'(?=\\p{L})";

    /** A quotation mark of a programming language stands beside the digits of an SN alone, in examples of YAML. */
    private static final String STRAIGHT = "(?<!\\d)\"(?!\\d)";

    /** A colon of a field (`set: {`), of a time or of an address has no space before it in any language. */
    private static final Map<Language, Pattern> FAULTS = Map.of(
            Language.FRENCH,
            Pattern.compile(
                    "[ \u202F]:|(?<=[ \u00A0]);|[ \u00A0][!?](?=[\\s»]|$)|«(?!\u00A0)|(?<!\u00A0)»|" + APOSTROPHE),
            Language.GERMAN,
            Pattern.compile("[ \u00A0\u202F][:;!?](?=\\s|$)|„(?![^„”\"]*“)|[”«»]|" + STRAIGHT + "|" + APOSTROPHE),
            Language.SPANISH,
            Pattern.compile("[ \u00A0\u202F][:;!?](?=\\s|$)|\\A[^¿]*\\?(?=\\s|$)|\\A[^¡]*!(?=\\s|$)|«(?![^«»]*»)|[„“”]|"
                    + STRAIGHT + "|" + APOSTROPHE));

    /** English guides have the apostrophe of the keyboard, as those of programs do. */
    private static final Pattern NONE = Pattern.compile("(?!)");

    private Typography() {}

    /** What is wrong in a text, with what stands around it. */
    static List<String> faults(Language language, String name, String text) {
        List<String> faults = new ArrayList<>();
        Matcher fault = FAULTS.getOrDefault(language, NONE).matcher(text);
        while (fault.find()) {
            faults.add(name + ": …"
                    + text.substring(Math.max(0, fault.start() - 20), Math.min(text.length(), fault.end() + 5)));
        }
        return faults;
    }
}
