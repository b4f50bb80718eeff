package org.keyrack.ui.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.RackYaml;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.UnitProgress.Phase;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.Tile;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** A copy, a foreign module, a stranger and a card that cannot be read stay visible as such from Rack to Results. */
@Tag("window")
class RefusedInARunTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String MIXED = "[ " + RackYaml.modules(2, "0000000000000001") + ", "
            + RackYaml.copy("0000000000000002") + ", " + RackYaml.foreign("00000000000000F0") + ", "
            + RackYaml.modules(1, "0000000000000011") + " ]";
    private static final String UNREADABLE =
            "[ { unit: 5, command: GETDATA, do: statusWord, sw: \"6F00\", times: 1000 } ]";

    @TempDir
    Path folder;

    private static List<TileState> states(RackWindow rack, String id) {
        RackGrid grid = rack.window().find(id, RackGrid.class);
        return OpenWindow.fx(() -> grid.keys().stream()
                .map(key -> grid.model(key).map(TileModel::state).orElseThrow())
                .toList());
    }

    @Test
    void whatTheRackRefusesIsRefusedInTheRunAndListedInTheResults() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(MIXED, UNREADABLE))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.RACK));
            TileState refused = TileState.REFUSED;
            assertEquals(List.of(TileState.READY, refused, refused, refused, refused), tiles(rack));
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.RUN));
            assertEquals(List.of(TileState.DONE, refused, refused, refused, refused), states(rack, "run-rack"));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.RESULTS));
            ListView<?> list = rack.window().find("results-list", ListView.class);
            // Three causes with their four cards: two that say one SN, one of another set, one that cannot be read.
            OpenWindow.until(() -> list.getItems().size() == 7);
            assertEquals(
                    "4 of 5 refused",
                    OpenWindow.fx(() ->
                            rack.window().find("results-headline", Label.class).getText()));
            // The next step is another rack: none of these is loaded by trying again.
            assertEquals(
                    "Next rack",
                    OpenWindow.fx(() -> rack.window()
                            .find("primary", javafx.scene.control.Button.class)
                            .getText()));
        }
    }

    private static List<TileState> tiles(RackWindow rack) {
        OpenWindow.until(() -> rack.window().find("tile-1", Tile.class).model() != null);
        RackGrid grid = (RackGrid)
                OpenWindow.fx(() -> rack.window().find("tile-1", Tile.class).getParent());
        return OpenWindow.fx(() -> grid.keys().stream()
                .map(key -> grid.model(key).map(TileModel::state).orElseThrow())
                .toList());
    }

    @Test
    void aStrangerThatComesInDuringARunIsRefusedUntilTheResults() throws Exception {
        try (RackWindow rack =
                RackWindow.open(folder, RackWindow.rack(3, "{ initiate: 20, export: 900, import: 50 }", "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) == 1);
            String reader = OpenWindow.fx(() -> rack.board().units().stream()
                    .filter(unit -> unit.phase() == Phase.DONE)
                    .findFirst()
                    .orElseThrow()
                    .reader());
            rack.bench().cards().orElseThrow().replaceUnit(reader);
            RackGrid grid = rack.window().find("run-rack", RackGrid.class);
            OpenWindow.until(() -> grid.model(reader).orElseThrow().state() == TileState.REFUSED);
            TileModel tile = OpenWindow.fx(() -> grid.model(reader).orElseThrow());
            assertEquals("Not of this batch. Take it out", tile.sentence());
            rack.awaitEnd();
            ListView<?> list = rack.window().find("results-list", ListView.class);
            OpenWindow.until(() -> list.getItems().size() == 2);
            assertTrue(OpenWindow.fx(() -> rack.window()
                    .find("results-headline", Label.class)
                    .getText()
                    .startsWith("1 of 4")));
        }
    }
}
