package org.keyrack.ui.kit;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.CheckBox;
import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Kind;
import org.keyrack.language.TypedPin.Obstacle;

/** The field for a PIN or a passphrase and the box for its last try, wherever the window asks for one. */
public final class PinForm {
    private final PinField field;
    private final CheckBox lastTry;
    private String card = "";
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(this, "kind", Kind.CARD_PIN);
    private final IntegerProperty triesLeft = new SimpleIntegerProperty(this, "triesLeft");
    private final ObjectBinding<Optional<String>> blocked;

    public PinForm(PinField field, CheckBox lastTry) {
        this.field = field;
        this.lastTry = lastTry;
        blocked = Bindings.createObjectBinding(
                () -> TypedPin.beforeSending(
                                kind.get(), field.lengthProperty().get(), triesLeft.get(), lastTry.isSelected())
                        .map(obstacle -> "pin." + obstacle + (obstacle == Obstacle.LAST_TRY ? "" : "." + kind.get())),
                kind,
                field.lengthProperty(),
                triesLeft,
                lastTry.selectedProperty());
    }

    /**
     * Asks for what opens an AS. The tick of the box is for one try of one card alone.
     *
     * @param wanted what opens it
     * @param asked names the AS, and this time that it is in its reader
     * @param tries left for it; 0 when it is blocked or nothing is asked
     * @param open whether it can be entered now
     */
    public void ask(Kind wanted, String asked, int tries, boolean open) {
        if (tries != triesLeft.get() || !asked.equals(card)) {
            lastTry.setSelected(false);
        }
        card = asked;
        kind.set(wanted);
        field.setKind(wanted);
        triesLeft.set(tries);
        field.setDisable(!open);
        Shown.set(lastTry, tries == 1);
    }

    /** The bundle key why the PIN cannot be sent; empty when it can. It follows what is typed and what is asked. */
    public ObservableValue<Optional<String>> blocked() {
        return blocked;
    }

    /** Hands out the PIN and forgets it and the tick; the caller wipes the array. */
    public char[] take() {
        lastTry.setSelected(false);
        return field.take();
    }

    /** Forgets what was entered. */
    public void clear() {
        lastTry.setSelected(false);
        field.clear();
    }
}
