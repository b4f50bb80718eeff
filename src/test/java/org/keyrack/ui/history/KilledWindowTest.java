package org.keyrack.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.proof.Program;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.ui.KilledWindow;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** The window is killed (SIGKILL) in the middle of a batch; the next one, over the same cards and ledger, ends the batch. */
@Tag("window")
class KilledWindowTest {
    private static final int UNITS = 4;
    private static final String PROFILE = "{name: Killed, load: auto}";
    private static final String SLOW = "{ initiate: 20, export: 700, import: 300 }";
    /** What makes the window run without a screen, for the window in its own process too. */
    private static final List<String> SCREEN = List.of(
            "glass.platform",
            "monocle.platform",
            "prism.order",
            "testfx.robot",
            "testfx.headless",
            "java.awt.headless",
            "headless.geometry");

    @TempDir
    Path folder;

    private static List<String> options() {
        return SCREEN.stream()
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .toList();
    }

    /** What the killed window leaves: its batch has some modules done and some not. */
    private void kill(String rack) throws Exception {
        Path file = Files.writeString(folder.resolve("rack.txt"), rack);
        String bench = Optional.ofNullable(System.getenv("KEYRACK_BENCH")).orElse("");
        try (Program window = Program.java(
                KilledWindow.class.getName(),
                options(),
                folder,
                Map.of("KEYRACK_BENCH", bench),
                folder.toString(),
                file.toString(),
                PROFILE)) {
            window.awaitLine(line -> line.equals("LOADING"));
            window.kill();
        }
    }

    private static String text(RackWindow rack, String id) {
        return OpenWindow.fx(() -> rack.window().find(id, Label.class).getText());
    }

    private static Stream<UnitRecord> units(RackWindow rack, long batch) {
        return rack
                .bench()
                .ledger()
                .records()
                .batch(new BatchId(rack.bench().ledger().bench(), batch))
                .orElseThrow()
                .batch()
                .units()
                .stream();
    }

    @Test
    void theNextWindowSaysWhatIsLeftAndHistoryEndsTheBatchWithoutLoadingAKeyTwice() throws Exception {
        String file = RackWindow.rack(UNITS, SLOW, "[]") + "memory: cards.bin\n";
        kill(file);
        try (RackWindow rack = RackWindow.open(folder, file)) {
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().startsWith("Run 1 stopped at ")
                            && notice.text().endsWith("finished modules are not loaded again.")));
            List<String> doneBefore = units(rack, 1)
                    .filter(unit -> unit.state() == ModuleClass.DONE)
                    .map(unit -> unit.sn().orElseThrow().hex())
                    .toList();
            assertTrue(!doneBefore.isEmpty() && doneBefore.size() < UNITS, () -> "done before: " + doneBefore);

            rack.window().go(StepName.HISTORY);
            TableView<?> batches = rack.window().find("history-batches", TableView.class);
            OpenWindow.until(() -> batches.getItems().size() == 1);
            rack.window().click("primary");
            Button primary = rack.window().find("primary", Button.class);
            OpenWindow.until(() -> primary.getText().equals("Resume this batch") && !primary.isDisabled());
            assertTrue(text(rack, "history-headline").startsWith("Interrupted: "), text(rack, "history-headline"));
            rack.window().click("primary");
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.unitsWithWork() == UNITS - doneBefore.size())
                    .isPresent());
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.REVIEW);
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();

            assertTrue(units(rack, 2)
                    .noneMatch(
                            unit -> doneBefore.contains(unit.sn().orElseThrow().hex())));
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == UNITS
                    && rack.desk().bench().view().eiUnits().stream()
                            .allMatch(unit -> unit.locations().stream().allMatch(LocationEntry::occupied)));
            for (var unit : OpenWindow.fx(() -> rack.desk().bench().view().eiUnits())) {
                List<Integer> loaded = rack.bench().ledger().loadedKeys(unit.sn()).stream()
                        .map(LoadedKey::ref2)
                        .sorted()
                        .toList();
                assertEquals(List.of(5, 6), loaded, "each key of " + unit.sn().grouped() + " is counted once");
            }
        }
    }
}
