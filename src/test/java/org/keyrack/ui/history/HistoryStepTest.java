package org.keyrack.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.chart.BarChart;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.Story;
import org.keyrack.report.Statistics;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.testfx.util.WaitForAsyncUtils;

/** The page History over the ledger of simulated runs. */
@Tag("window")
class HistoryStepTest {
    private static final String AUTO = "{name: Test, load: auto}";

    @TempDir
    Path folder;

    private RackWindow ran(int units, String faults) throws Exception {
        RackWindow rack = RackWindow.open(folder, RackWindow.rack(units, "none", faults), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.operatorProperty().set("A. Martin");
        });
        rack.start(AUTO, false);
        rack.awaitEnd();
        return rack;
    }

    private static TableView<?> batches(RackWindow rack, int count) {
        OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY));
        TableView<?> table = rack.window().find("history-batches", TableView.class);
        OpenWindow.until(() -> table.getItems().size() == count);
        return table;
    }

    private static String text(RackWindow rack, String id) {
        return OpenWindow.fx(() -> rack.window().find(id, Label.class).getText());
    }

    private static void write(RackWindow rack, String text) {
        OpenWindow.fx(() -> {
            rack.window().find("history-search", TextField.class).setText(text);
            return true;
        });
        rack.window().click("history-find");
    }

    private static List<String> names(TreeTableView<?> table) {
        return OpenWindow.fx(() -> {
            List<String> names = new java.util.ArrayList<>();
            for (int row = 0; row < table.getExpandedItemCount(); row++) {
                names.add(String.valueOf(table.getColumns().get(0).getCellData(row)));
            }
            return names;
        });
    }

    @Test
    void listsBatchesWithTheirCountsAndOpensOneByKeyboardWorstFirst() throws Exception {
        try (RackWindow rack = ran(3, "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" } ]")) {
            TableView<?> table = batches(rack, 1);
            BatchSummary batch =
                    OpenWindow.fx(() -> (BatchSummary) table.getItems().get(0));
            assertEquals("A. Martin", batch.operator());
            assertEquals(
                    List.of("1", "2", "1", "With failures"),
                    OpenWindow.fx(() -> List.of(0, 4, 5, 7).stream()
                            .map(column -> String.valueOf(
                                    table.getColumns().get(column).getCellData(0)))
                            .toList()));
            OpenWindow.fx(() -> {
                table.requestFocus();
                return true;
            });
            rack.window().press(KeyCode.ENTER);
            OpenWindow.until(() -> text(rack, "history-headline").equals("1 of 3 failed"));
            TreeTableView<?> units = rack.window().find("history-units", TreeTableView.class);
            OpenWindow.until(() -> names(units).size() == 4);
            assertEquals("0011 2233 4455 6678", names(units).get(0));
            assertEquals("REF1 3 → REF2 5", names(units).get(1));
            assertTrue(text(rack, "history-detail").contains("6F00"), () -> text(rack, "history-detail"));
            rack.window().press(KeyCode.ESCAPE);
            OpenWindow.until(table::isVisible);
        }
    }

    @Test
    void olderBatchesAreListedWhenTheyAreAskedForAndFoundAgain() throws Exception {
        try (RackWindow rack = ran(1, "[]")) {
            Story story = new Story(3);
            for (long batch = 2; batch <= 53; batch++) {
                rack.bench().ledger().commit(List.of(story.batch(batch, 0, 0), story.ended(batch, 0, 0)));
            }
            TableView<?> table = batches(rack, 50);
            rack.window().click("history-older");
            OpenWindow.until(() -> table.getItems().size() == 53);
            Node older = rack.window().find("history-older", Button.class).getParent();
            OpenWindow.until(() -> !older.isVisible());
            rack.window().click("history-again");
            OpenWindow.until(() -> table.getItems().size() == 53);
        }
    }

    @Test
    void aLedgerThatDoesNotAnswerSaysSoInTheLanguageOfTheWindow() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(1, "none", "[]"), settings -> {
            settings.languageProperty().set(Optional.of(Language.FRENCH));
        })) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            batches(rack, 1);
            rack.bench().ledger().close();
            write(rack, "66 77");
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().startsWith("Le registre à ")
                            && notice.text().endsWith(" est fermé. Rouvrez le banc.")));
        }
    }

    @Test
    void searchTellsWhereByWhomAndFromWhichAsEachKeyWasLoaded() throws Exception {
        try (RackWindow rack = ran(3, "[]")) {
            batches(rack, 1);
            write(rack, "5 66 78");
            TreeTableView<?> found = rack.window().find("history-found", TreeTableView.class);
            OpenWindow.until(() -> names(found).size() == 3);
            assertEquals(List.of("0011 2233 4455 6678", "REF1 3 → REF2 5", "REF1 4 → REF2 6"), names(found));
            OpenWindow.fx(() -> {
                found.getSelectionModel().select(1);
                return true;
            });
            String said = text(rack, "history-found-detail");
            String bench = OpenWindow.fx(() -> rack.bench().ledger().bench());
            assertTrue(
                    said.startsWith(
                            "Module 0011 2233 4455 6678, REF1 3 → REF2 5: Loaded. From AS 00000001, in batch 1 on bench "
                                    + bench + ", slot 2, by A. Martin, "),
                    said);
            List<String> cells = OpenWindow.fx(() -> found.getColumns().stream()
                    .map(column -> String.valueOf(column.getCellData(1)))
                    .toList());
            assertEquals(List.of("REF1 3 → REF2 5", "1", "2", "Loaded", "2"), cells.subList(0, 5));
            assertTrue(cells.get(5).matches("[0-9A-F]{6}"), cells.get(5));
            assertEquals(List.of("A. Martin", "00000001"), cells.subList(7, 9));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> text(rack, "history-headline").equals("3 modules done, every key verified"));
        }
    }

    @Test
    void aModuleInNoBatchIsSaidSoAndBadInputSaysWhatToDo() throws Exception {
        try (RackWindow rack = ran(1, "[]")) {
            batches(rack, 1);
            write(rack, "FFFF FFFF FFFF FFFF");
            OpenWindow.until(() -> text(rack, "history-found-title")
                    .equals("Module FFFF FFFF FFFF FFFF is in no batch of this ledger: it was never loaded here."));
            write(rack, "12X");
            OpenWindow.until(() -> text(rack, "history-search-problem").startsWith("An SN has only the digits 0 to 9"));
            assertTrue(OpenWindow.fx(() ->
                    rack.window().find("history-search-problem", Label.class).isVisible()));
        }
    }

    @Test
    void theHistoryIsOpenBeforeAnyBench() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            OpenWindow.until(() -> window.desk().navigator().go(StepName.HISTORY));
            WaitForAsyncUtils.waitForFxEvents();
            OpenWindow.until(() -> window.scene().lookup("#history-batches .placeholder .label") instanceof Label label
                    && label.getText().startsWith("No bench is open"));
        }
    }

    @Test
    void aStoppedBatchIsResumedWithItsProfileAndOnlyItsOpenModules() throws Exception {
        String slow = "{ initiate: 20, export: 1200, import: 50 }";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(4, slow, "[]"))) {
            rack.start("{name: Stopped, load: auto}", false);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) > 0);
            OpenWindow.fx(() -> {
                rack.desk().job().runProperty().get().orElseThrow().stop();
                return true;
            });
            rack.awaitEnd();
            int done = rack.count(ModuleClass.DONE);
            int loaded = OpenWindow.fx(() -> rack.board().keysLoaded());
            assertTrue(done < 4, "stopped in time");
            // After a restart no profile is on the screen.
            OpenWindow.fx(() -> {
                rack.desk().job().profileProperty().set(Optional.empty());
                return true;
            });
            batches(rack, 1);
            rack.window().click("primary");
            OpenWindow.until(() -> text(rack, "history-headline").equals("Stopped: " + done + " of 4 modules done"));
            Button primary = rack.window().find("primary", Button.class);
            OpenWindow.until(() -> primary.getText().equals("Resume this batch") && !primary.isDisabled());
            rack.window().click("primary");
            OpenWindow.until(() -> rack.desk()
                    .job()
                    .planProperty()
                    .get()
                    .filter(plan -> plan.unitsWithWork() == 4 - done
                            && plan.units().size() == 4 - done
                            && plan.keys() == 8 - loaded
                            && plan.profile().name().equals("Stopped"))
                    .isPresent());
            assertEquals(
                    StepName.PLAN,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            assertTrue(
                    text(rack, "scope-resumed").startsWith("Resuming batch 1: its "),
                    () -> text(rack, "scope-resumed"));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.REVIEW);
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) == 4 - done
                    && !rack.board().running());
            assertEquals(8 - loaded, OpenWindow.fx(() -> rack.board().keysLoaded()));
            // The history still shows the first batch; nothing is left of it now, so it is not offered again.
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY) && !primary.isVisible());
            assertTrue(text(rack, "history-headline").startsWith("Stopped: "));
            rack.window().press(KeyCode.ESCAPE);
            batches(rack, 2);
        }
    }

    @Test
    void batchesAreComparedWithANumberAndAPatternForEachCause() throws Exception {
        try (RackWindow rack = ran(3, "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" } ]")) {
            batches(rack, 1);
            rack.window().click("history-compare");
            OpenWindow.until(() -> rack.window().scene().lookup("#history-failures") != null);
            BarChart<?, ?> rates = rack.window().find("history-rates", BarChart.class);
            assertEquals(1, OpenWindow.fx(() -> rates.getData().get(0).getData().size()));
            StackPane bar =
                    OpenWindow.fx(() -> (StackPane) rack.window().scene().lookup(".chart-bar.cause-1"));
            assertEquals("Batch 1, cause 1: 1", OpenWindow.fx(bar::getAccessibleText));
            assertEquals("1", OpenWindow.fx(() -> ((Label) bar.lookup(".cause-number")).getText()));
            Label legend = OpenWindow.fx(() ->
                    (Label) rack.window().scene().lookup(".compare-legend").lookup(".compare-row > .label"));
            assertTrue(OpenWindow.fx(legend::getText).startsWith("1 × 6F00 "), legend.getText());
            rack.window().click("history-compare-all");
            OpenWindow.until(
                    () -> rack.window().find("history-batches", TableView.class).isVisible());
        }
    }

    @Test
    void theComparisonTellsTheYieldAndSavesItAsATable() throws Exception {
        try (RackWindow rack = ran(3, "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" } ]")) {
            batches(rack, 1);
            rack.window().click("history-compare");
            OpenWindow.until(() -> rack.window().scene().lookup("#history-yield-table") != null
                    && text(rack, "history-yield")
                            .equals("3 modules: 67% passed at the first try, 67% after retries."));
            TableView<?> table = rack.window().find("history-yield-table", TableView.class);
            assertEquals(3, OpenWindow.fx(() -> table.getItems().size()), "a row for each slot");
            @SuppressWarnings("unchecked")
            ComboBox<Statistics.By> by = rack.window().find("history-yield-by", ComboBox.class);
            OpenWindow.fx(() -> {
                by.setValue(Statistics.By.BENCH);
                return true;
            });
            assertEquals(1, OpenWindow.fx(() -> table.getItems().size()));
            assertTrue(
                    OpenWindow.fx(() -> String.valueOf(table.getColumns().get(5).getCellData(0)))
                            .startsWith("1 × 6F00 "));
            BarChart<?, ?> yields = rack.window().find("history-yields", BarChart.class);
            assertEquals(
                    200.0 / 3,
                    OpenWindow.fx(() ->
                            ((Number) yields.getData().get(0).getData().get(0).getYValue()).doubleValue()),
                    0.01);
            TableView<?> causes = rack.window().find("history-causes", TableView.class);
            assertEquals(1, OpenWindow.fx(() -> causes.getItems().size()));
            assertEquals("100%", OpenWindow.fx(() -> causes.getColumns().get(3).getCellData(0)));
            // Of the first slot nothing failed: the causes are those of what is chosen in the table.
            OpenWindow.fx(() -> {
                by.setValue(Statistics.By.SLOT);
                table.getSelectionModel().select(0);
                return true;
            });
            assertEquals(0, OpenWindow.fx(() -> causes.getItems().size()));
            Path file = folder.resolve("statistics.csv");
            HistoryModel model = OpenWindow.fx(() -> new HistoryModel(rack.desk()));
            OpenWindow.fx(() -> {
                model.saveStatistics(file);
                return true;
            });
            OpenWindow.until(() -> Files.exists(file));
            assertTrue(Files.readString(file).contains("all,,3,2,66.7,2,66.7,"), Files.readString(file));
        }
    }
}
