package org.keyrack.language;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The texts of one bundle of {@code i18n} in one language, with numbers in that language's form. */
public final class Wording {
    private final Locale locale;
    private final ResourceBundle bundle;

    private Wording(ResourceBundle bundle, Locale locale) {
        this.locale = locale;
        this.bundle = bundle;
    }

    /**
     * A bundle in the language that is shown to somebody who asks for a locale.
     *
     * @param name {@code ui} for {@code i18n/ui.properties}
     */
    public static Wording of(String name, Locale asked) {
        Locale shown = Languages.shown(asked);
        return new Wording(
                ResourceBundle.getBundle(
                        "i18n." + name,
                        shown,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
                shown);
    }

    /** A bundle in the language that is shown now. */
    public static Wording of(String name) {
        return of(name, Languages.now());
    }

    public Locale locale() {
        return locale;
    }

    /** For what takes a bundle, such as FXML. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** @throws MissingResourceException when there is no such key: a fault of this program */
    public String get(String key) {
        return bundle.getString(key);
    }

    /**
     * A text with its arguments; numbers in the form of the language.
     *
     * @throws MissingResourceException when there is no such key: a fault of this program
     */
    public String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
