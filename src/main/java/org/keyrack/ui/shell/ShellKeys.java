package org.keyrack.ui.shell;

import java.util.Arrays;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepName.Part;

/** The keys of the whole window; what it does not know goes to the step that is shown. */
final class ShellKeys {
    private final Desk desk;
    private final ShellController shell;
    private final FarView far;

    ShellKeys(Desk desk, ShellController shell, FarView far) {
        this.desk = desk;
        this.shell = shell;
        this.far = far;
    }

    void pressed(KeyEvent event) {
        if (handled(event)) {
            event.consume();
        }
    }

    private boolean handled(KeyEvent event) {
        if (far.pressed(event)) {
            return true;
        }
        if (event.getCode() == KeyCode.F1) {
            new StepHelp(desk).show();
            return true;
        }
        if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
            primary();
            return true;
        }
        if (event.isAltDown() && event.getCode().isDigitKey()) {
            List<StepName> rail = Arrays.stream(StepName.values())
                    .filter(step -> step.part() == Part.WIZARD)
                    .toList();
            int number = event.getText().isEmpty() ? -1 : event.getText().charAt(0) - '0';
            if (number >= 0 && number < rail.size()) {
                desk.navigator().go(rail.get(number));
                return true;
            }
            if (number == rail.size()) {
                desk.navigator().go(Part.PREPARATION);
                return true;
            }
        }
        return shell.controller().keyPressed(event);
    }

    /** Presses the primary button, or says why it cannot be pressed. */
    private void primary() {
        StepController step = shell.controller();
        String blocked = step.primaryBlockedProperty().get();
        if (!blocked.isEmpty()) {
            // It stands beside the button; a notice would stay when it is true no more.
            desk.notices().announce(blocked);
        } else if (step.primaryTextProperty().get().isEmpty()) {
            desk.notices().announce(desk.texts().get("keys.next.nothing"));
        } else {
            step.primary();
        }
    }
}
