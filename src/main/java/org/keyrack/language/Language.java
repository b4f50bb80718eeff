package org.keyrack.language;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages that people read: the one list, over which bundles, guides, pictures and their tests go. */
public enum Language {
    /** The first: whoever asks for none of the others reads it. */
    ENGLISH("en"),
    FRENCH("fr"),
    GERMAN("de"),
    SPANISH("es");

    private final Locale locale;

    Language(String tag) {
        this.locale = Locale.forLanguageTag(tag);
    }

    /** Without a region: the language's own digits, months and separators. */
    public Locale locale() {
        return locale;
    }

    /** Two letters of ISO 639-1, as in the names of bundles and in {@code KEYRACK_LANG}. */
    public String tag() {
        return locale.getLanguage();
    }

    /** What its speakers call it. */
    public String ownName() {
        String name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    /** The language of these two letters, if KeyRack speaks it. */
    public static Optional<Language> of(String tag) {
        return Stream.of(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }
}
