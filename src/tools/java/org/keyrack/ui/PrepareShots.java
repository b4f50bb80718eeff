package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;

/** Pictures of the preparation: sixteen blank cards, an AS of the first and modules of the others, two of which fail. */
final class PrepareShots {
    private static final String FAULTS = "timing: { initiate: 20, export: 20, import: 40, baud: 38400 }\n"
            + "faults: [ { blank: 5, command: LOAD, nth: 3, do: statusWord, sw: \"6A84\" },"
            + " { blank: 9, command: LOAD, nth: 3, do: statusWord, sw: \"6A84\" },"
            + " { blank: 12, command: PUTKEY, do: pull, for: 4000 } ]\n";

    private final OpenWindow window;
    private final BlankWindow blank;
    private final Shots shots;

    /** @param folder for the rack and the plans */
    PrepareShots(OpenWindow window, Path folder, Shots shots) {
        this.window = window;
        this.blank = BlankWindow.of(window, folder);
        this.shots = shots;
    }

    void take() throws Exception {
        blank.insert(16, FAULTS);
        blank.chooseMaterials();
        blank.go(StepName.CARDS);
        shots.pictures("cards", window.scene());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
        blank.idle();
        shots.pictures("cards-read", window.scene());
        as();
        modules();
    }

    private void as() throws Exception {
        blank.go(StepName.PREPAREAS);
        blank.chooseAsPlan();
        OpenWindow.fx(() -> {
            window.find("prepareas-slot", ComboBox.class).getSelectionModel().select(0);
            window.find("prepareas-no-second", CheckBox.class).fire();
            return true;
        });
        blank.typePins();
        shots.pictures("prepareas", window.scene());
        press();
        phase(Role.AS, Phase.SURVEYED, "prepareas-surveyed");
        press();
        phase(Role.AS, Phase.ENDED, "prepareas-ended");
        blank.idle();
        press();
    }

    private void modules() throws Exception {
        blank.go(StepName.MODULES);
        blank.chooseModulePlan();
        blank.idle();
        shots.pictures("modules", window.scene());
        press();
        phase(Role.EI, Phase.SURVEYED, "modules-surveyed");
        press();
        OpenWindow.until(() -> board(Role.EI).share() > 0.3);
        shots.pictures("modules-running", window.scene());
        phase(Role.EI, Phase.ENDED, "modules-failed");
        blank.idle();
    }

    private PreparationBoard board(Role role) {
        return window.desk().job().preparation(role).board();
    }

    private void press() {
        OpenWindow.until(
                () -> !window.find("primary", javafx.scene.control.Button.class).isDisabled());
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    private void phase(Role role, Phase phase, String name) throws IOException {
        OpenWindow.until(() -> board(role).phase() == phase);
        shots.pictures(name, window.scene());
    }
}
