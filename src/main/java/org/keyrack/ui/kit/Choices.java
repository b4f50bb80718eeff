package org.keyrack.ui.kit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.Subscription;
import org.keyrack.language.Language;

/** Connects a list of choices with a value, both ways until the subscription is closed. */
public final class Choices {
    private Choices() {}

    /**
     * Connects the constants of an enum; what is shown comes from the bundle.
     *
     * @param key prefix of the bundle keys: {@code <key>.<constant in lower case>}
     */
    public static <E extends Enum<E>> Subscription bind(
            ComboBox<E> box, E[] values, Property<E> value, Texts texts, String key) {
        return bind(
                box,
                List.of(values),
                value,
                constant -> texts.get(key + "." + constant.name().toLowerCase(Locale.ROOT)));
    }

    /** Connects the languages, each by its own name so that its speakers find it; before them, by no value, the system's. */
    public static Subscription languages(
            ComboBox<Optional<Language>> box, Property<Optional<Language>> value, Texts texts) {
        return bind(
                box,
                Stream.concat(
                                Stream.of(Optional.<Language>empty()),
                                Stream.of(Language.values()).map(Optional::of))
                        .toList(),
                value,
                language -> language.map(Language::ownName).orElseGet(() -> texts.get("language.system")));
    }

    private static <V> Subscription bind(
            ComboBox<V> box, List<V> values, Property<V> value, Function<V, String> words) {
        box.setConverter(new OneWayConverter<>(words));
        box.getItems().setAll(values);
        box.valueProperty().bindBidirectional(value);
        return () -> box.valueProperty().unbindBidirectional(value);
    }
}
