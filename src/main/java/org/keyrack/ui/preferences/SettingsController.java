package org.keyrack.ui.preferences;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.controlsfx.control.ToggleSwitch;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Choices;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.settings.Language;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.UiSettings;

/** Controller of {@code settings.fxml}. Every change counts at once. */
public final class SettingsController extends StepController {
    private static final List<Integer> SECONDS = List.of(0, 3, 5, 10, 30, 60);
    private static final List<Integer> SCALES = List.of(100, 125, 150, 175, 200);

    @FXML
    private ComboBox<Language> language;

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
    private ComboBox<Integer> nextSeconds;

    @FXML
    private Button nextKey;

    public SettingsController(Desk desk) {
        super(desk);
    }

    @FXML
    void initialize() {
        UiSettings settings = desk().settings();
        primaryTextProperty().set(texts().get("settings.primary"));
        keep(Choices.bind(language, Language.values(), settings.languageProperty(), texts(), "language"));
        keep(Choices.bind(theme, Theme.values(), settings.themeProperty(), texts(), "theme"));
        scale.setConverter(new OneWayConverter<>(percent -> texts().format("settings.percent", percent)));
        scale.getItems().setAll(SCALES);
        scale.setValue(settings.scaleProperty().get());
        scale.setOnAction(chosen -> settings.scaleProperty().set(scale.getValue()));
        operator.textProperty().bindBidirectional(settings.operatorProperty());
        reducedMotion.selectedProperty().bindBidirectional(settings.reducedMotionProperty());
        sounds.selectedProperty().bindBidirectional(settings.soundsProperty());
        nextSeconds.setConverter(new OneWayConverter<>(seconds ->
                seconds == 0 ? texts().get("settings.next.never") : texts().format("settings.next.after", seconds)));
        nextSeconds.getItems().setAll(SECONDS);
        nextSeconds.setValue(settings.nextRackSecondsProperty().get());
        nextSeconds.setOnAction(chosen -> settings.nextRackSecondsProperty().set(nextSeconds.getValue()));
        KeyChoice.in(nextKey, settings.nextRackKeyProperty(), desk());
        clickable(reducedMotion);
        clickable(sounds);
        keep(() -> {
            operator.textProperty().unbindBidirectional(settings.operatorProperty());
            reducedMotion.selectedProperty().unbindBidirectional(settings.reducedMotionProperty());
            sounds.selectedProperty().unbindBidirectional(settings.soundsProperty());
        });
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
