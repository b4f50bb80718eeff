package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.controlsfx.control.StatusBar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.TileState;

@Tag("window")
class RunStepTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String SLOW = "{ initiate: 10, export: 40, import: 60 }";

    @TempDir
    Path folder;

    @Test
    void loadsAWholeRackAndNeverMovesTheBarBack() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(6, SLOW, "[]"))) {
            List<Double> seen = new ArrayList<>();
            List<TileState> states = new ArrayList<>();
            rack.start(AUTO, false);
            OpenWindow.fx(() -> {
                rack.window()
                        .find("run-bar", ProgressBar.class)
                        .progressProperty()
                        .subscribe(now -> seen.add((Double) now));
                RackGrid grid = rack.window().find("run-rack", RackGrid.class);
                rack.board()
                        .changesProperty()
                        .subscribe(change -> grid.keys()
                                .forEach(key ->
                                        states.add(grid.model(key).orElseThrow().state())));
                return true;
            });
            rack.awaitEnd();
            assertEquals(6, rack.count(ModuleClass.DONE));
            assertEquals(12, OpenWindow.fx(() -> rack.board().keysLoaded()));
            assertEquals(seen.stream().sorted().toList(), seen);
            assertEquals(1.0, seen.get(seen.size() - 1));
            assertTrue(
                    states.containsAll(List.of(TileState.LOADING, TileState.VERIFYING, TileState.DONE)),
                    states::toString);
        }
    }

    @Test
    void pauseStopsTheKeysAndGoOnFinishesThem() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(4, "{ initiate: 20, export: 1200, import: 50 }", "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().running()
                    && rack.desk().job().runProperty().get().isPresent());
            rack.window().click("run-pause");
            Label why = rack.window().find("run-attention-sentence", Label.class);
            OpenWindow.until(() -> why.getText().startsWith("Paused."));
            assertTrue(OpenWindow.fx(() -> rack.board().running()));
            rack.window().click("primary");
            rack.awaitEnd();
            assertEquals(4, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void escapeAsksAndStopsAfterTheCurrentKeyWithoutLosingOne() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(4, "{ initiate: 20, export: 1200, import: 50 }", "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() > 0);
            rack.window().press(KeyCode.ESCAPE);
            Button no = rack.window().find("question-no", Button.class);
            OpenWindow.until(no::isFocused);
            rack.window().click("question-yes");
            rack.awaitEnd();
            assertEquals(
                    EndReason.STOPPED_BY_OPERATOR,
                    OpenWindow.fx(() -> rack.board().end().orElseThrow().reason()));
            int loaded = OpenWindow.fx(() -> rack.board().keysLoaded());
            assertTrue(loaded > 0 && loaded < 8, () -> loaded + " keys");
            assertEquals(0, rack.count(ModuleClass.UNKNOWN));
            assertEquals(0, rack.count(ModuleClass.FAILED));
            // What was loaded is proved, so the same profile loads exactly the rest.
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == 4);
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals(8 - loaded, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }

    @Test
    void anAsThatWasPulledIsAskedForInThePageAndTheKeyboardAloneGoesOn() throws Exception {
        String faults = "[ { as: 1, command: EXPORTKEY, nth: 3, do: pull, for: 4000 } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(4, SLOW, faults))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.desk().runWatch().state() == RunState.AS_GONE);
            Label sentence = rack.window().find("run-attention-sentence", Label.class);
            PinField pin = rack.window().find("as-pin", PinField.class);
            OpenWindow.until(() -> sentence.getText().startsWith("The AS is gone.") && pin.isDisabled());
            assertEquals(1, OpenWindow.fx(() -> Window.getWindows().size()), "no dialog stands in front of the run");
            // It is back: nothing says any more that it is gone, and the next key pressed is a digit of the PIN.
            OpenWindow.until(() -> rack.desk().runWatch().state() == RunState.AS_BACK && pin.isFocused());
            assertTrue(OpenWindow.fx(sentence::getText).startsWith("The AS is back. Enter its PIN"));
            rack.window().type("111111");
            rack.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> sentence.getText().contains("Wrong PIN. 2 tries left.") && pin.isFocused());
            rack.window().type("123456");
            rack.window().press(KeyCode.ENTER);
            rack.awaitEnd();
            assertEquals(4, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void aPausedRunTellsOneStateEverywhere() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(4, "{ initiate: 20, export: 600, import: 50 }", "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() > 0);
            Label sentence = rack.window().find("sentence", Label.class);
            StatusBar status = rack.window().find("status", StatusBar.class);
            assertTrue(OpenWindow.fx(sentence::getText).startsWith("Batch 1, Test. Do not remove"));
            rack.window().click("run-pause");
            RackGrid grid = rack.window().find("run-rack", RackGrid.class);
            OpenWindow.until(() -> rack.desk().runWatch().state() == RunState.PAUSED
                    && grid.keys().stream()
                            .noneMatch(key -> grid.model(key).orElseThrow().state() == TileState.VERIFYING));
            assertEquals("Batch 1, Test, is paused.", OpenWindow.fx(sentence::getText));
            assertEquals("Batch 1: Paused. 0 of 4 modules done", OpenWindow.fx(status::getText));
            assertEquals(
                    "Batch 1: Paused. 0 of 4 modules done – KeyRack",
                    OpenWindow.fx(() -> rack.window().stage().getTitle()));
            assertTrue(OpenWindow.fx(() -> grid.keys().stream()
                    .allMatch(key -> grid.model(key).orElseThrow().state() == TileState.WAITING)));
            // What goes on has the focus, and nothing else says the same.
            OpenWindow.until(() -> rack.window().hasFocus("primary"));
            assertFalse(rack.window().find("run-pause", Button.class).isVisible());
            rack.window().press(KeyCode.ENTER);
            rack.awaitEnd();
            assertEquals(4, rack.count(ModuleClass.DONE));
        }
    }

    @Test
    void closingTheWindowAsksFinishesTheCurrentKeysAndThenCloses() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(4, "{ initiate: 20, export: 1200, import: 50 }", "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() > 0);
            OpenWindow.fx(() -> {
                rack.window()
                        .stage()
                        .fireEvent(new javafx.stage.WindowEvent(
                                rack.window().stage(), javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST));
                return true;
            });
            assertTrue(OpenWindow.fx(() -> rack.window().stage().isShowing()));
            rack.window().click("question-yes");
            OpenWindow.until(() -> !rack.window().stage().isShowing());
            OpenWindow.until(() -> !rack.board().running());
            assertEquals(0, rack.count(ModuleClass.UNKNOWN));
        }
    }

    @Test
    void continuousModeCountsReplacedModulesBySerialNumber() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            rack.start(AUTO, true);
            OpenWindow.until(() -> rack.count(ModuleClass.DONE) == 3);
            rack.window().click("run-auto-replace");
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) >= 12);
            rack.window().click("run-finish");
            rack.awaitEnd();
            int units = OpenWindow.fx(() -> rack.board().units().size());
            assertEquals(units, rack.count(ModuleClass.DONE));
            assertEquals(2 * units, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }
}
