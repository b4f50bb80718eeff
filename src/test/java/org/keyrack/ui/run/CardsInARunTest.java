package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Notices.Notice;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.Tile;

/** Modules that are taken out, swapped or fail while a run goes on, and what the operator can do there and then. */
@Tag("window")
class CardsInARunTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String SLOW = "{ initiate: 20, export: 300, import: 200 }";
    private static final String REFUSED = "[ { unit: 2, command: IMPORTKEY, do: flipBit, bit: 200 } ]";

    @TempDir
    Path folder;

    private static void focus(RackWindow rack, String id) {
        Tile tile = rack.window().find(id, Tile.class);
        OpenWindow.fx(() -> {
            tile.requestFocus();
            return true;
        });
        OpenWindow.until(() -> rack.window().hasFocus(id));
    }

    @Test
    void rTriesAFailedModuleAgainWhileOthersRun() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", REFUSED))) {
            rack.start(AUTO, true);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.FAILED) == 1
                    && rack.board().modules().of(ModuleClass.DONE) == 2);
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == 3
                    && !rack.desk().bench().view().reading());
            focus(rack, "tile-1");
            rack.window().press(KeyCode.R);
            OpenWindow.until(() -> told(rack, "Select a slot whose module has failed"));
            rack.window().press(KeyCode.F8);
            OpenWindow.until(() -> rack.window().hasFocus("tile-2"));
            rack.window().press(KeyCode.R);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) == 3);
            assertEquals(0, rack.count(ModuleClass.FAILED));
            rack.window().click("run-finish");
            rack.awaitEnd();
            assertEquals(6, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }

    @Test
    void rSaysWhenAFailedModuleCanBeRetried() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(3, "{ initiate: 20, export: 1200, import: 50 }", REFUSED))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.FAILED) == 1);
            rack.window().click("run-pause");
            OpenWindow.until(() -> rack.board().pauses().contains(PauseReason.OPERATOR));
            String slot = OpenWindow.fx(
                    () -> rack.window().find("run-rack", RackGrid.class).keys().get(1));
            OpenWindow.until(() -> rack.desk()
                    .bench()
                    .view()
                    .slot(slot)
                    .filter(seen -> seen.ei().isPresent())
                    .isPresent());
            focus(rack, "tile-2");
            rack.window().press(KeyCode.R);
            OpenWindow.until(() -> told(rack, "A failed module can be retried when this run is over"));
            rack.window().click("primary");
            rack.awaitEnd();
        }
    }

    @Test
    void resultsSayWhenAFailedModuleOfARunInWorkCanBeRetried() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(3, "{ initiate: 20, export: 1200, import: 50 }", REFUSED))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.FAILED) == 1);
            rack.window().click("run-pause");
            OpenWindow.until(() -> rack.board().pauses().contains(PauseReason.OPERATOR));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.RESULTS));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> told(rack, "A failed module can be retried when this run is over"));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.RUN));
            rack.window().click("primary");
            rack.awaitEnd();
        }
    }

    @Test
    void aModulePulledInTheMiddleIsUnknownUntilItIsBackAndThenTheRestIsLoaded() throws Exception {
        String pulled = "[ { unit: 2, command: IMPORTKEY, nth: 2, do: pull, for: 6000 } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, SLOW, pulled))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.UNKNOWN) == 1);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            assertEquals(2, rack.count(ModuleClass.DONE));
            // It comes back and is read: the key was in or not, and the operator is told which.
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.UNKNOWN) == 0);
            if (rack.count(ModuleClass.FAILED) == 1) {
                rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
                OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) == 3
                        && !rack.board().running());
            }
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            assertEquals(
                    "3 modules done, every key verified",
                    OpenWindow.fx(() ->
                            rack.window().find("results-headline", Label.class).getText()));
        }
    }

    @Test
    void anotherModuleInTheSlotIsNeverLoadedInItsPlace() throws Exception {
        String swapped = "[ { unit: 2, command: IMPORTKEY, nth: 1, do: swap } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, SLOW, swapped))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals(2, rack.count(ModuleClass.DONE));
            assertEquals(4, OpenWindow.fx(() -> rack.board().keysLoaded()));
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == 3
                    && !rack.desk().bench().view().reading());
            String stranger = OpenWindow.fx(() -> rack.desk().bench().view().eiUnits().stream()
                    .map(unit -> unit.sn().grouped())
                    .filter(sn -> rack.board().units().stream()
                            .noneMatch(unit -> unit.sn().grouped().equals(sn)))
                    .findFirst()
                    .orElseThrow());
            assertEquals("0011 2233 4455 667A", stranger);
            // Whoever tries again is told that the module of the batch is not in the rack.
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> told(rack, "Not in the rack: 0011 2233 4455 6678"));
            assertTrue(OpenWindow.fx(() -> rack.desk().bench().view().eiUnits().stream()
                    .filter(unit -> unit.sn().grouped().equals(stranger))
                    .allMatch(unit -> unit.locations().stream().noneMatch(location -> location.occupied()))));
        }
    }

    private static boolean told(RackWindow rack, String beginning) {
        return rack.desk().notices().shown().stream().map(Notice::text).anyMatch(text -> text.startsWith(beginning));
    }
}
