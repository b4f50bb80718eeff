package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.app.SlotView;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.settings.WindowPlace;

/** While a lesson is given nothing of the step beside it is cut, in every language, in the smallest window and as it is opened first. */
@Tag("window")
class WholeLessonsTest {
    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @MethodSource("org.keyrack.ui.WholeLook#languagesAndSizes")
    void nothingIsCutBesideALesson(Language language, int width, int height) throws Exception {
        Languages.show(language.locale());
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(language));
            settings.reducedMotionProperty().set(true);
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
        })) {
            WholeLook whole = new WholeLook(window, language.tag() + "-" + width + "x" + height);
            window.go(StepName.FIRSTRUN);
            whole.look("lesson-firstrun");
            window.click("lessons");
            whole.look("lesson-training");
            // The lesson with the longest sentence.
            window.click("begin-pulled");
            Desk desk = window.desk();
            OpenWindow.until(() -> desk.bench().view().slots().size() == 9
                    && !desk.bench().view().reading());
            whole.step(StepName.BENCH, "-lesson");
            whole.step(StepName.ASCARD, "-lesson");
            OpenWindow.until(() -> window.hasFocus("pin"));
            window.type("123456");
            window.press(KeyCode.ENTER);
            OpenWindow.until(() -> desk.bench().view().slots().stream().anyMatch(SlotView::pinVerified));
            for (StepName step : List.of(StepName.ASCARD, StepName.RACK, StepName.PLAN)) {
                whole.step(step, "-lesson-open");
            }
            OpenWindow.until(() -> desk.job().planProperty().get().isPresent());
            whole.step(StepName.REVIEW, "-lesson");
            Button primary = window.find("primary", Button.class);
            OpenWindow.until(() -> !primary.isDisabled());
            window.click("primary");
            OpenWindow.until(() -> desk.runWatch().state() == RunState.LOADING);
            whole.atOnce("run-lesson");
            pullTheAs(window);
            OpenWindow.until(() -> desk.runWatch().state() == RunState.AS_GONE);
            whole.look("run-lesson-as-gone");
            assertEquals(List.of(), whole.cut());
        }
    }

    private static void pullTheAs(OpenWindow window) {
        MenuButton hands = window.find("hands", MenuButton.class);
        OpenWindow.fx(() -> {
            hands.show();
            hands.getItems().get(0).fire();
            hands.hide();
            return true;
        });
    }
}
