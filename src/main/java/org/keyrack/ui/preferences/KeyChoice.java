package org.keyrack.ui.preferences;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.KeyNames;

/** A button that takes the next key that is pressed as the one chosen. */
final class KeyChoice {
    private final Button button;
    private final StringProperty chosen;
    private final Desk desk;
    private boolean waiting;

    private KeyChoice(Button button, StringProperty chosen, Desk desk) {
        this.button = button;
        this.chosen = chosen;
        this.desk = desk;
    }

    /** Makes a button choose a key by its name. */
    static void in(Button button, StringProperty chosen, Desk desk) {
        KeyChoice choice = new KeyChoice(button, chosen, desk);
        button.setOnAction(pressed -> choice.await(true));
        button.addEventFilter(KeyEvent.KEY_PRESSED, choice::pressed);
        button.focusedProperty().subscribe(focused -> {
            if (!focused) {
                choice.await(false);
            }
        });
        choice.await(false);
    }

    private void await(boolean wanted) {
        waiting = wanted;
        String key = chosen.get();
        button.setText(
                waiting
                        ? desk.texts().get("settings.nextKey.wait")
                        : key.isEmpty() ? desk.texts().get("settings.nextKey.none") : key);
        button.setAccessibleText(desk.texts().get("settings.nextKey") + ": " + button.getText());
    }

    private void pressed(KeyEvent event) {
        if (!waiting || event.getCode().isModifierKey()) {
            return;
        }
        event.consume();
        if (event.getCode() == KeyCode.ESCAPE) {
            chosen.set("");
            await(false);
        } else if (KeyNames.choosable(event.getCode())) {
            chosen.set(event.getCode().getName());
            await(false);
        } else {
            desk.notices().warn("settings.nextKey.taken");
        }
    }
}
