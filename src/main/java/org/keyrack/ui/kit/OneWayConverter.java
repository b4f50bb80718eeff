package org.keyrack.ui.kit;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Turns values into words for a control in which nobody writes; no value is no word. */
public final class OneWayConverter<T> extends StringConverter<T> {
    private final Function<T, String> words;

    /** @param words of a value, which is never null */
    public OneWayConverter(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("Nobody writes into this control");
    }
}
