package org.keyrack.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** The next rack after a batch: its modules may be in their slots before the button is pressed. */
@Tag("window")
class NextRackTest {
    @TempDir
    Path folder;

    @Test
    void modulesThatWereSwappedBeforeAreAlreadyPlannedForAtTheStepPlan() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            rack.start("{name: Test, load: auto}", false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            VirtualCards cards = rack.bench().cards().orElseThrow();
            for (var unit : OpenWindow.fx(() -> rack.board().units())) {
                cards.replaceUnit(unit.reader());
            }
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == 3
                    && !rack.desk().bench().view().reading()
                    && rack.desk().bench().view().eiUnits().stream()
                            .noneMatch(ei -> rack.board().units().stream()
                                    .anyMatch(unit -> unit.sn().equals(ei.sn())))
                    && rack.desk().background().runningProperty().get() == 0);
            Button primary = rack.window().find("primary", Button.class);
            OpenWindow.until(() -> primary.getText().equals("Next rack"));
            for (StepName step : new StepName[] {StepName.RACK, StepName.PLAN, StepName.REVIEW}) {
                OpenWindow.until(() -> !primary.isDisabled());
                rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
                OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == step);
            }
            OpenWindow.until(() -> primary.getText().equals("Load 6 keys into 3 modules"));
            assertEquals(
                    "",
                    OpenWindow.fx(() ->
                            rack.window().find("primary-reason", Label.class).getText()));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            assertEquals(3, rack.count(ModuleClass.DONE));
        }
    }
}
