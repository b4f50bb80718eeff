package org.keyrack.ui.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.language.Language;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.ScriptedReaders;
import org.keyrack.ui.settings.ShelfSlot;

/** The step Bench over readers that show what the test says. */
@Tag("window")
class BenchStepTest {
    @TempDir
    Path folder;

    private OpenWindow open(ScriptedReaders readers, int labelled) throws Exception {
        return OpenWindow.open(WorkstationContext.in(folder, () -> readers), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.firstRunDoneProperty().set(true);
            for (int i = 1; i <= labelled; i++) {
                settings.shelf().add(new ShelfSlot(String.valueOf(i), String.format("Reader %02d", i)));
            }
        });
    }

    private static String text(OpenWindow window, String id) {
        return OpenWindow.fx(() -> window.find(id, Label.class).getText());
    }

    @ParameterizedTest
    @CsvSource({
        "STOPPED, The smart-card service is not running. Start pcscd",
        "NOT_INSTALLED, The smart-card service is not installed. Install pcscd",
        "ACCESS_DENIED, The system refuses access to the smart-card service."
    })
    void aServiceThatDoesNotServeIsNamedAndNoCardIsBlamed(Service service, String sentence) throws Exception {
        try (OpenWindow window = open(ScriptedReaders.service(service), 0)) {
            OpenWindow.until(() -> text(window, "service").startsWith(sentence));
            assertTrue(window.find("primary", Button.class).isDisabled());
        }
    }

    @Test
    void readersThatComeLaterOpenTheWay() throws Exception {
        ScriptedReaders readers = ScriptedReaders.service(Service.STOPPED);
        try (OpenWindow window = open(readers, 0)) {
            OpenWindow.until(() -> text(window, "service").startsWith("The smart-card service is not running"));
            readers.show(new ReaderSnapshot(Service.RUNNING, List.of(), 16));
            OpenWindow.until(() -> text(window, "service").contains("shows no reader"));
            readers.show(ScriptedReaders.empty(3));
            OpenWindow.until(() -> !window.find("primary", Button.class).isDisabled());
            assertEquals("3 readers of at most 16", text(window, "limit"));
        }
    }

    @Test
    void aSeventeenthSlotIsExplainedByTheLimit() throws Exception {
        try (OpenWindow window = open(new ScriptedReaders(ScriptedReaders.empty(16)), 17)) {
            OpenWindow.until(() -> text(window, "limit")
                    .startsWith("17 slots are labelled and the system shows 16 readers: pcsc-lite before 2.5"));
        }
    }

    @Test
    void aCardHeldByAnotherProgramIsNamedByItsSlot() throws Exception {
        ReaderSnapshot before = ScriptedReaders.empty(5);
        ScriptedReaders readers = new ScriptedReaders(ScriptedReaders.with(before, "Reader 04", Card.BUSY));
        try (OpenWindow window = open(readers, 0)) {
            OpenWindow.until(
                    () -> rows(window).size() == 5 && rows(window).get(3).wrong());
            assertEquals(
                    "Slot 4 is used by another program. Close it (often scdaemon)",
                    rows(window).get(3).card());
        }
    }

    @Test
    void insertedCardsBindReadersToStickersAndStayBoundAtTheNextStart() throws Exception {
        ReaderSnapshot snapshot = ScriptedReaders.empty(3);
        ScriptedReaders readers = new ScriptedReaders(snapshot);
        try (OpenWindow window = open(readers, 0)) {
            OpenWindow.until(() -> rows(window).size() == 3);
            window.click("bind");
            assertEquals("Insert a card in slot 1…", text(window, "insert"));
            snapshot = ScriptedReaders.with(snapshot, "Reader 03", Card.MUTE);
            readers.show(snapshot);
            OpenWindow.until(() -> text(window, "insert").equals("Insert a card in slot 2…"));
            window.click("skip");
            snapshot = ScriptedReaders.with(snapshot, "Reader 01", Card.MUTE);
            readers.show(snapshot);
            OpenWindow.until(() -> text(window, "insert").equals("Insert a card in slot 4…"));
            window.click("stop");
            OpenWindow.until(() -> !window.find("binding", Node.class).isVisible());
            assertEquals(List.of("1 Reader 03", "3 Reader 01", "2 Reader 02"), shelf(window));
        }
        try (OpenWindow again = open(new ScriptedReaders(ScriptedReaders.empty(3)), 0)) {
            OpenWindow.until(() -> rows(again).size() == 3);
            assertEquals(List.of("1 Reader 03", "3 Reader 01", "2 Reader 02"), shelf(again));
        }
    }

    private static List<String> shelf(OpenWindow window) {
        return OpenWindow.fx(() -> rows(window).stream()
                .map(row -> row.label() + " " + row.reader())
                .toList());
    }

    private static List<ReaderRow> rows(OpenWindow window) {
        TableView<?> table = window.find("readers", TableView.class);
        return table.getItems().stream().map(ReaderRow.class::cast).toList();
    }
}
