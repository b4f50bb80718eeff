package org.keyrack.ui.preferences;

import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.DirectoryChooser;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.TemplateChoice;
import org.keyrack.ui.kit.Choices;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.UiSettings;

/** Controller of {@code settings.fxml}. Every change counts at once. */
public final class SettingsController extends StepController {
    private static final List<Integer> SECONDS = List.of(0, 3, 5, 10, 30, 60);
    private static final List<Integer> SCALES = List.of(100, 125, 150, 175, 200);

    @FXML
    private ComboBox<Optional<Language>> language;

    @FXML
    private ComboBox<Theme> theme;

    @FXML
    private ComboBox<Integer> scale;

    @FXML
    private TextField operator;

    @FXML
    private ToggleSwitch reducedMotion;

    @FXML
    private ToggleSwitch sounds;

    @FXML
    private ToggleSwitch desktopNotices;

    @FXML
    private ComboBox<Integer> nextSeconds;

    @FXML
    private Button nextKey;

    @FXML
    private ComboBox<String> labelPrinter;

    @FXML
    private ComboBox<String> labelTemplate;

    @FXML
    private ToggleSwitch labelsAtOnce;

    @FXML
    private ComboBox<String> reportPrinter;

    @FXML
    private TextField reportFolder;

    private @Nullable TemplateChoice templates;

    public SettingsController(Desk desk) {
        super(desk);
    }

    @FXML
    void initialize() {
        UiSettings settings = desk().settings();
        primaryTextProperty().set(texts().get("settings.primary"));
        keep(Choices.languages(language, settings.languageProperty(), texts()));
        keep(Choices.bind(theme, Theme.values(), settings.themeProperty(), texts(), "theme"));
        scale.setConverter(new OneWayConverter<>(percent -> texts().format("settings.percent", percent)));
        scale.getItems().setAll(SCALES);
        scale.setValue(settings.scaleProperty().get());
        scale.setOnAction(chosen -> settings.scaleProperty().set(scale.getValue()));
        bind(operator.textProperty(), settings.operatorProperty());
        bind(reportFolder.textProperty(), settings.reportFolderProperty());
        toggle(reducedMotion, settings.reducedMotionProperty());
        toggle(sounds, settings.soundsProperty());
        toggle(desktopNotices, settings.desktopNoticesProperty());
        toggle(labelsAtOnce, settings.labelsAtOnceProperty());
        PrinterChoice.in(labelPrinter, settings.labelPrinterProperty(), desk());
        PrinterChoice.in(reportPrinter, settings.reportPrinterProperty(), desk());
        templates = TemplateChoice.in(labelTemplate, desk().labelTemplate(), desk());
        keep(labelTemplate.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                settings.labelTemplateProperty().set(chosen);
            }
        }));
        nextSeconds.setConverter(new OneWayConverter<>(seconds ->
                seconds == 0 ? texts().get("settings.next.never") : texts().format("settings.next.after", seconds)));
        nextSeconds.getItems().setAll(SECONDS);
        nextSeconds.setValue(settings.nextRackSecondsProperty().get());
        nextSeconds.setOnAction(chosen -> settings.nextRackSecondsProperty().set(nextSeconds.getValue()));
        KeyChoice.in(nextKey, settings.nextRackKeyProperty(), desk());
    }

    /** Shows which printers are there now. */
    @Override
    public void shown() {
        UiSettings settings = desk().settings();
        desk().background()
                .run(
                        desk().context().printers()::names,
                        names -> {
                            PrinterChoice.show(
                                    labelPrinter,
                                    settings.labelPrinterProperty().get(),
                                    names);
                            PrinterChoice.show(
                                    reportPrinter,
                                    settings.reportPrinterProperty().get(),
                                    names);
                        },
                        // Nobody has asked to print yet: the list has what is chosen, and none.
                        none -> {});
    }

    @FXML
    void peoplePressed() {
        desk().navigator().go(StepName.PEOPLE);
    }

    @FXML
    void ownTemplatePressed() {
        Objects.requireNonNull(templates, "FXML calls initialize first").askForFile();
    }

    @FXML
    void folderPressed() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(texts().get("settings.reportFolder"));
        Optional.ofNullable(chooser.showDialog(reportFolder.getScene().getWindow()))
                .map(File::toString)
                .ifPresent(reportFolder::setText);
    }

    private <T> void bind(Property<T> shown, Property<T> setting) {
        shown.bindBidirectional(setting);
        keep(() -> shown.unbindBidirectional(setting));
    }

    private void toggle(ToggleSwitch shown, BooleanProperty setting) {
        bind(shown.selectedProperty(), setting);
        clickable(shown);
    }

    /** The whole row is the target, not the small switch alone. */
    private static void clickable(ToggleSwitch toggle) {
        toggle.setOnMouseClicked(click -> {
            // What is pressed on the switch itself ControlsFX answers.
            if (!(click.getTarget() instanceof Node part)
                    || part.getStyleClass().stream().noneMatch(style -> style.startsWith("thumb"))) {
                toggle.setSelected(!toggle.isSelected());
            }
        });
    }

    @Override
    public Optional<Node> firstFocus() {
        return Optional.of(language);
    }

    @Override
    public void primary() {
        desk().navigator().back();
    }
}
