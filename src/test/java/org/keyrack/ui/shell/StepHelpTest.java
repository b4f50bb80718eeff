package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.Picture;
import org.keyrack.ui.WholeView;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.WindowPlace;

/** F1 says of each step, in every language and whole, what it wants, what can go wrong and which keys it has. */
@Tag("window")
class StepHelpTest {
    private static final double SMALLEST_HEIGHT = 600;

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void f1SaysWhatTheStepWantsAndItsKeys(Language language) throws Exception {
        Languages.show(language.locale());
        List<String> cut = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.reducedMotionProperty().set(true);
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, 1000, 600, false)));
        })) {
            window.click("demo");
            OpenWindow.until(() -> window.desk().bench().view().slots().size() == 16
                    && !window.desk().bench().view().reading());
            List<StepName> open = List.of(
                    StepName.FIRSTRUN,
                    StepName.BENCH,
                    StepName.ASCARD,
                    StepName.RACK,
                    StepName.PLAN,
                    StepName.CARDS,
                    StepName.PREPAREAS,
                    StepName.MODULES,
                    StepName.HISTORY,
                    StepName.TRAINING,
                    StepName.SETTINGS,
                    StepName.LOG,
                    StepName.ABOUT);
            for (StepName step : open) {
                OpenWindow.until(() -> window.desk().navigator().go(step));
                window.press(KeyCode.F1);
                OpenWindow.until(() -> Window.getWindows().size() == 2);
                OpenWindow.frames(2);
                wanted.add(OpenWindow.fx(
                        () -> window.find("help-wants", Label.class).getText()));
                Window dialog = OpenWindow.fx(() -> Window.getWindows().get(1));
                cut.addAll(OpenWindow.fx(() -> WholeView.cut(step + " " + language, dialog.getScene())));
                assertTrue(dialog.getHeight() <= SMALLEST_HEIGHT, () -> step + " is " + dialog.getHeight() + " high");
                picture(dialog, step, language);
                if (step == StepName.RACK) {
                    assertEquals(
                            8,
                            OpenWindow.fx(() ->
                                    window.find("help-keys", GridPane.class).getRowCount()));
                }
                window.press(KeyCode.ESCAPE);
                OpenWindow.until(() -> Window.getWindows().size() == 1);
            }
            assertEquals(open.size(), wanted.size());
        }
        assertEquals(List.of(), cut);
    }

    private static void picture(Window dialog, StepName step, Language language) throws Exception {
        String pictures = System.getProperty("keyrack.pictures", "");
        if (!pictures.isEmpty()) {
            Picture.write(
                    OpenWindow.fx(() -> dialog.getScene().snapshot(null)),
                    Path.of(pictures, "help-" + step.key() + "-" + language.tag() + ".png"));
        }
    }
}
