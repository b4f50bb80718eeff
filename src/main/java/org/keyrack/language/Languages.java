package org.keyrack.language;

import java.util.Locale;

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

    /** Shows a language from now on; everything that asks for no locale of its own follows. */
    public static void show(Locale asked) {
        Locale.setDefault(shown(asked));
    }
}
