package org.keyrack.language;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one decision which {@link Language} a person reads, with that language's own digits, months and separators, whatever
 * region, calendar or digits the system is set to.
 */
public final class Languages {
    private Languages() {}

    /** The language that is shown now: that of the program's default locale. */
    public static Locale now() {
        return shown(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** What is shown to somebody who asks for this locale: its language, of whatever region; English when there is none. */
    public static Locale shown(Locale asked) {
        return Language.of(asked.getLanguage()).orElse(Language.ENGLISH).locale();
    }

    /**
     * Shows the language that the system or the environment asks for. Java does not hear of {@code LANG=fr_FR.UTF-8} where
     * that locale is not installed, as in most containers: so the variables are asked too.
     *
     * @param environment {@code KEYRACK_LANG} (two letters) before all, then as POSIX has it LC_ALL, LC_MESSAGES, LANG
     */
    public static void choose(Map<String, String> environment) {
        String ours = environment.getOrDefault("KEYRACK_LANG", "");
        if (!ours.isEmpty()) {
            show(named(ours).orElse(Language.ENGLISH).locale());
            return;
        }
        Optional<Language> said = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .flatMap(Languages::named);
        Locale known = now();
        show(
                known.equals(Language.ENGLISH.locale())
                        ? said.map(Language::locale).orElse(known)
                        : known);
    }

    /** The language of a locale as POSIX writes it: {@code de_AT.UTF-8}. */
    private static Optional<Language> named(String posix) {
        return Language.of(posix.replaceFirst("[^a-z].*", ""));
    }

    /** Shows a language from now on; everything that asks for no locale of its own follows. */
    public static void show(Locale asked) {
        Locale.setDefault(shown(asked));
    }
}
