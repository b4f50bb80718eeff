package org.keyrack.ui.kit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The window's texts in the language chosen; the language can change while the window is open. */
public final class Texts {
    private static final String BUNDLE = "i18n.ui";

    private final ReadOnlyObjectWrapper<Locale> locale = new ReadOnlyObjectWrapper<>(this, "locale");
    private ResourceBundle bundle;

    public Texts(Locale locale) {
        use(locale);
    }

    /** Changes the language; whoever listens to {@link #localeProperty} shows its texts anew. */
    public void use(Locale next) {
        bundle = ResourceBundle.getBundle(
                BUNDLE, next, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        locale.set(next);
    }

    public ReadOnlyObjectProperty<Locale> localeProperty() {
        return locale.getReadOnlyProperty();
    }

    public Locale locale() {
        return locale.get();
    }

    /** For FXML. */
    public ResourceBundle bundle() {
        return bundle;
    }

    /** @throws MissingResourceException when there is no such key: a fault of this program */
    public String get(String key) {
        return bundle.getString(key);
    }

    /**
     * A text with arguments, numbers and dates in the form of the language.
     *
     * @throws MissingResourceException when there is no such key: a fault of this program
     */
    public String format(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale.get()).format(arguments);
    }
}
