package org.keyrack.ui.tiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** The tiles and the grid that Rack and Run share. */
@Tag("window")
class RackGridTest {
    private final Texts texts = new Texts(Locale.ENGLISH);

    private static TileModel model(String label, TileState state, double progress) {
        return new TileModel("r" + label, label, state, Optional.of("0011 2233 4455 6677"), "A sentence", progress);
    }

    private RackGrid grid(List<TileModel> models) {
        return OpenWindow.started(() -> {
            RackGrid grid = new RackGrid(texts);
            grid.show(models);
            return grid;
        });
    }

    private static Tile tile(RackGrid grid, int index) {
        return (Tile) grid.getChildrenUnmodifiable().get(index);
    }

    @Test
    void eachStateHasAnIconAndAWordOfItsOwn() {
        List<TileModel> models = new ArrayList<>();
        for (TileState state : TileState.values()) {
            models.add(model(state.name(), state, TileModel.NO_BAR));
        }
        RackGrid grid = grid(models);
        Set<String> icons = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (int i = 0; i < TileState.values().length; i++) {
            Tile tile = tile(grid, i);
            List<FontIcon> shown = tile.lookupAll(".ikonli-font-icon").stream()
                    .filter(Node::isVisible)
                    .map(FontIcon.class::cast)
                    .toList();
            assertEquals(1, shown.size());
            icons.add(shown.get(0).getIconLiteral());
            words.add(((Label) tile.lookup(".tile-word")).getText());
            assertTrue(tile.getAccessibleText().contains(((Label) tile.lookup(".tile-word")).getText()));
        }
        assertEquals(TileState.values().length, icons.size());
        assertEquals(TileState.values().length, words.size());
    }

    @Test
    void aBarNeverGoesBackWhileTheSameModuleIsInWork() {
        RackGrid grid = grid(List.of(model("1", TileState.LOADING, 0.5)));
        OpenWindow.fx(() -> {
            grid.show(List.of(model("1", TileState.VERIFYING, 0.25)));
            return true;
        });
        ProgressBar bar = (ProgressBar) tile(grid, 0).lookup(".tile-bar");
        assertEquals(0.5, bar.getProgress());
        OpenWindow.fx(() -> {
            grid.show(List.of(TileModel.of("r1", "1", TileState.EMPTY, Optional.empty(), "Insert a module")));
            grid.show(List.of(model("1", TileState.LOADING, 0.1)));
            return true;
        });
        assertEquals(0.1, bar.getProgress(), "another module begins at its own place");
    }

    @Test
    void endsAreAnnouncedAndStepsOnTheWayAreNot() {
        List<String> said = new ArrayList<>();
        RackGrid grid = grid(List.of(model("7", TileState.READY, TileModel.NO_BAR)));
        OpenWindow.fx(() -> {
            grid.setAnnouncer(said::add);
            grid.show(List.of(model("7", TileState.LOADING, 0.1)));
            grid.show(List.of(model("7", TileState.LOADING, 0.9)));
            grid.show(List.of(model("7", TileState.VERIFYING, 0.9)));
            grid.show(List.of(model("7", TileState.DONE, 1)));
            return true;
        });
        assertEquals(List.of("Slot 7, Done. A sentence. 0011 2233 4455 6677"), said);
    }

    @Test
    void thirtyTwoTilesKeepTheirPlaceInTheTree() {
        List<TileModel> models = IntStream.rangeClosed(1, 32)
                .mapToObj(i -> model(String.valueOf(i), TileState.READY, TileModel.NO_BAR))
                .toList();
        RackGrid grid = grid(models);
        Tile first = tile(grid, 0);
        OpenWindow.fx(() -> {
            List<TileModel> turned = new ArrayList<>(models);
            Collections.reverse(turned);
            grid.show(turned);
            return true;
        });
        assertEquals(32, grid.getChildrenUnmodifiable().size());
        assertEquals(first, tile(grid, 31));
        assertFalse(tile(grid, 0).isFocusTraversable());
        assertTrue(first.isFocusTraversable(), "the keyboard stays with its tile");
    }
}
