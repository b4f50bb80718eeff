package org.keyrack.ui.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.Tile;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TileState;

/** The step Rack over simulated modules. */
@Tag("window")
class RackStepTest {
    private static final String MIXED = """
            units:
              - { count: 2, firstSerial: "0000000000000001", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
              - { count: 1, firstSerial: "0000000000000002", duplicateSerial: true, locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
              - { count: 1, firstSerial: "0000000000000009", state: LOADING,
                  locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
              - { count: 1, firstSerial: "00000000000000F0",
                  set: { transportKey: "ff0102030405060708090a0b0c0d0e0f", version: 1 },
                  locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
            """;

    @TempDir
    Path folder;

    private OpenWindow open(VirtualRack rack) throws Exception {
        OpenWindow window = OpenWindow.open(rack.context(folder), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.firstRunDoneProperty().set(true);
        });
        return window.when(() -> !window.desk().bench().view().slots().isEmpty()
                        && !window.desk().bench().view().reading())
                .go(StepName.RACK)
                .when(() -> window.scene().getFocusOwner() instanceof Tile);
    }

    private static TileModel tile(OpenWindow window, String label) {
        return OpenWindow.fx(() -> window.find("tile-" + label, Tile.class).model());
    }

    @Test
    void copiesForeignSetsAndUnfinishedModulesAreFlaggedBeforeAnythingIsWritten() throws Exception {
        try (VirtualRack rack = VirtualRack.of(MIXED);
                OpenWindow window = open(rack)) {
            assertEquals(TileState.READY, tile(window, "1").state());
            assertEquals("1 location, all free", tile(window, "1").sentence());
            assertEquals(
                    "Same SN as slot 3. One is a copy: set both aside",
                    tile(window, "2").sentence());
            assertEquals(
                    "Same SN as slot 2. One is a copy: set both aside",
                    tile(window, "3").sentence());
            assertEquals(
                    "LOADING, not OPERATIONAL. Set it aside", tile(window, "4").sentence());
            assertTrue(tile(window, "5").sentence().startsWith("Module of another set (KCV "));
            assertEquals(TileState.REFUSED, tile(window, "5").state());
            assertEquals("4 slots to look at", window.find("flags", Label.class).getText());
        }
    }

    @Test
    void pullingAndSwappingModulesIsSeen() throws Exception {
        try (VirtualRack rack = VirtualRack.of(2);
                OpenWindow window = open(rack)) {
            String reader = tile(window, "2").key();
            rack.readers().remove(reader);
            OpenWindow.until(() -> tile(window, "2").state() == TileState.EMPTY);
            assertEquals("Insert a module", tile(window, "2").sentence());
            rack.replace(reader);
            OpenWindow.until(() -> tile(window, "2").state() == TileState.READY);
            assertEquals(Optional.of("0011 2233 4455 6679"), tile(window, "2").sn());
            window.press(KeyCode.F5);
            OpenWindow.until(() ->
                    !window.desk().bench().view().reading() && tile(window, "1").state() == TileState.READY);
        }
    }

    @Test
    void theShelfsOrderIsTheOperatorsAndIsKept() throws Exception {
        try (VirtualRack rack = VirtualRack.of(4);
                OpenWindow window = open(rack)) {
            window.robot().drag(window.find("tile-1", Tile.class)).dropTo(window.find("tile-3", Tile.class));
            OpenWindow.until(() -> labels(window).equals(List.of("2", "3", "1", "4")));
            OpenWindow.fx(() -> {
                window.find("tile-4", Tile.class).requestFocus();
                return true;
            });
            window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.LEFT);
            OpenWindow.until(() -> labels(window).equals(List.of("2", "3", "4", "1")));
            assertTrue(window.hasFocus("tile-4"), "the keyboard stays with the slot that was moved");
        }
        try (VirtualRack rack = VirtualRack.of(4);
                OpenWindow again = open(rack)) {
            assertEquals(List.of("2", "3", "4", "1"), labels(again));
        }
    }

    private static List<String> labels(OpenWindow window) {
        RackGrid grid = (RackGrid) window.find("tile-1", Tile.class).getParent();
        return grid.keys().stream()
                .map(key -> grid.model(key).orElseThrow().label())
                .toList();
    }
}
