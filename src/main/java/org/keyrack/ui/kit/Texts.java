package org.keyrack.ui.kit;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.language.Wording;

/** The window's texts in the language chosen; the language can change while the window is open. */
public final class Texts {
    private static final String BUNDLE = "ui";

    private final ReadOnlyObjectWrapper<Locale> locale = new ReadOnlyObjectWrapper<>(this, "locale");
    private Wording words;

    public Texts(Locale locale) {
        use(locale);
    }

    /** Changes the language; whoever listens to {@link #localeProperty} shows its texts anew. */
    public void use(Locale next) {
        words = Wording.of(BUNDLE, next);
        locale.set(words.locale());
    }

    public ReadOnlyObjectProperty<Locale> localeProperty() {
        return locale.getReadOnlyProperty();
    }

    public Locale locale() {
        return locale.get();
    }

    /** For FXML. */
    public ResourceBundle bundle() {
        return words.bundle();
    }

    /** @throws MissingResourceException when there is no such key: a fault of this program */
    public String get(String key) {
        return words.get(key);
    }

    /**
     * A text with arguments, numbers and dates in the form of the language.
     *
     * @throws MissingResourceException when there is no such key: a fault of this program
     */
    public String format(String key, Object... arguments) {
        return words.say(key, arguments);
    }
}
