package org.keyrack.ui.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.Audit;
import org.keyrack.app.SlotView;
import org.keyrack.journal.AuditCounts;
import org.keyrack.ledger.KeptReceipt;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.desk.StepName;

/** A T's end in the window: who holds it, what still wants it, and that it goes. */
@Tag("window")
class RetireStepTest {
    private static final Audit.Listener SILENT = new Audit.Listener() {
        @Override
        public void refused(KeptReceipt receipt) {
            throw new AssertionError(receipt);
        }

        @Override
        public void module(AuditCounts soFar) {}
    };

    @TempDir
    Path folder;

    /** An AS with two T, and two modules: one of each. */
    private CareWindow open() throws Exception {
        return CareWindow.over(folder, """
                sets:
                  - { slot: 1, transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }
                  - { slot: 2, transportKey: "101112131415161718191a1b1c1d1e1f", version: 2 }
                as:
                  id: "00000001"
                  label: Test AS
                  operatorPin: "123456"
                  adminPin: "87654321"
                  keys:
                    - { ref: 3, label: ONE, appId: "0101", type: AES-128, version: 2,
                        value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" }
                    - { ref: 7, label: NEW T, appId: "0000", type: AES-128, version: 2, transport: true,
                        value: "101112131415161718191a1b1c1d1e1f" }
                units:
                  - { serial: "0011223344556677", slot: 1, locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                timing: none
                """);
    }

    private static void load(CareWindow care, String profile) throws Exception {
        care.rack().start(profile, false);
        care.rack().awaitEnd();
        OpenWindow.until(
                () -> care.window().desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
        OpenWindow.until(() -> care.window().desk().navigator().go(StepName.ASCARD));
    }

    private static void choose(CareWindow care, int index) {
        OpenWindow.fx(() -> {
            care.window().find("care-slot", ComboBox.class).getSelectionModel().select(index);
            return true;
        });
    }

    private static String wanted(CareWindow care) {
        OpenWindow.until(
                () -> !care.window().find("care-reason", Label.class).getText().startsWith("Looking"));
        return OpenWindow.fx(
                () -> care.window().find("care-wanted", Label.class).getText());
    }

    @Test
    void tGoesOnceNoModuleHoldsItAndItsReceiptsAreAudited() throws Exception {
        try (CareWindow care = open()) {
            load(care, "{name: Test, load: auto}");
            care.choose(CareItem.RETIRE);
            String first = wanted(care);
            assertTrue(first.contains("1 module was last seen with it, 1 receipt under it is not audited"), first);
            assertTrue(first.endsWith("0011 2233 4455 6677."), first);
            care.both();
            assertEquals("Rotate the modules and audit the receipts first, or tick the box.", care.reason());
            assertTrue(care.window().find("care-yes", Button.class).isDisabled());
            care.leave();

            load(care, "{name: Rotate, load: [ { ref1: 7, ref2: 0 } ]}");
            care.choose(CareItem.RETIRE);
            assertTrue(wanted(care).contains("no module holds it, 2 receipts under it are not audited"));
            care.leave();

            String reader = care.as().reader();
            care.rack().bench().bench().verifyOperator(reader, CareWindow.OPERATOR.toCharArray());
            new Audit(
                            care.rack().bench().bench().as(reader),
                            care.rack().bench().ledger(),
                            "test",
                            false)
                    .run(Audit.Scope.ALL, SILENT);
            care.choose(CareItem.RETIRE);
            assertEquals("T slot 1, version 1, KCV BE7ED6: it can be cleared.", wanted(care));
            assertTrue(!OpenWindow.fx(
                    () -> care.window().find("care-lose-audit", CheckBox.class).isVisible()));
            care.both().press();
            assertEquals("T slot 1, version 1, KCV BE7ED6: cleared.", care.done());
            assertEquals(
                    List.of(2),
                    care.identity().slots().stream().map(t -> t.slot()).toList());
            assertEquals(LifeCycleState.OPERATIONAL, care.identity().state());
            assertEquals(List.of("STATE LOADING 1", "CLEARED T 1 2", "STATE OPERATIONAL 3"), care.acts());

            care.choose(CareItem.RETIRE);
            OpenWindow.until(() -> care.reason().startsWith("The AS in Virtual Reader 01 has no other T"));
            care.leave();
        }
    }

    @Test
    void whoeverLosesTheAuditSaysSoAndBothPersonsAreNeeded() throws Exception {
        try (CareWindow care = open()) {
            load(care, "{name: Test, load: auto}");
            care.choose(CareItem.RETIRE);
            assertTrue(wanted(care).contains("is still wanted"));
            OpenWindow.fx(() -> {
                care.window().find("care-lose-audit", CheckBox.class).fire();
                return true;
            });
            care.pin(PinReference.ADMINISTRATOR, CareWindow.ADMINISTRATOR);
            assertEquals("Custodian’s PIN: 4 to 8 digits.", care.reason());
            choose(care, 1);
            assertEquals("T slot 2, version 2, KCV 3E451E: it can be cleared.", wanted(care));
            choose(care, 0);
            assertTrue(wanted(care).contains("is still wanted"));
            assertEquals(
                    "Rotate the modules and audit the receipts first, or tick the box.",
                    care.reason(),
                    "the tick was for the T that was chosen");
            OpenWindow.fx(() -> {
                care.window().find("care-lose-audit", CheckBox.class).fire();
                return true;
            });
            care.pin(PinReference.CUSTODIAN, CareWindow.CUSTODIAN).press();
            assertEquals("T slot 1, version 1, KCV BE7ED6: cleared.", care.done());
        }
    }

    @Test
    void whoHoldsWhichTIsToldFromTheLedger() throws Exception {
        try (CareWindow care = open()) {
            load(care, "{name: Test, load: auto}");
            load(care, "{name: Rotate, load: [ { ref1: 7, ref2: 0 } ]}");
            OpenWindow.fx(() -> {
                new KeysDialog(care.window().desk()).show();
                return true;
            });
            TableView<?> keys = care.window().find("keys-held", TableView.class);
            OpenWindow.until(() -> keys.getItems().size() == 2);
            assertEquals(List.of("1", "BE7ED6", "0", "2"), row(keys, 0).subList(0, 4));
            assertEquals(List.of("2", "3E451E", "1", "0"), row(keys, 1).subList(0, 4));
            OpenWindow.fx(() -> {
                keys.getSelectionModel().select(1);
                return true;
            });
            TableView<?> modules = care.window().find("keys-modules", TableView.class);
            assertEquals("0011 2233 4455 6677", row(modules, 0).get(0));
            OpenWindow.fx(() -> {
                care.window().find("keys-close", Button.class).fire();
                return true;
            });
        }
    }

    private static List<String> row(TableView<?> table, int index) {
        return OpenWindow.fx(() -> table.getColumns().stream()
                .map(column -> Optional.ofNullable(column.getCellData(index))
                        .map(String::valueOf)
                        .orElse(""))
                .toList());
    }
}
