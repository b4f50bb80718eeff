package org.keyrack.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.PinField;

/** A scanner types into the window, wherever the focus is: it finds a module and presses no button. */
@Tag("window")
class ScannerTest {
    @TempDir
    Path folder;

    /** Types as a scanner does: all at once, Enter at the end, to whatever has the focus. */
    private static void scan(RackWindow rack, String code) {
        OpenWindow.fx(() -> {
            for (int at = 0; at < code.length(); at++) {
                char each = code.charAt(at);
                KeyCode key = each == ' '
                        ? KeyCode.SPACE
                        : Optional.ofNullable(KeyCode.getKeyCode(String.valueOf(each)))
                                .orElse(KeyCode.UNDEFINED);
                fire(rack, KeyEvent.KEY_PRESSED, "", key);
                fire(rack, KeyEvent.KEY_TYPED, String.valueOf(each), KeyCode.UNDEFINED);
                fire(rack, KeyEvent.KEY_RELEASED, "", key);
            }
            fire(rack, KeyEvent.KEY_PRESSED, "\r", KeyCode.ENTER);
            fire(rack, KeyEvent.KEY_RELEASED, "\r", KeyCode.ENTER);
            return true;
        });
    }

    private static void fire(RackWindow rack, javafx.event.EventType<KeyEvent> type, String text, KeyCode key) {
        Node focused = rack.window().scene().getFocusOwner();
        Event.fireEvent(focused, new KeyEvent(type, text, text, key, false, false, false, false));
    }

    private static String notice(RackWindow rack) {
        return OpenWindow.fx(() -> {
            var shown = rack.desk().notices().shown();
            return shown.isEmpty() ? "" : shown.get(shown.size() - 1).text();
        });
    }

    private static void review(RackWindow rack) {
        for (StepName step : new StepName[] {StepName.RACK, StepName.PLAN, StepName.REVIEW}) {
            OpenWindow.until(() -> rack.desk().navigator().go(step));
        }
        Button primary = rack.window().find("primary", Button.class);
        OpenWindow.until(() -> !primary.isDisabled() && primary.getText().startsWith("Load "));
        OpenWindow.frames(2);
        OpenWindow.fx(() -> {
            primary.requestFocus();
            return true;
        });
    }

    @Test
    void anSnFindsItsSlotAndItsEnterPressesNoButton() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            review(rack);
            scan(rack, "0011223344556678");
            OpenWindow.until(() -> notice(rack).equals("0011 2233 4455 6678 is in slot 2."));
            assertEquals(
                    StepName.RACK,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            assertFalse(OpenWindow.fx(() -> rack.board().running()), "the button that had the focus was pressed");
            assertTrue(rack.board().batch().isEmpty());
        }
    }

    @Test
    void aLabelOfAModuleThatIsAwayFindsItsHistory() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            review(rack);
            scan(rack, "SN 00112233445566FF Gate readers");
            OpenWindow.until(() -> notice(rack).startsWith("0011 2233 4455 66FF is in no slot."));
            assertEquals(
                    StepName.HISTORY,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            assertEquals(
                    "0011 2233 4455 66FF",
                    OpenWindow.fx(() -> rack.window()
                            .find("history-search", TextField.class)
                            .getText()));
            assertFalse(OpenWindow.fx(() -> rack.board().running()), "a space pressed the button that had the focus");
        }
    }

    @Test
    void anythingElseIsNamedAndChangesNothing() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            review(rack);
            scan(rack, "4006381333931");
            OpenWindow.until(() -> notice(rack).startsWith("What was scanned is no SN"));
            assertEquals(
                    StepName.REVIEW,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            assertFalse(OpenWindow.fx(() -> rack.board().running()));
        }
    }

    @Test
    void theLabelOfASlotGoesWithTheNextSn() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[]"))) {
            review(rack);
            scan(rack, "SLOT 2");
            OpenWindow.until(() -> notice(rack).equals("Slot 2: now scan the SN that is printed on its module."));
            scan(rack, "0011223344556678");
            OpenWindow.until(() -> notice(rack).equals("Slot 2 holds the module 0011 2233 4455 6678, as printed."));
            scan(rack, "slot 2");
            scan(rack, "0011223344556677");
            OpenWindow.until(() -> notice(rack).contains("The SN printed on the module is 0011 2233 4455 6677"));
            // The plan that Review shows was made before: it is not loaded.
            rack.window().click("primary");
            OpenWindow.until(() -> notice(rack).contains("The batch was not started")
                    || notice(rack).contains("The SN printed on the module is 0011 2233 4455 6677, and"));
            assertTrue(rack.board().batch().isEmpty());
            scan(rack, "SLOT 99");
            OpenWindow.until(() -> notice(rack).startsWith("There is no slot 99"));
            scan(rack, "0011223344556677");
            OpenWindow.until(() -> notice(rack).equals("0011 2233 4455 6677 is in slot 1."));
        }
    }

    @Test
    void theNameOfARecentProfileOpensIt() throws Exception {
        Path file = Files.writeString(folder.resolve("night.keyrack"), "{name: Night Shift, load: auto}");
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(1, "none", "[]"))) {
            OpenWindow.fx(() -> {
                rack.desk().settings().used(file);
                return true;
            });
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            review(rack);
            scan(rack, "night shift");
            OpenWindow.until(() -> notice(rack).equals("Profile Night Shift opened. Nothing is loaded yet."));
            assertEquals(
                    StepName.PLAN,
                    OpenWindow.fx(
                            () -> rack.desk().navigator().currentProperty().get()));
            assertEquals(
                    "Night Shift",
                    OpenWindow.fx(() -> rack.desk()
                            .job()
                            .profileProperty()
                            .get()
                            .orElseThrow()
                            .name()));
            assertEquals(
                    "Night Shift",
                    OpenWindow.fx(() ->
                            rack.window().find("plan-name", TextField.class).getText()));
            assertFalse(OpenWindow.fx(() -> rack.board().running()));
        }
    }

    @Test
    void aPinThatIsTypedFastIsThePinsAlone() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(1, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.SETTINGS));
            PinField field = OpenWindow.fx(() -> {
                PinField made = new PinField();
                rack.window().find("stepArea", Pane.class).getChildren().add(made);
                made.requestFocus();
                return made;
            });
            scan(rack, "123456");
            assertEquals(6, OpenWindow.fx(() -> field.lengthProperty().get()));
            assertFalse(notice(rack).startsWith("What was scanned is no SN"));
        }
    }
}
