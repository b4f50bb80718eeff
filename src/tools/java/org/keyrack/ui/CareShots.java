package org.keyrack.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.stage.Window;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.UiSettings;

/** Pictures of the pages of Care of this AS, of an audit and of who holds which T. */
final class CareShots {
    private CareShots() {}

    static void take(Path folder, Path target, String suffix, Consumer<UiSettings> choose) throws Exception {
        try (RackWindow rack = RackWindow.open(folder, WholeCareTest.RACK, choose)) {
            Shots shots = new Shots(rack.window(), target, suffix);
            rack.start("{name: Test, load: auto}", false);
            rack.awaitEnd();
            shots.step(StepName.ASCARD);
            for (String item : List.of("CHANGE", "UNBLOCK", "EXPORTS", "RETIRE", "SECOND", "keys")) {
                OpenWindow.fx(() -> {
                    rack.window().find("as-care", MenuButton.class).getItems().stream()
                            .filter(each -> ("care-" + item).equals(each.getId()))
                            .findFirst()
                            .orElseThrow()
                            .fire();
                    return true;
                });
                dialog(rack, shots, "care-" + item, item.equals("keys") ? "keys-close" : "care-no");
            }
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY));
            shots.settle();
            rack.window().click("history-audit");
            OpenWindow.until(
                    () -> !rack.window().find("audit-yes", Button.class).isDisabled());
            OpenWindow.fx(() -> {
                rack.window().find("audit-yes", Button.class).fire();
                return true;
            });
            OpenWindow.until(() -> !rack.window().find("audit-no", Button.class).isDisabled());
            dialog(rack, shots, "care-audit", "audit-no");
        }
    }

    private static void dialog(RackWindow rack, Shots shots, String name, String leave) throws Exception {
        OpenWindow.until(() -> Window.getWindows().size() == 2);
        shots.settle();
        shots.pictures(name, OpenWindow.fx(() -> Window.getWindows().get(1).getScene()));
        OpenWindow.fx(() -> {
            rack.window().find(leave, Button.class).fire();
            return true;
        });
        OpenWindow.until(() -> Window.getWindows().size() == 1);
    }
}
