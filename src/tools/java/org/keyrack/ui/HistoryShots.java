package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.keyrack.report.LabelTemplate;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.Job;
import org.keyrack.ui.scope.ExpectedImport;

/** Pictures of the history, the labels and the expected modules, over a ledger with some batches in it. */
final class HistoryShots {
    private static final String PROFILE = "{name: Fuel terminals 2026, load: auto, stopAfterFailures: %d}";
    private static final String FAULT = "{ unit: %d, command: IMPORTKEY, do: %s }";
    private static final List<String> BATCHES = List.of(
            "[" + fault(3, "statusWord, sw: \"6F00\"") + "," + fault(7, "flipBit, bit: 200") + ","
                    + fault(9, "flipBit, bit: 200") + "]",
            "[]",
            "[" + fault(1, "bareSuccess") + "," + fault(4, "statusWord, sw: \"6F00\"") + "]",
            "[" + fault(2, "flipBit, bit: 200") + "]");

    private final OpenWindow window;
    private final Path folder;
    private final RackWindow rack;
    private final Shots shots;

    /** @param folder for racks and lists */
    HistoryShots(OpenWindow window, Path folder, Shots shots) {
        this.window = window;
        this.folder = folder;
        this.rack = RackWindow.of(window);
        this.shots = shots;
    }

    private static String fault(int unit, String what) {
        return FAULT.formatted(unit, what);
    }

    /** Runs the batches, then shows each page. */
    void take() throws Exception {
        for (String faults : BATCHES) {
            run(RackWindow.rack(15, "none", faults), false);
        }
        run(RackWindow.rack(12, "{ initiate: 20, export: 400, import: 50 }", "[]"), true);
        expected();
        OpenWindow.until(() -> window.desk().navigator().go(StepName.HISTORY));
        TableView<?> batches = window.find("history-batches", TableView.class);
        OpenWindow.until(() -> batches.getItems().size() > BATCHES.size());
        pictures("history", window.scene());
        open(batches, 0);
        pictures("history-stopped", window.scene());
        window.click("history-batch-all");
        open(batches, BATCHES.size());
        pictures("history-batch", window.scene());
        labels();
        window.click("history-batch-all");
        OpenWindow.until(batches::isVisible);
        OpenWindow.fx(() -> {
            window.find("history-search", TextField.class).setText("4455 6679");
            return true;
        });
        window.click("history-find");
        OpenWindow.until(() -> window.scene().lookup("#history-found").isVisible());
        pictures("history-found", window.scene());
        window.click("history-all");
        window.click("history-compare");
        OpenWindow.until(() -> window.scene().lookup("#history-rates") != null);
        pictures("history-compare", window.scene());
        window.click("history-compare-all");
        window.click("history-floor");
        OpenWindow.until(
                () -> !window.find("floor-benches", VBox.class).getChildren().isEmpty());
        pictures("floor", window.scene());
    }

    private void open(TableView<?> batches, int row) {
        OpenWindow.until(batches::isVisible);
        OpenWindow.fx(() -> {
            batches.getSelectionModel().select(row);
            return true;
        });
        window.click("primary");
        OpenWindow.until(() -> !batches.isVisible());
    }

    private void labels() throws IOException {
        window.click("history-report-LABELS");
        ImageView page = window.find("labels-page", ImageView.class);
        for (String template : LabelTemplate.BUILT_IN) {
            OpenWindow.fx(() -> {
                @SuppressWarnings("unchecked")
                ComboBox<String> choice = window.find("labels-template", ComboBox.class);
                choice.setValue(template);
                return true;
            });
            OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0 && page.isVisible());
            pictures("labels-" + template, OpenWindow.fx(page::getScene));
        }
        OpenWindow.fx(() -> {
            Window.getWindows().stream()
                    .filter(each -> each instanceof Stage stage && stage.getOwner() != null)
                    .toList()
                    .forEach(Window::hide);
            return true;
        });
    }

    /** A list that misses one module of the rack and names one that is not there. */
    private void expected() throws IOException {
        StringBuilder list = new StringBuilder("SN;Order\n");
        for (int unit = 1; unit <= 12; unit++) {
            list.append(String.format("%016x;4711%n", 0x0011223344556677L + unit));
        }
        Path file = Files.writeString(folder.resolve("delivery-4711.csv"), list);
        OpenWindow.fx(() -> {
            new ExpectedImport(window.desk()).read(file);
            return true;
        });
        OpenWindow.until(() -> window.desk().job().expectedProperty().get().isPresent()
                && window.desk().navigator().go(StepName.PLAN));
        OpenWindow.until(() -> window.desk().job().planProperty().get().isPresent());
        pictures("plan-expected", window.scene());
    }

    private void run(String cards, boolean stopped) throws Exception {
        OpenWindow.fx(() -> {
            rack.board().clear();
            return true;
        });
        rack.insert(folder, cards);
        rack.start(PROFILE.formatted(stopped ? 1 : 0), false);
        if (stopped) {
            Job job = rack.desk().job();
            OpenWindow.until(() ->
                    rack.board().keysLoaded() >= 15 && job.runProperty().get().isPresent());
            OpenWindow.fx(() -> {
                job.runProperty().get().orElseThrow().stop();
                return true;
            });
        }
        rack.awaitEnd();
    }

    private void pictures(String name, Scene scene) throws IOException {
        shots.settle();
        shots.pictures(name, scene);
    }
}
