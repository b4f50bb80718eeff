package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.StepName;

/** Profiles that come as files: dropped on the window, or chosen of those used lately. */
@Tag("window")
class ProfileFilesTest {
    @TempDir
    Path folder;

    private static String name(RackWindow rack) {
        return OpenWindow.fx(
                () -> rack.window().find("plan-name", TextField.class).getText());
    }

    private Path profile(String name) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".keyrack"), "name: " + name + "\nload: auto\nonOccupied: skip\n");
    }

    /** Makes a part of the window the place where a file is dragged from, as a file manager would be. */
    private static Node dragged(RackWindow rack, Path file) {
        Label source = rack.window().find("title", Label.class);
        OpenWindow.fx(() -> {
            source.setOnDragDetected(drag -> {
                Dragboard board = source.startDragAndDrop(TransferMode.ANY);
                ClipboardContent content = new ClipboardContent();
                content.putFiles(List.of(file.toFile()));
                board.setContent(content);
                drag.consume();
            });
            return true;
        });
        return source;
    }

    @Test
    void aProfileDroppedOnThePlanIsOpenedAndNothingRuns() throws Exception {
        Path file = profile("Dropped");
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            rack.window().robot().drag(dragged(rack, file)).dropTo(rack.window().find("plan-table", Node.class));
            OpenWindow.until(() -> name(rack).equals("Dropped"));
            assertTrue(OpenWindow.fx(
                    () -> rack.board().units().isEmpty() && !rack.board().running()));
        }
    }

    @Test
    void profilesUsedLatelyAreListedAndOpenedAgain() throws Exception {
        Path one = profile("First");
        Path two = profile("Second");
        try (RackWindow rack = RackWindow.open(
                folder,
                RackWindow.rack(2, "none", "[]"),
                settings -> settings.recentProfiles().setAll(two, one))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            MenuButton recent = rack.window().find("plan-recent", MenuButton.class);
            assertEquals(
                    List.of(two.toString(), one.toString()),
                    OpenWindow.fx(() -> recent.getItems().stream()
                            .map(item -> item.getText())
                            .toList()));
            OpenWindow.fx(() -> {
                recent.getItems().get(1).fire();
                return true;
            });
            OpenWindow.until(() -> name(rack).equals("First"));
            OpenWindow.until(
                    () -> rack.desk().settings().recentProfiles().get(0).equals(one));
        }
    }
}
