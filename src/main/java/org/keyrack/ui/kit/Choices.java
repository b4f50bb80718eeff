package org.keyrack.ui.kit;

import java.util.Locale;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.Subscription;

/** Connects a list of choices with an enum; what it shows comes from the bundle. */
public final class Choices {
    private Choices() {}

    /**
     * Connects both ways until the subscription is closed.
     *
     * @param key prefix of the bundle keys: {@code <key>.<constant in lower case>}
     */
    public static <E extends Enum<E>> Subscription bind(
            ComboBox<E> box, E[] values, Property<E> value, Texts texts, String key) {
        box.setConverter(new OneWayConverter<>(
                constant -> texts.get(key + "." + constant.name().toLowerCase(Locale.ROOT))));
        box.getItems().setAll(values);
        box.valueProperty().bindBidirectional(value);
        return () -> box.valueProperty().unbindBidirectional(value);
    }
}
