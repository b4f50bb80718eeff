package org.keyrack.ui.ascard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.SlotView;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.AsDiffered;
import org.keyrack.language.Language;
import org.keyrack.language.TypedPin;
import org.keyrack.protocol.Bytes;
import org.keyrack.reader.sim.SimulatedCard;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.PinField;

/** The step AS card over a simulated card. */
@Tag("window")
class AsCardStepTest {
    @TempDir
    Path folder;

    private OpenWindow open(VirtualRack rack) throws Exception {
        OpenWindow window = OpenWindow.open(rack.context(folder), settings -> {
            settings.languageProperty().set(Optional.of(Language.ENGLISH));
            settings.firstRunDoneProperty().set(true);
        });
        return window.when(() -> !window.desk().bench().view().slots().isEmpty()
                        && !window.desk().bench().view().reading())
                .go(StepName.ASCARD)
                .when(() -> window.hasFocus("pin"));
    }

    private static String text(OpenWindow window, String id) {
        return OpenWindow.fx(() -> window.find(id, Label.class).getText());
    }

    /** Waits until the PIN is verified, which leads on by itself, and comes back to this step. */
    private static void verified(OpenWindow window) {
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() != StepName.ASCARD);
        window.go(StepName.ASCARD);
        OpenWindow.until(() -> window.find("pinVerified", Node.class).isVisible());
    }

    private static void enter(OpenWindow window, String pin) {
        window.type(pin);
        window.press(KeyCode.ENTER);
    }

    @Test
    void theCardIsShownByItsContent() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            assertEquals("Test AS", text(window, "name"));
            assertEquals("00000001", text(window, "id"));
            assertEquals("Slot 1: suite 01, version 1, KCV BE7ED6", text(window, "sets"));
            assertEquals(
                    3,
                    OpenWindow.fx(() ->
                            window.find("keys", TableView.class).getItems().size()));
        }
    }

    @Test
    void anEmptyFieldAsksForThePin() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            assertEquals("Enter the PIN: 4 to 8 digits.", text(window, "primary-reason"));
        }
    }

    @Test
    void triesAreCountedDownAndTheLastOneNeedsATick() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            assertEquals("3 tries left. The PIN is not stored.", text(window, "tries"));
            enter(window, "0000");
            OpenWindow.until(() -> text(window, "problem")
                    .equals("Wrong PIN. 2 tries left. Ask your supervisor before trying again."));
            window.click("pin");
            enter(window, "0000");
            OpenWindow.until(() -> window.find("lastTry", Node.class).isVisible());
            window.click("pin");
            enter(window, "123456");
            OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
            assertTrue(window.find("primary", Button.class).isDisabled(), "no last try without the tick");
            assertEquals(
                    1,
                    OpenWindow.fx(() -> window.desk().bench().view().asUnits().get(0))
                            .identity()
                            .operatorTriesLeft());
            window.click("lastTry");
            OpenWindow.until(() -> !window.find("primary", Button.class).isDisabled());
            window.click("primary");
            verified(window);
        }
    }

    @Test
    void aBlockedPinSaysWhoCanHelp() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            enter(window, "0000");
            OpenWindow.until(() -> text(window, "tries").startsWith("2 tries"));
            window.click("pin");
            enter(window, "0000");
            OpenWindow.until(() -> window.find("lastTry", Node.class).isVisible());
            window.click("lastTry");
            window.click("pin");
            enter(window, "0000");
            OpenWindow.until(() -> text(window, "problem")
                    .equals("The PIN is blocked. The administrator of the card must unblock it."));
            OpenWindow.until(() -> text(window, "tries").startsWith("No tries left"));
            assertTrue(window.find("pin", PinField.class).isDisabled());
        }
    }

    private static AsActed acted(int acts) {
        return new AsActed(Instant.now(), Bytes.ofHex("00000001"), AsAct.STATE, "OPERATIONAL", acts, 0, "Ada Operator");
    }

    private static List<AsDiffered> differences(OpenWindow window) {
        return window.desk().bench().open().orElseThrow().ledger().records().differences();
    }

    @Test
    void countersThatAreNotAsTheLedgerHasThemAreNamedHereAndInHistoryAndWrittenDownOnce() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            assertFalse(
                    OpenWindow.fx(() -> window.find("as-counters", Label.class).isVisible()), "as it is known");
            window.desk().bench().open().orElseThrow().ledger().commit(List.of(acted(3)));
            for (int sight = 0; sight < 2; sight++) {
                SimulatedCard card = rack.readers().remove(rack.asReader()).orElseThrow();
                OpenWindow.until(() -> window.find("missing", Node.class).isVisible());
                rack.readers().insert(rack.asReader(), card);
                OpenWindow.until(
                        () -> text(window, "as-counters").startsWith("Acts are 3 below what the ledger knows (3)"));
                OpenWindow.until(() -> differences(window).size() == 1);
            }
            assertEquals(0, differences(window).get(0).acts());
            OpenWindow.until(() -> window.desk().navigator().go(StepName.HISTORY));
            OpenWindow.until(() -> text(window, "history-differences").startsWith("AS 00000001, ")
                    && text(window, "history-differences").contains("Acts are 3 below"));
        }
    }

    @Test
    void aCardTakenOutForgetsItsPin() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            enter(window, "123456");
            verified(window);
            rack.readers().remove(rack.asReader());
            OpenWindow.until(() -> window.find("missing", Node.class).isVisible());
            OpenWindow.until(() -> window.desk().notices().shown().stream()
                    .anyMatch(notice ->
                            notice.text().startsWith("The AS card was taken out or reset. Its PIN is forgotten")));
            OpenWindow.until(
                    () -> !window.desk().navigator().finished(StepName.ASCARD).getValue());
        }
    }

    @Test
    void aCardPutBackNeedsItsPinAgain() throws Exception {
        try (VirtualRack rack = VirtualRack.of(1);
                OpenWindow window = open(rack)) {
            enter(window, "123456");
            verified(window);
            SimulatedCard card = rack.readers().remove(rack.asReader()).orElseThrow();
            OpenWindow.until(() -> window.find("missing", Node.class).isVisible());
            rack.readers().insert(rack.asReader(), card);
            OpenWindow.until(() -> window.find("pinEntry", Node.class).isVisible()
                    && window.find("present", Node.class).isVisible()
                    && window.desk().bench().view().slots().stream().noneMatch(SlotView::pinVerified));
            assertTrue(text(window, "tries").startsWith("3 tries left"), "nothing was tried in between");
            window.click("pin");
            enter(window, "123456");
            verified(window);
        }
    }

    @Test
    void thePinIsNoLongerInTheFieldOnceItIsHandedOut() {
        PinField field = OpenWindow.started(PinField::new);
        OpenWindow.fx(() -> {
            for (char digit : "1234x56789".toCharArray()) {
                field.fireEvent(OpenWindow.typed(digit));
            }
            return true;
        });
        assertEquals(TypedPin.MOST, field.lengthProperty().get());
        char[] pin = OpenWindow.fx(field::take);
        assertEquals("12345678", new String(pin));
        assertEquals(0, field.lengthProperty().get());
        assertEquals(0, OpenWindow.fx(field::take).length);
    }
}
