package org.keyrack.ui.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.RackHead;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** The page of all benches, over a virtual bench that loads while it is shown. */
@Tag("window")
class FloorPageTest {
    private static final String PROFILE = "{name: Gate readers, load: auto}";

    @TempDir
    Path folder;

    private static String text(OpenWindow window) {
        return OpenWindow.fx(
                () -> labels(window.find("floor-benches", VBox.class)).collect(Collectors.joining("\n")));
    }

    private static Stream<String> labels(Node node) {
        if (node instanceof Label label) {
            return Stream.of(label.getText());
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(FloorPageTest::labels)
                : Stream.empty();
    }

    private static void await(OpenWindow window, String text) {
        OpenWindow.until(() -> labels(window.find("floor-benches", VBox.class)).anyMatch(each -> each.contains(text)));
    }

    @Test
    void whatABenchIsAtIsSeenWhileItLoads() throws Exception {
        String rack = (RackHead.SET + RackHead.AS).replace("exports: 1000", "exports: 40")
                + "units: " + "{ count: 3, firstSerial: \"0011223344556677\", locations: ["
                + " { ref: 5, appId: \"0101\", types: [AES-128] } ] }\n"
                + "timing: { initiate: 20, export: 300, import: 100 }\n"
                + "faults: [ { unit: 2, command: INITIATE, do: statusWord, sw: \"6F00\" } ]\n";
        try (RackWindow opened = RackWindow.open(folder, rack)) {
            OpenWindow window = opened.window();
            window.go(StepName.HISTORY);
            window.click("history-floor");
            await(window, "no batch yet");
            opened.start(PROFILE, false);
            window.go(StepName.FLOOR);
            await(window, "in work");
            opened.awaitEnd();
            await(window, "with failures");
            await(window, "38 left of REF1 3");
            String shown = text(window);
            assertTrue(shown.contains("Batch 1: Gate readers, SIMULATION"), shown);
            assertTrue(shown.contains("1 × 6F00"), shown);
            window.click("primary");
            assertEquals(
                    StepName.HISTORY,
                    OpenWindow.fx(
                            () -> window.desk().navigator().currentProperty().get()));
            opened.start(PROFILE, false);
            opened.awaitEnd();
            window.go(StepName.FLOOR);
            await(window, "Batch 2: Gate readers, SIMULATION");
        }
    }

    @Test
    void withoutABenchItSaysWhatToDo() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            window.go(StepName.FLOOR);
            assertEquals(
                    "The benches of a ledger are shown. Open a bench first.",
                    OpenWindow.fx(() -> window.find("floor-hint", Label.class).getText()));
            assertEquals(
                    List.of(),
                    OpenWindow.fx(() ->
                            List.copyOf(window.find("floor-benches", VBox.class).getChildren())));
        }
    }
}
