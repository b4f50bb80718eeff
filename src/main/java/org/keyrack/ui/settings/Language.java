package org.keyrack.ui.settings;

import java.util.Locale;
import org.keyrack.language.Languages;

/** Which language the window speaks. */
public enum Language {
    SYSTEM(Languages.now()),
    ENGLISH(Locale.ENGLISH),
    FRENCH(Locale.FRENCH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** The locale for texts, numbers and dates. */
    public Locale locale() {
        return locale;
    }
}
