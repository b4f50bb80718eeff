package org.keyrack.ui.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.report.BatchReport;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.TemplateChoice;
import org.keyrack.ui.reports.LabelsModel.Preview;
import org.keyrack.ui.reports.ReportButtons.Form;

/** The labels of a batch before they are printed, over the ledger of a simulated run. */
@Tag("window")
class LabelsTest {
    private static final String AUTO = "{name: Test, load: auto}";

    @TempDir
    Path folder;

    private RackWindow ran() throws Exception {
        RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"));
        rack.start(AUTO, false);
        rack.awaitEnd();
        return rack;
    }

    private static BatchId batch(RackWindow rack) {
        return new BatchId(rack.bench().ledger().bench(), 1);
    }

    private static double shape(ImageView view) {
        Image image = view.getImage();
        return image == null ? 0 : image.getWidth() / image.getHeight();
    }

    private static byte[] page(LabelsModel model) {
        OpenWindow.until(() -> model.previewProperty().get().page().isPresent());
        return OpenWindow.fx(() -> model.previewProperty().get().page().orElseThrow());
    }

    @Test
    void thePageOfTheTemplateChosenIsShownFromResults() throws Exception {
        try (RackWindow rack = ran()) {
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            rack.window().click("results-report-LABELS");
            ImageView page = rack.window().find("labels-page", ImageView.class);
            OpenWindow.until(() -> page.isVisible() && Math.abs(shape(page) - 210.0 / 297) < 0.01);
            @SuppressWarnings("unchecked")
            ComboBox<String> template = rack.window().find("labels-template", ComboBox.class);
            assertEquals(
                    List.of("A4 sheet, 24 labels of 70 × 37 mm", "Label roll, 62 × 29 mm"),
                    OpenWindow.fx(() -> template.getItems().stream()
                            .map(name -> template.getConverter().toString(name))
                            .toList()));
            OpenWindow.fx(() -> {
                template.getSelectionModel().select(1);
                return true;
            });
            OpenWindow.until(() -> page.isVisible() && Math.abs(shape(page) - 62.0 / 29) < 0.02);
            assertEquals(
                    0,
                    OpenWindow.fx(() ->
                            rack.window().find("labels-skip", Spinner.class).getValue()));
            OpenWindow.fx(() -> {
                page.getScene().getWindow().hide();
                return true;
            });
        }
    }

    @Test
    void whatIsSavedIsWhatWasShown() throws Exception {
        try (RackWindow rack = ran()) {
            LabelsModel model = OpenWindow.fx(() -> new LabelsModel(rack.desk(), batch(rack)));
            byte[] first = page(model);
            OpenWindow.fx(() -> {
                model.skipProperty().set(2);
                return true;
            });
            byte[] moved = page(model);
            assertFalse(Arrays.equals(first, moved), "two places are left free");
            Path file = folder.resolve("labels.pdf");
            OpenWindow.fx(() -> {
                model.save(file, written -> {});
                return true;
            });
            OpenWindow.until(() -> Files.exists(file));
            byte[] pdf = Files.readAllBytes(file);
            float dpi = (float) (1400 * 25.4 / 210);
            assertArrayEquals(moved, BatchReport.pages(pdf, 1, dpi).get(0));
        }
    }

    @Test
    void aTemplateThatCannotBeUsedSaysWhy() throws Exception {
        try (RackWindow rack = ran()) {
            Path bad = Files.writeString(folder.resolve("bad.yaml"), "name: none\n");
            LabelsModel model = OpenWindow.fx(() -> {
                LabelsModel made = new LabelsModel(rack.desk(), batch(rack));
                made.templateProperty().set(bad.toString());
                return made;
            });
            OpenWindow.until(() -> !model.previewProperty().get().sentence().isEmpty());
            Preview preview = OpenWindow.fx(() -> model.previewProperty().get());
            assertTrue(preview.sentence().contains("bad.yaml"), preview.sentence());
            assertTrue(preview.page().isEmpty());
            ComboBox<String> templates = OpenWindow.fx(ComboBox::new);
            TemplateChoice choice = OpenWindow.fx(() -> TemplateChoice.in(templates, bad.toString(), rack.desk()));
            assertEquals(3, OpenWindow.fx(() -> templates.getItems().size()));
            assertEquals("bad.yaml", choice.name(bad.toString()));
        }
    }

    @Test
    void everyFormOfTheReportIsWrittenForABatchOfTheHistory() throws Exception {
        try (RackWindow rack = ran()) {
            ReportButtons buttons = OpenWindow.fx(() -> new ReportButtons(rack.desk(), "test"));
            for (Form form : List.of(Form.PDF, Form.CSV, Form.JSON)) {
                Path file = folder.resolve("report-" + form);
                OpenWindow.fx(() -> {
                    buttons.write(form, batch(rack), file);
                    return true;
                });
                OpenWindow.until(() -> Files.exists(file));
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertTrue(text.startsWith("%PDF") || text.contains("0011"), form + ": " + text.length());
            }
            OpenWindow.fx(() -> {
                buttons.write(Form.PDF, new BatchId("nowhere", 9), folder.resolve("none.pdf"));
                return true;
            });
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().startsWith("The report was not written")));
            assertFalse(Files.exists(folder.resolve("none.pdf")));
        }
    }
}
