package org.keyrack.ui.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.AsCare;
import org.keyrack.app.InputException;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.kit.PinField;

/** What the persons of an AS do to it in the window, over a virtual card and a real ledger. */
@Tag("window")
class CareStepTest {
    @TempDir
    Path folder;

    private static void choosePerson(CareWindow care, PinReference reference) {
        OpenWindow.fx(() -> {
            ComboBox<?> person = care.window().find("care-person", ComboBox.class);
            person.getSelectionModel().select(person.getItems().indexOf(reference));
            return true;
        });
    }

    @Test
    void eachPersonChangesHisPinAndItIsInTheLedger() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            assertEquals(List.of("CHANGE", "UNBLOCK", "EXPORTS"), care.items().subList(0, 3));
            care.choose(CareItem.CHANGE);
            choosePerson(care, PinReference.CUSTODIAN);
            care.type("care-OPERATOR", CareWindow.CUSTODIAN)
                    .fresh("24682460", "24682460")
                    .press();
            assertEquals("The PIN of the custodian is changed. Acts of the AS: 0.", care.done());
            assertEquals(List.of("PIN_CHANGED CUSTODIAN 0"), care.acts());
            // The new one counts from now on, the old one no more.
            care.choose(CareItem.CHANGE);
            choosePerson(care, PinReference.CUSTODIAN);
            care.type("care-OPERATOR", CareWindow.CUSTODIAN)
                    .fresh("97531864", "97531864")
                    .press();
            care.refused("Wrong PIN of the custodian. Tries left: 2. Ask your supervisor before trying again.");
            OpenWindow.until(
                    () -> care.window().find("care-OPERATOR", Node.class).isFocused());
            care.type("care-OPERATOR", "24682460").fresh("97531864", "97531864").press();
            care.done();
            assertEquals(2, care.acts().size());
        }
    }

    @Test
    void weakPinAndTwoEntriesThatDifferCostNoTry() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            care.choose(CareItem.CHANGE);
            care.type("care-OPERATOR", CareWindow.OPERATOR)
                    .fresh("1111", "1111")
                    .press();
            care.refused("one digit throughout");
            care.type("care-OPERATOR", CareWindow.OPERATOR)
                    .fresh("5051", "5052")
                    .press();
            care.refused("The two entries of the new PIN differ.");
            for (String id : List.of("care-OPERATOR", "care-new", "care-new-again")) {
                assertEquals(
                        0,
                        OpenWindow.fx(() -> care.window()
                                .find(id, PinField.class)
                                .lengthProperty()
                                .get()),
                        id + " keeps nothing");
            }
            care.leave();
            assertEquals(3, care.identity().operatorTriesLeft());
            assertEquals(List.of(), care.acts());
        }
    }

    @Test
    void lastTryIsNotSpentWithoutItsTickAndTheAdministratorHelpsTheOperator() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            care.choose(CareItem.CHANGE);
            for (int tries = 2; tries > 0; tries--) {
                care.type("care-OPERATOR", "0000").fresh("505152", "505152").press();
                care.refused("Tries left: " + tries);
            }
            care.type("care-OPERATOR", "0000").fresh("505152", "505152");
            assertEquals("Tick the box about the last try first.", care.reason());
            assertTrue(care.window().find("care-yes", Button.class).isDisabled());
            care.leave();
            assertEquals(1, care.identity().operatorTriesLeft());
            care.choose(CareItem.UNBLOCK).pin(PinReference.ADMINISTRATOR, CareWindow.ADMINISTRATOR);
            care.fresh("606162", "606162").press();
            assertEquals("The PIN of the operator is set anew, with three tries. Acts of the AS: 1.", care.done());
            assertEquals(3, care.identity().operatorTriesLeft());
            assertEquals(List.of("OPERATOR_UNBLOCKED OPERATOR 1"), care.acts());
        }
    }

    @Test
    void exportsAreSetByAdministratorAndCustodianTogether() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            care.choose(CareItem.EXPORTS);
            assertEquals("Write how many exports a key is to have.", care.reason());
            care.type("care-exports-3", "x7").pin(PinReference.ADMINISTRATOR, CareWindow.ADMINISTRATOR);
            assertEquals("Custodian’s PIN: 4 to 8 digits.", care.reason(), "one person alone cannot");
            care.pin(PinReference.CUSTODIAN, "00000000").press();
            care.refused("Wrong PIN of the custodian.");
            assertEquals(1000, care.as().key(3).orElseThrow().exportsLeft());
            care.both().press();
            assertEquals("REF1 3 ONE: 7 exports left.", care.done());
            assertEquals(7, care.as().key(3).orElseThrow().exportsLeft());
            assertEquals(1000, care.as().key(4).orElseThrow().exportsLeft());
            assertEquals(LifeCycleState.OPERATIONAL, care.identity().state());
            assertEquals(List.of("STATE LOADING 1", "EXPORTS_LEFT 3 7 2", "STATE OPERATIONAL 3"), care.acts());
            assertTrue(
                    OpenWindow.fx(() -> care.window().desk().notices().shown().stream()
                            .noneMatch(notice -> notice.text().contains("was taken out"))),
                    "it was lent, not taken out");
        }
    }

    @Test
    void moreExportsThanACardCountsAreRefusedBeforeAnyPinIsSent() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            care.choose(CareItem.EXPORTS).type("care-exports-3", "4294967295");
            care.pin(PinReference.ADMINISTRATOR, "0000")
                    .pin(PinReference.CUSTODIAN, "0000")
                    .press();
            care.refused("There are at most 4294967294 exports.");
            care.leave();
            assertEquals(3, care.identity().administratorTriesLeft());
        }
    }

    @Test
    void asThatIsLeftInLoadingSaysSoAndIsTakenToWork() throws Exception {
        String fault = "[ { as: 1, command: EXPORTSLEFT, do: statusWord, sw: \"6F00\", executed: true } ]";
        try (CareWindow care = CareWindow.open(folder, fault)) {
            care.choose(CareItem.EXPORTS).type("care-exports-3", "7");
            care.both().press();
            care.refused("choose “Take to work…” under Care of this AS.");
            care.leave();
            assertEquals(LifeCycleState.LOADING, care.identity().state());
            assertTrue(care.items().contains("WORK"));
            care.choose(CareItem.WORK).both().press();
            assertEquals("The AS in Virtual Reader 01 is at work. Acts of the AS: 3.", care.done());
            assertEquals(LifeCycleState.OPERATIONAL, care.identity().state());
            assertTrue(!care.items().contains("WORK"));
        }
    }

    @Test
    void keyboardAloneChangesAPin() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            OpenWindow.fx(() -> {
                care.window().find("as-care", Node.class).requestFocus();
                return true;
            });
            care.window().press(KeyCode.SPACE);
            care.window().press(KeyCode.DOWN);
            care.window().press(KeyCode.ENTER);
            OpenWindow.until(
                    () -> care.window().find("care-OPERATOR", Node.class).isFocused());
            care.typed(CareWindow.OPERATOR).key(KeyCode.ENTER);
            care.typed("505152").key(KeyCode.ENTER);
            care.typed("505152").key(KeyCode.ENTER);
            assertEquals("The PIN of the operator is changed. Acts of the AS: 0.", care.done());
            care.choose(CareItem.CHANGE).key(KeyCode.ESCAPE);
            OpenWindow.until(() -> Window.getWindows().size() == 1);
        }
    }

    @Test
    void cardThatWasPutInThePlaceOfTheOneShownGetsNoPin() throws Exception {
        try (CareWindow care = CareWindow.open(folder, "[]")) {
            var bench = care.rack().bench();
            try (AsCare other = AsCare.open(
                    bench.lent(),
                    Optional.of(care.as().reader()),
                    bench.ledger(),
                    new AsCare.Worker("test", Optional.empty()))) {
                InputException refused =
                        assertThrows(InputException.class, () -> other.require(Bytes.ofHex("00000009")));
                assertTrue(refused.getMessage().contains("is another AS than the one that was shown"));
                other.require(Bytes.ofHex("00000001"));
            }
        }
    }

    @Test
    void noActBeginsWhileABatchIsInWork() throws Exception {
        String slow = RackWindow.rack(2, "{ initiate: 400, export: 400, import: 400, baud: 38400 }", "[]");
        try (CareWindow care = CareWindow.over(folder, slow)) {
            care.choose(CareItem.EXPORTS).type("care-exports-3", "7").both();
            care.rack().start("{name: Test, load: auto}", false);
            OpenWindow.until(() -> care.reason().startsWith("A batch is in work."));
            assertTrue(care.window().find("care-yes", Button.class).isDisabled());
            care.rack().awaitEnd();
            OpenWindow.until(() -> care.reason().isEmpty());
            care.leave();
        }
    }
}
