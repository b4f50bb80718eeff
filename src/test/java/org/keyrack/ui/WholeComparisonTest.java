package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.WindowPlace;

/** The comparison of batches, its charts and tables, is whole in every language, in the smallest window and a usual one. */
@Tag("window")
class WholeComparisonTest {
    private static final String FAULTS = "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" },"
            + " { unit: 3, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6988\" } ]";

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutInTheComparison(Language language, int width, int height) throws Exception {
        Languages.show(language.locale());
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(8, "none", FAULTS), settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.themeProperty().set(language == Language.SPANISH ? Theme.DARK : Theme.LIGHT);
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            rack.start("{name: Test, load: auto}", false);
            rack.awaitEnd();
            OpenWindow window = rack.window();
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY));
            OpenWindow.until(() ->
                    !window.find("history-batches", TableView.class).getItems().isEmpty());
            window.click("history-compare");
            OpenWindow.until(() -> window.scene().lookup("#history-pareto") != null);
            WholeLook whole = new WholeLook(window, language.tag() + "-" + width + "x" + height);
            whole.look("history-compare");
            OpenWindow.fx(() -> {
                for (var node = window.find("history-yield-table", TableView.class)
                                .getParent();
                        node != null;
                        node = node.getParent()) {
                    if (node instanceof ScrollPane pane) {
                        pane.setVvalue(1);
                    }
                }
                return true;
            });
            whole.look("history-compare-yields");
            assertEquals(List.of(), whole.cut());
        }
    }
}
