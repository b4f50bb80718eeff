package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.tiles.RackGrid;

/** A hundred modules: tiles scroll, the one that has the focus is seen, and a run leaves the window at work. */
@Tag("window")
class LargeRackWindowTest {
    private static final int UNITS = 100;

    @TempDir
    Path folder;

    @Test
    void theTileThatHasTheFocusIsInSightHoweverManyThereAre() throws Exception {
        try (RackWindow window = open()) {
            OpenWindow.until(() -> window.desk().navigator().go(StepName.RACK));
            OpenWindow.until(() -> grid(window) != null && grid(window).keys().size() == UNITS);
            OpenWindow.fx(() -> {
                grid(window).currentTile().orElseThrow().requestFocus();
                return true;
            });
            for (KeyCode key : List.of(KeyCode.END, KeyCode.UP, KeyCode.HOME, KeyCode.DOWN)) {
                window.window().press(key);
                OpenWindow.until(() -> grid(window)
                        .currentTile()
                        .filter(LargeRackWindowTest::inSight)
                        .isPresent());
            }
            // Another arrangement puts every tile elsewhere.
            window.window().press(KeyCode.END);
            OpenWindow.fx(() -> {
                window.window().stage().setWidth(800);
                return true;
            });
            OpenWindow.frames(3);
            OpenWindow.until(() -> grid(window)
                    .currentTile()
                    .filter(LargeRackWindowTest::inSight)
                    .isPresent());
        }
    }

    @Test
    void aHundredModulesAreLoadedAndShownInResults() throws Exception {
        try (RackWindow window = open()) {
            window.start("{name: Test, load: auto}", false);
            window.awaitEnd();
            assertEquals(UNITS, window.count(ModuleClass.DONE));
            OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RESULTS);
            assertEquals(
                    "100 modules done, every key verified",
                    window.window().find("results-headline", Label.class).getText());
        }
    }

    private RackWindow open() throws Exception {
        return RackWindow.open(folder, RackWindow.rack(UNITS, "none", "[]"));
    }

    private static boolean inSight(Node tile) {
        ScrollPane pane = null;
        for (Parent above = tile.getParent(); pane == null; above = above.getParent()) {
            pane = above instanceof ScrollPane found ? found : null;
        }
        Bounds seen = pane.localToScene(pane.getBoundsInLocal());
        Bounds bounds = tile.localToScene(tile.getLayoutBounds());
        return seen.getMinY() <= bounds.getMinY() && bounds.getMaxY() <= seen.getMaxY();
    }

    private static RackGrid grid(RackWindow window) {
        return (RackGrid) window.window().scene().lookup(".rack-grid");
    }
}
