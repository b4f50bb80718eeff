package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.journal.BatchId;
import org.keyrack.language.Language;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.FxmlFile;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.reports.LabelsController;
import org.keyrack.ui.reports.LabelsModel;
import org.keyrack.ui.settings.Theme;

/** Every FXML file loads in each language and theme, and everything that can be worked has an accessible name. */
@Tag("window")
class ViewsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> looks() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(Theme.LIGHT, Theme.DARK).map(theme -> Arguments.of(language, theme)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyViewLoadsAndEveryControlHasAnAccessibleName(Language language, Theme theme) throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.themeProperty().set(theme);
        })) {
            List<String> nameless = OpenWindow.fx(() -> {
                List<String> found =
                        new ArrayList<>(nameless("shell", window.scene().getRoot()));
                for (StepSpec<?> spec : Steps.all()) {
                    Parent root = loaded(window.desk(), spec).root();
                    found.addAll(nameless(spec.name().key(), root));
                }
                LabelsModel labels = new LabelsModel(window.desk(), new BatchId("bench", 1));
                found.addAll(nameless(
                        "labels", FxmlFile.LABELS.load(window.desk(), new LabelsController(window.desk(), labels))));
                return found;
            });
            assertEquals(List.of(), nameless);
        }
    }

    private static <M> LoadedStep loaded(Desk desk, StepSpec<M> spec) {
        return LoadedStep.load(desk, spec, spec.model().apply(desk));
    }

    private static List<String> nameless(String where, Node node) {
        List<String> found = new ArrayList<>();
        if (worked(node)
                && blank(node.getAccessibleText())
                && blank(node instanceof Labeled label ? label.getText() : "")) {
            found.add(where + ": " + node.getClass().getSimpleName() + " #" + node.getId());
        }
        if (node instanceof ScrollPane pane && pane.getContent() != null) {
            found.addAll(nameless(where, pane.getContent()));
        } else if (node instanceof Parent parent && (!(node instanceof Control) || parent instanceof Pane)) {
            parent.getChildrenUnmodifiable().forEach(child -> found.addAll(nameless(where, child)));
        }
        return found;
    }

    private static boolean worked(Node node) {
        return node instanceof ButtonBase
                || node instanceof ComboBoxBase
                || node instanceof TextInputControl
                || node instanceof TableView
                || node instanceof TreeTableView
                || node instanceof Spinner
                || node instanceof ListView
                || node instanceof Slider
                || node instanceof PinField;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
