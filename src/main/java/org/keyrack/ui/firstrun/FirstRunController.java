package org.keyrack.ui.firstrun;

import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Choices;
import org.keyrack.ui.settings.Theme;

/** Controller of {@code firstrun.fxml}. */
public final class FirstRunController extends StepController {
    private final FirstRunModel model;

    @FXML
    private ComboBox<Optional<Language>> language;

    @FXML
    private ComboBox<Theme> theme;

    @FXML
    private TextField operator;

    public FirstRunController(Desk desk, FirstRunModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("firstrun.primary"));
        keep(Choices.languages(language, desk().settings().languageProperty(), texts()));
        keep(Choices.bind(theme, Theme.values(), desk().settings().themeProperty(), texts(), "theme"));
        operator.textProperty().bindBidirectional(desk().settings().operatorProperty());
        keep(() -> operator.textProperty().unbindBidirectional(desk().settings().operatorProperty()));
    }

    @FXML
    void labelSlots() {
        model.labelSlots();
    }

    @FXML
    void tryVirtualBench() {
        model.tryVirtualBench();
    }

    @FXML
    void showLessons() {
        model.showLessons();
    }

    @Override
    public Optional<Node> firstFocus() {
        return Optional.of(language);
    }

    @Override
    public void primary() {
        model.useBench();
    }
}
