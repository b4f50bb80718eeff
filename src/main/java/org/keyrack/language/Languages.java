package org.keyrack.language;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one decision which language a person reads: English or French, with that language's own digits, months and
 * separators, whatever region, calendar or digits the system is set to.
 */
public final class Languages {
    private Languages() {}

    /** The language that is shown now: that of the program's default locale. */
    public static Locale now() {
        return shown(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** What is shown to somebody who asks for this locale: French for every French, English for everything else. */
    public static Locale shown(Locale asked) {
        return asked.getLanguage().equals(Locale.FRENCH.getLanguage()) ? Locale.FRENCH : Locale.ENGLISH;
    }

    /**
     * Shows the language that the system or the environment asks for. Java does not hear of {@code LANG=fr_FR.UTF-8} where
     * that locale is not installed, as in most containers: so the variables are asked too.
     *
     * @param environment {@code KEYRACK_LANG} (en or fr) before all, then as POSIX has it LC_ALL, LC_MESSAGES, LANG
     */
    public static void choose(Map<String, String> environment) {
        String ours = environment.getOrDefault("KEYRACK_LANG", "");
        String said = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        boolean french = ours.isEmpty() ? now().equals(Locale.FRENCH) || said.startsWith("fr") : ours.startsWith("fr");
        show(french ? Locale.FRENCH : Locale.ENGLISH);
    }

    /** Shows a language from now on; everything that asks for no locale of its own follows. */
    public static void show(Locale asked) {
        Locale.setDefault(shown(asked));
    }
}
