package org.keyrack.ui.reports;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.TemplateChoice;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.reports.LabelsModel.Preview;

/** Controller of {@code labels.fxml}. */
public final class LabelsController {
    private static final int MOST_SKIPPED = 999;
    private static final double EDGE = 40;

    private final Desk desk;
    private final LabelsModel model;
    private @Nullable TemplateChoice templates;

    @FXML
    private ComboBox<String> template;

    @FXML
    private Spinner<Integer> skip;

    @FXML
    private ScrollPane pages;

    @FXML
    private ImageView page;

    @FXML
    private Label message;

    public LabelsController(Desk desk, LabelsModel model) {
        this.desk = desk;
        this.model = model;
    }

    @FXML
    void initialize() {
        templates = TemplateChoice.in(template, model.templateProperty().get(), desk);
        template.valueProperty().subscribe(name -> {
            if (name != null) {
                model.templateProperty().set(name);
            }
        });
        skip.setValueFactory(new IntegerSpinnerValueFactory(0, MOST_SKIPPED, 0));
        skip.getValueFactory().valueProperty().subscribe(count -> {
            if (count != null) {
                model.skipProperty().set(count);
            }
        });
        model.previewProperty().subscribe(this::show);
    }

    private void show(Preview preview) {
        boolean drawn = preview.page().isPresent();
        preview.page().ifPresent(png -> {
            Image image = new Image(new ByteArrayInputStream(png));
            page.setImage(image);
            page.fitWidthProperty()
                    .bind(pages.widthProperty()
                            .subtract(EDGE)
                            .map(wide -> Math.min(wide.doubleValue(), image.getWidth())));
        });
        page.setVisible(drawn);
        page.setAccessibleText(desk.texts()
                .format("labels.page", templates().name(model.templateProperty().get())));
        message.setText(
                preview.key().isEmpty() ? preview.sentence() : desk.texts().get(preview.key()));
        Shown.set(message, !drawn);
    }

    /** Takes a template of the user's own. */
    @FXML
    void ownPressed() {
        templates().askForFile();
    }

    private TemplateChoice templates() {
        return Objects.requireNonNull(templates, "FXML calls initialize first");
    }

    /** Hands the labels to the printer that Settings name. */
    void print() {
        String printer = desk.settings().labelPrinterProperty().get();
        if (printer.isEmpty()) {
            say(desk.texts().get("labels.noPrinter"));
        } else {
            model.print(printer, request -> say(desk.texts().format("reports.printed", printer, request)));
        }
    }

    private void say(String sentence) {
        message.setText(sentence);
        Shown.set(message, true);
    }

    void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("labels.save"));
        chooser.setInitialFileName(model.batch().fileName() + "-labels.pdf");
        File file = chooser.showSaveDialog(pages.getScene().getWindow());
        if (file != null) {
            save(file.toPath());
        }
    }

    void save(Path file) {
        model.save(file, written -> {
            desk.notices().info("reports.written", written.toString());
            say(desk.texts().format("reports.written", written.toString()));
        });
    }
}
