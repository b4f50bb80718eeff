package org.keyrack.ui.kit;

import java.util.Optional;
import javafx.scene.control.CheckBox;
import org.keyrack.language.TypedPin;

/** The field for a PIN and the box for its last try, wherever the window asks for one. */
public final class PinForm {
    private final PinField field;
    private final CheckBox lastTry;
    private String card = "";
    private int triesLeft;

    public PinForm(PinField field, CheckBox lastTry) {
        this.field = field;
        this.lastTry = lastTry;
    }

    /**
     * Asks for the PIN of a card. The tick of the box is for one try of one card alone.
     *
     * @param asked names the card, and this time that it is in its reader
     * @param tries left for it; 0 when it is blocked or nothing is asked
     * @param open whether it can be entered now
     */
    public void ask(String asked, int tries, boolean open) {
        if (tries != triesLeft || !asked.equals(card)) {
            lastTry.setSelected(false);
        }
        card = asked;
        triesLeft = tries;
        field.setDisable(!open);
        Shown.set(lastTry, tries == 1);
    }

    /** The bundle key why the PIN cannot be sent; empty when it can. */
    public Optional<String> blocked() {
        return TypedPin.beforeSending(field.lengthProperty().get(), triesLeft, lastTry.isSelected())
                .map(obstacle -> "pin." + obstacle);
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
