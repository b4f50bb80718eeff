package org.keyrack.ui.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.printer.PrivateCups;
import org.keyrack.printer.PrivateCups.Printed;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** What the window prints by a real CUPS, over the ledger of a simulated run. */
@Tag("window")
class PrintingTest {
    private static final String AUTO = "{name: Test, load: auto}";
    private static final String ROLL = "roll-62x29";

    @TempDir
    Path folder;

    private PrivateCups cups;

    @BeforeEach
    void start() {
        cups = PrivateCups.start();
    }

    @AfterEach
    void stop() throws IOException {
        cups.close();
    }

    private RackWindow rack(boolean labels) throws Exception {
        return RackWindow.printing(folder, RackWindow.rack(3, "none", "[]"), cups.printers(), settings -> {
            settings.labelsAtOnceProperty().set(labels);
            settings.labelPrinterProperty().set(PrivateCups.LABEL);
            settings.labelTemplateProperty().set(ROLL);
            settings.reportPrinterProperty().set(PrivateCups.OFFICE);
            settings.reportFolderProperty().set(folder.resolve("reports").toString());
        });
    }

    private static int pages(Printed job) throws IOException {
        try (PDDocument document = Loader.loadPDF(job.pdf().toFile())) {
            return document.getNumberOfPages();
        }
    }

    private static void awaitNotice(RackWindow rack, String beginning) {
        OpenWindow.until(() -> rack.desk().notices().shown().stream()
                .anyMatch(notice -> notice.text().startsWith(beginning)));
    }

    @Test
    void labelsArePrintedAndTheReportIsWrittenByThemselvesAndCanBeOpened() throws Exception {
        try (RackWindow rack = rack(true)) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.file().filter(Files::exists).isPresent()));
            List<Printed> labels = cups.await(3);
            assertTrue(labels.stream().allMatch(job -> job.printer().equals(PrivateCups.LABEL)), labels.toString());
            assertEquals(List.of(1, 1, 1), List.of(pages(labels.get(0)), pages(labels.get(1)), pages(labels.get(2))));
        }
    }

    @Test
    void resultsPrintsTheReportAndItsLabels() throws Exception {
        try (RackWindow rack = rack(false)) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            rack.window().click("results-report-print");
            awaitNotice(rack, "Handed to the printer office: office-1");
            rack.window().click("results-report-LABELS");
            Label message = rack.window().find("labels-message", Label.class);
            OpenWindow.until(() -> !message.isVisible());
            rack.window().click("labels-print");
            OpenWindow.until(() -> message.getText().equals("Handed to the printer label: label-2"));
            OpenWindow.fx(() -> {
                message.getScene().getWindow().hide();
                return true;
            });
            List<Printed> printed = cups.await(2);
            assertEquals(PrivateCups.OFFICE, printed.get(0).printer());
            assertEquals(3, pages(printed.get(1)), "a page of the roll for each module");
            cups.stop();
            rack.window().click("results-report-print");
            awaitNotice(rack, "Not printed: Nothing can be printed: CUPS does not answer.");
        }
    }

    @Test
    void settingsOfferThePrintersThatAreThereAndKeepTheOneThatIsAway() throws Exception {
        try (RackWindow rack = rack(false)) {
            OpenWindow.fx(() -> {
                rack.desk().settings().labelPrinterProperty().set("away");
                return true;
            });
            rack.window().go(StepName.SETTINGS);
            @SuppressWarnings("unchecked")
            ComboBox<String> printers = rack.window().find("settings-label-printer", ComboBox.class);
            OpenWindow.until(
                    () -> printers.getItems().equals(List.of("", "away", PrivateCups.LABEL, PrivateCups.OFFICE)));
            assertEquals("away", OpenWindow.fx(printers::getValue));
            OpenWindow.fx(() -> {
                printers.getSelectionModel().select(PrivateCups.OFFICE);
                return true;
            });
            assertEquals(
                    PrivateCups.OFFICE,
                    OpenWindow.fx(
                            () -> rack.desk().settings().labelPrinterProperty().get()));
            assertTrue(OpenWindow.fx(() ->
                    rack.window().find("settings-report-folder", Node.class).isVisible()));
        }
    }
}
