package org.keyrack.ui.kit;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.keyrack.language.TypedPin;

/** A new PIN, which is typed twice: nobody sees what he types. */
public final class PinPair extends VBox {
    private final PinField first = new PinField();
    private final PinField again = new PinField();

    /**
     * Two empty fields.
     *
     * @param id of the first field; the second's has {@code -again} behind it
     * @param name whose PIN it is
     * @param changed called when something was typed
     */
    public PinPair(Texts texts, String id, String name, Runnable changed) {
        String twice = texts.format("prepareas.pin.again", name);
        first.setId(id);
        again.setId(id + "-again");
        first.setAccessibleText(name);
        again.setAccessibleText(twice);
        first.setAccessibleHelp(texts.get("ascard.pin.help"));
        again.setAccessibleHelp(texts.get("ascard.pin.help"));
        first.setOnAction(again::requestFocus);
        first.lengthProperty().subscribe(length -> changed.run());
        again.lengthProperty().subscribe(length -> changed.run());
        HBox fields = new HBox(first, again);
        fields.getStyleClass().add("actions");
        HBox.setHgrow(first, Priority.ALWAYS);
        HBox.setHgrow(again, Priority.ALWAYS);
        getStyleClass().addAll("field", "prepare-pins");
        getChildren().setAll(new Label(texts.format("prepareas.pin.twice", name)), fields);
    }

    /** What Enter does in the second field; in the first it goes there. */
    public void setOnAction(Runnable action) {
        again.setOnAction(action);
    }

    /** Puts the focus into the first field. */
    public void enter() {
        first.requestFocus();
    }

    /** Where the first entry is typed. */
    public Node first() {
        return first;
    }

    /** Whether anything is typed. */
    public boolean begun() {
        return first.lengthProperty().get() + again.lengthProperty().get() > 0;
    }

    /** Whether both have the length of a PIN. */
    public boolean complete() {
        int length = first.lengthProperty().get();
        return length >= TypedPin.LEAST && length == again.lengthProperty().get();
    }

    /** What was typed, which is forgotten here and wiped by the caller; empty when the two differ. */
    public Optional<char[]> take() {
        char[] pin = first.take();
        char[] second = again.take();
        boolean same = Arrays.equals(pin, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(pin, '\0');
            return Optional.empty();
        }
        return Optional.of(pin);
    }

    /** Forgets what was typed. */
    public void clear() {
        first.clear();
        again.clear();
    }
}
