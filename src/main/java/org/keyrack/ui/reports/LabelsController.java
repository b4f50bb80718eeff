package org.keyrack.ui.reports;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.FileChooser;
import org.keyrack.report.LabelTemplate;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.reports.LabelsModel.Preview;

/** Controller of {@code labels.fxml}. */
public final class LabelsController {
    private static final int MOST_SKIPPED = 999;
    private static final double EDGE = 40;

    private final Desk desk;
    private final LabelsModel model;

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
        template.setConverter(new OneWayConverter<>(this::name));
        template.getItems().setAll(model.templates());
        template.setValue(model.templateProperty().get());
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

    private String name(String template) {
        return LabelTemplate.BUILT_IN.contains(template)
                ? desk.texts().get("labels.template." + template)
                : String.valueOf(Path.of(template).getFileName());
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
        page.setAccessibleText(
                desk.texts().format("labels.page", name(model.templateProperty().get())));
        message.setText(
                preview.key().isEmpty() ? preview.sentence() : desk.texts().get(preview.key()));
        Shown.set(message, !drawn);
    }

    /** Takes a template of the user's own. */
    @FXML
    void ownPressed() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("labels.own"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(desk.texts().get("labels.own.files"), "*.yaml", "*.yml"));
        File file = chooser.showOpenDialog(pages.getScene().getWindow());
        if (file != null) {
            own(file.toPath());
        }
    }

    void own(Path file) {
        model.templateProperty().set(file.toString());
        template.getItems().setAll(model.templates());
        template.setValue(file.toString());
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
            message.setText(desk.texts().format("reports.written", written.toString()));
            Shown.set(message, true);
        });
    }
}
