package org.keyrack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import org.controlsfx.control.ToggleSwitch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.SlotView;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.WindowPlace;

/** The first steps of the wizard over the demo bench and over cards that can be pulled. */
@Tag("window")
class WizardTest {
    @TempDir
    Path folder;

    private static StepName step(OpenWindow window) {
        return OpenWindow.fx(() -> window.desk().navigator().currentProperty().get());
    }

    private static boolean read(OpenWindow window, int slots) {
        return window.desk().bench().view().slots().size() == slots
                && !window.desk().bench().view().reading();
    }

    @Test
    void demoBenchIsOneClickFromTheFirstScreenAndSaysSimulation() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            assertFalse(window.find("banner", HBox.class).isVisible());
            window.click("demo");
            OpenWindow.until(() -> read(window, 16));
            OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.ASCARD);
            assertTrue(window.find("banner", HBox.class).isVisible());
            assertTrue(window.find("bannerText", Label.class).getText().startsWith("SIMULATION"));
        }
    }

    @Test
    void keyboardAloneLeadsFromTheFirstScreenToTheRackInFrenchAndDark() throws Exception {
        try (VirtualRack rack = VirtualRack.of(3);
                OpenWindow window = OpenWindow.open(rack.context(folder), settings -> {
                    settings.languageProperty().set(Optional.of(Language.FRENCH));
                    settings.themeProperty().set(Theme.DARK);
                })) {
            window.press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> read(window, 4));
            assertEquals(StepName.BENCH, step(window));
            window.press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> window.hasFocus("pin"));
            window.type("123456");
            window.press(KeyCode.ENTER);
            OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
            // Nothing is to be looked at in the rack: the plan comes next.
            OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.PLAN);
            window.press(KeyCode.ALT, KeyCode.DIGIT3);
            OpenWindow.until(() -> window.hasFocus("tile-1"));
            assertEquals(
                    "3 modules dans 3 emplacements",
                    window.find("counts", Label.class).getText());
            window.press(KeyCode.RIGHT);
            OpenWindow.until(() -> window.hasFocus("tile-2"));
            window.press(KeyCode.ENTER);
            OpenWindow.until(() -> Window.getWindows().size() == 2);
            assertEquals(
                    "Emplacement 2", window.find("detailTitle", Label.class).getText());
            window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> Window.getWindows().size() == 1 && window.hasFocus("tile-2"));
            window.press(KeyCode.ALT, KeyCode.DIGIT1);
            assertEquals(StepName.BENCH, step(window));
        }
    }

    @Test
    void aClosedStepSaysWhyAndIsNotShown() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            window.click("rail-rack");
            assertEquals(StepName.FIRSTRUN, step(window));
            assertEquals(
                    "Closed: there is no reader with a running service. Go to Bench.",
                    OpenWindow.fx(() -> window.desk().notices().shown().get(0).text()));
            assertTrue(
                    window.find("rail-rack", Button.class).getAccessibleText().contains("closed"));
        }
    }

    @Test
    void settingsAreMetAgainAtTheNextStart() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            window.click("rail-settings");
            window.click("reducedMotion");
            ToggleSwitch sounds = window.find("sounds", ToggleSwitch.class);
            OpenWindow.fx(() -> {
                sounds.requestFocus();
                return true;
            });
            window.press(KeyCode.SPACE);
            OpenWindow.until(sounds::isSelected);
            OpenWindow.fx(() -> {
                window.desk().settings().scaleProperty().set(150);
                return true;
            });
            OpenWindow.until(() -> Files.readString(folder.resolve("settings/workstation.properties"))
                    .contains("scale=150"));
        }
        try (OpenWindow again = OpenWindow.open(folder, settings -> {})) {
            assertTrue(again.desk().settings().reducedMotionProperty().get());
            assertEquals(150, again.desk().settings().scaleProperty().get());
        }
    }

    @Test
    void aChangeJustBeforeTheWindowClosesIsKept() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            OpenWindow.fx(() -> {
                window.desk().settings().operatorProperty().set("Last word");
                window.desk().close();
                return true;
            });
        }
        try (OpenWindow again = OpenWindow.open(folder, settings -> {})) {
            assertEquals("Last word", again.desk().settings().operatorProperty().get());
        }
    }

    @Test
    void textGrowsToTwiceItsSizeWithoutARestart() throws Exception {
        try (OpenWindow window =
                OpenWindow.open(folder, settings -> settings.languageProperty().set(Optional.of(Language.ENGLISH)))) {
            double before = OpenWindow.fx(() -> height(window.find("title", Label.class)));
            OpenWindow.fx(() -> {
                window.stage().setWidth(1920);
                window.stage().setHeight(1080);
                window.desk().settings().scaleProperty().set(200);
                return true;
            });
            OpenWindow.until(() -> height(window.find("title", Label.class)) > 1.9 * before);
        }
    }

    @Test
    void inASmallWindowLargeTextLeavesEveryButtonInReach() throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(Optional.of(Language.FRENCH));
            settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, 1000, 600, false)));
            settings.scaleProperty().set(200);
        })) {
            window.click("demo");
            OpenWindow.until(() -> read(window, 16));
            for (StepName step : List.of(StepName.BENCH, StepName.ASCARD, StepName.RACK, StepName.PLAN)) {
                OpenWindow.until(() -> window.desk().navigator().go(step));
                OpenWindow.frames(3);
                Bounds primary = OpenWindow.fx(() -> {
                    Button button = window.find("primary", Button.class);
                    return button.localToScene(button.getBoundsInLocal());
                });
                assertTrue(
                        primary.getMaxX() <= window.scene().getWidth()
                                && primary.getMaxY() <= window.scene().getHeight(),
                        () -> step + ": " + primary);
            }
        }
    }

    private static double height(Label label) {
        return label.localToScene(label.getBoundsInLocal()).getHeight();
    }
}
