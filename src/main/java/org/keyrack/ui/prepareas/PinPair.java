package org.keyrack.ui.prepareas;

import java.util.Arrays;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.keyrack.language.TypedPin;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.Texts;

/** A new PIN, which is typed twice: nobody sees what he types. */
final class PinPair extends VBox {
    private final PinReference reference;
    private final PinField first = new PinField();
    private final PinField again = new PinField();

    /** @param changed called when something was typed */
    PinPair(Texts texts, PinReference reference, Runnable changed) {
        this.reference = reference;
        String name = texts.get("prepareas.pin." + reference);
        String twice = texts.format("prepareas.pin.again", name);
        first.setId("pin-" + reference);
        again.setId("pin-" + reference + "-again");
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

    PinReference reference() {
        return reference;
    }

    /** Whether both have the length of a PIN. */
    boolean complete() {
        int length = first.lengthProperty().get();
        return length >= TypedPin.LEAST && length == again.lengthProperty().get();
    }

    /** What was typed, which is forgotten here and wiped by the caller; empty when the two differ. */
    Optional<char[]> take() {
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

    void clear() {
        first.clear();
        again.clear();
    }
}
