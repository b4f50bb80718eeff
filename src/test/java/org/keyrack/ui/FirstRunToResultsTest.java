package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.SlotView;
import org.keyrack.journal.ModuleClass;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;

/** The whole way of an operator, from the first screen of the program to the results of a batch over the demo bench. */
@Tag("window")
class FirstRunToResultsTest {
    private static final int MODULES = 15;

    @TempDir
    Path folder;

    private static void at(OpenWindow window, StepName step) {
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == step);
    }

    private static void primary(OpenWindow window, String text) {
        Button primary = window.find("primary", Button.class);
        OpenWindow.until(() -> primary.getText().equals(text) && !primary.isDisabled());
    }

    private static void read(OpenWindow window) {
        OpenWindow.until(() -> window.desk().bench().view().slots().size() == MODULES + 1
                && !window.desk().bench().view().reading());
    }

    private static void planned(OpenWindow window) {
        OpenWindow.until(() -> window.desk()
                .job()
                .planProperty()
                .get()
                .filter(plan -> plan.keys() == 4 * MODULES)
                .isPresent());
    }

    private static void over(OpenWindow window, String headline) {
        at(window, StepName.RESULTS);
        assertEquals(
                MODULES,
                OpenWindow.fx(() -> window.desk().job().board().modules().of(ModuleClass.DONE)));
        assertEquals(
                headline,
                OpenWindow.fx(() -> window.find("results-headline", Label.class).getText()));
    }

    @Test
    void withTheMouse() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            at(window, StepName.FIRSTRUN);
            window.click("demo");
            at(window, StepName.ASCARD);
            read(window);
            assertTrue(window.find("banner", HBox.class).isVisible());
            window.click("rail-rack");
            at(window, StepName.RACK);
            OpenWindow.until(() -> window.find("counts", Label.class).getText().equals("15 modules in 15 slots"));
            window.click("back");
            at(window, StepName.ASCARD);
            window.click("pin");
            window.type("123456");
            window.click("primary");
            OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
            at(window, StepName.PLAN);
            planned(window);
            window.click("primary");
            at(window, StepName.REVIEW);
            primary(window, "Load 60 keys into 15 modules");
            window.click("primary");
            over(window, "15 modules done, every key verified");
            primary(window, "Next rack");
            window.click("primary");
            at(window, StepName.RACK);
        }
    }

    @Test
    void withTheKeyboardAlone() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            byKeyboard(window, "Load 60 keys into 15 modules");
            over(window, "15 modules done, every key verified");
        }
    }

    @Test
    void inFrenchAndDark() throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(Language.FRENCH));
            settings.themeProperty().set(Theme.DARK);
        })) {
            assertTrue(OpenWindow.fx(
                    () -> window.desk().appearance().darkProperty().get()));
            byKeyboard(window, "Charger 60 clés dans 15 modules");
            over(window, "15 modules terminés, chaque clé vérifiée");
        }
    }

    /** Not one click: Tab to the demo bench, then Ctrl+Enter from step to step and the PIN typed where the focus is. */
    private static void byKeyboard(OpenWindow window, String load) {
        at(window, StepName.FIRSTRUN);
        OpenWindow.until(() -> window.hasFocus("language"));
        window.press(KeyCode.SHIFT, KeyCode.TAB);
        OpenWindow.until(() -> window.hasFocus("lessons"));
        window.press(KeyCode.SHIFT, KeyCode.TAB);
        OpenWindow.until(() -> window.hasFocus("demo"));
        window.press(KeyCode.SPACE);
        at(window, StepName.ASCARD);
        read(window);
        OpenWindow.until(() -> window.hasFocus("pin"));
        window.type("123456");
        window.press(KeyCode.ENTER);
        at(window, StepName.PLAN);
        planned(window);
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
        primary(window, load);
        OpenWindow.until(() -> window.hasFocus("back"));
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
    }
}
