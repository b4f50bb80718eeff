package org.keyrack.ui.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SlotView;
import org.keyrack.journal.AuditEvent.ReceiptsAudited;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** An audit in the window, over virtual cards and a real ledger. */
@Tag("window")
class AuditStepTest {
    @TempDir
    Path folder;

    private RackWindow ran(String yaml) throws Exception {
        return ran(RackWindow.open(folder, yaml));
    }

    private static RackWindow ran(RackWindow rack) throws Exception {
        rack.start("{name: Test, load: auto}", false);
        rack.awaitEnd();
        // The AS is read again after a batch.
        OpenWindow.until(() -> rack.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
        OpenWindow.until(() -> rack.desk().navigator().go(StepName.HISTORY));
        OpenWindow.until(() -> !rack.window().find("primary", Button.class).isDisabled());
        return rack;
    }

    private static void open(RackWindow rack) {
        rack.window().click("history-audit");
        OpenWindow.until(() -> !sentences(rack).isEmpty());
    }

    private static List<String> sentences(RackWindow rack) {
        return OpenWindow.fx(() -> rack.window().find("audit-sentences", VBox.class).getChildren().stream()
                .map(node -> ((Label) node).getText())
                .toList());
    }

    private static void press(RackWindow rack) {
        OpenWindow.until(() -> !rack.window().find("audit-yes", Button.class).isDisabled());
        OpenWindow.fx(() -> {
            rack.window().find("audit-yes", Button.class).fire();
            return true;
        });
    }

    private static void close(RackWindow rack) {
        OpenWindow.until(() -> !rack.window().find("audit-no", Button.class).isDisabled());
        OpenWindow.fx(() -> {
            rack.window().find("audit-no", Button.class).fire();
            return true;
        });
    }

    private static String reason(RackWindow rack) {
        return OpenWindow.fx(
                () -> rack.window().find("audit-reason", Label.class).getText());
    }

    private static long audited(RackWindow rack) {
        return rack.bench().ledger().records().modulesAfter(Optional.empty(), 100).stream()
                .flatMap(sn -> rack.bench().ledger().records().receipts(sn).stream())
                .filter(receipt -> receipt.confirmed())
                .count();
    }

    /** What is said of the first key of the first module. */
    private static <R> String result(TreeTableView<R> units) {
        return String.valueOf(units.getColumns()
                .get(2)
                .getCellObservableValue(
                        units.getRoot().getChildren().get(0).getChildren().get(0))
                .getValue());
    }

    @Test
    void asIsAskedAboutABatchAndWhatItSaysStandsInTheLedgerAndInHistory() throws Exception {
        try (RackWindow rack = ran(RackWindow.rack(2, "none", "[]"))) {
            rack.window().click("primary");
            OpenWindow.until(() ->
                    rack.window().find("history-units", TreeTableView.class).isVisible());
            open(rack);
            assertEquals(List.of("4 receipts to ask about."), sentences(rack));
            assertEquals(0, audited(rack), "a look asks nothing");
            press(rack);
            OpenWindow.until(() -> sentences(rack).equals(List.of("4 receipts are genuine, 0 not.")));
            assertEquals(4, audited(rack));
            close(rack);
            TreeTableView<?> units = rack.window().find("history-units", TreeTableView.class);
            OpenWindow.until(() -> result(units).equals("Loaded (audited)"));
            open(rack);
            assertTrue(sentences(rack).get(1).contains("4 receipts were found genuine by an earlier audit"));
            assertEquals("There is nothing to ask this AS about.", reason(rack));
            close(rack);
        }
    }

    /** As somebody presses it while the first module is written down. */
    private static OpenLedger stoppingAtTheFirst(OpenLedger ledger, AtomicReference<Runnable> stop) {
        return ledger.behind(journal -> new Journal() {
            @Override
            public long nextBatch() throws JournalUnavailable {
                return journal.nextBatch();
            }

            @Override
            public void commit(List<? extends DurableEvent> events) throws JournalUnavailable, ClaimRefused {
                journal.commit(events);
                if (events.get(0) instanceof ReceiptsAudited) {
                    stop.getAndSet(() -> {}).run();
                }
            }
        });
    }

    @Test
    void auditThatIsStoppedKeepsWhatItFoundNamesTheRestAndIsGoneOnWith() throws Exception {
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        try (RackWindow rack = ran(RackWindow.over(
                folder, RackWindow.rack(3, "none", "[]"), ledger -> stoppingAtTheFirst(ledger, stop)))) {
            open(rack);
            Button button = rack.window().find("audit-stop", Button.class);
            assertFalse(OpenWindow.fx(button::isVisible), "there is nothing to stop");
            stop.set(() -> OpenWindow.fx(() -> {
                button.fire();
                assertTrue(button.isDisabled(), "once is enough");
                return true;
            }));
            press(rack);
            OpenWindow.until(() -> sentences(rack).size() == 2);
            assertEquals(
                    List.of(
                            "2 receipts are genuine, 0 not.",
                            "Stopped: 4 receipts of 2 modules are not audited. What was found is in the ledger; do the"
                                    + " same again to go on. Not audited: 0011 2233 4455 6678, 0011 2233 4455 6679."),
                    sentences(rack));
            assertEquals(2, audited(rack));
            press(rack);
            OpenWindow.until(() -> sentences(rack).contains("4 receipts are genuine, 0 not."));
            assertEquals(6, audited(rack));
            close(rack);
        }
    }

    @Test
    void receiptThatFailsIsAnAlarmThatSaysWhatItMeansAndStays() throws Exception {
        String fault = "[ { as: 1, command: VERIFYRECEIPT, nth: 2, do: statusWord, sw: \"6300\" } ]";
        try (RackWindow rack = ran(RackWindow.rack(2, "none", fault))) {
            open(rack);
            press(rack);
            OpenWindow.until(() -> sentences(rack).contains("3 receipts are genuine, 1 not."));
            String alarm = sentences(rack).get(0);
            assertTrue(alarm.startsWith("ALARM: the receipt of module 0011 2233 4455 66"), alarm);
            assertTrue(alarm.contains("Put the module aside"), alarm);
            close(rack);
            assertTrue(OpenWindow.fx(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().equals(alarm))));
            assertEquals(3, audited(rack));
        }
    }

    @Test
    void oneModuleIsAuditedAsItWasFound() throws Exception {
        try (RackWindow rack = ran(RackWindow.rack(2, "none", "[]"))) {
            OpenWindow.fx(() -> {
                rack.window().find("history-search", TextField.class).setText("0011223344556678");
                return true;
            });
            rack.window().click("history-find");
            OpenWindow.until(() -> !rack.window().find("primary", Button.class).isDisabled()
                    && rack.window().find("history-found", TreeTableView.class).isVisible());
            open(rack);
            press(rack);
            OpenWindow.until(() -> sentences(rack).equals(List.of("2 receipts are genuine, 0 not.")));
            close(rack);
            assertEquals(2, audited(rack));
        }
    }

    @Test
    void asWithoutThatTSaysWhichOneIsNeededAndIsAskedNothing() throws Exception {
        String key = "{ ref: 3, label: ONE, appId: \"0101\", type: AES-128, version: 2,"
                + " value: \"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf\" }";
        String two = "sets: [ { slot: 1, transportKey: \"000102030405060708090a0b0c0d0e0f\", version: 1 },"
                + " { slot: 2, transportKey: \"101112131415161718191a1b1c1d1e1f\", version: 1 } ]\n"
                + "as: [ { id: \"00000001\", operatorPin: \"123456\", adminPin: \"87654321\", slots: [1], keys: [" + key
                + "] }, { id: \"00000002\", operatorPin: \"123456\", adminPin: \"87654321\", slots: [2], keys: [" + key
                + "] } ]\n"
                + "units: { count: 1, firstSerial: \"0011223344556677\", locations: [ { ref: 5, appId: \"0101\","
                + " types: [AES-128] } ] }\ntiming: none\n";
        try (RackWindow rack = ran(two)) {
            String other = OpenWindow.fx(
                    () -> rack.desk().bench().view().asUnits().get(1).reader());
            rack.bench().bench().verifyOperator(other, "123456".toCharArray());
            OpenWindow.until(() -> rack.desk().bench().view().slots().stream()
                            .filter(SlotView::pinVerified)
                            .count()
                    == 2);
            open(rack);
            OpenWindow.fx(() -> {
                rack.window()
                        .find("audit-as", ComboBox.class)
                        .getSelectionModel()
                        .select(1);
                return true;
            });
            OpenWindow.until(() -> sentences(rack).size() == 2);
            assertEquals(
                    "The T of 1 receipt, version 1, KCV BE7ED6, is in no slot of this AS, so nothing could be asked."
                            + " Audit with an AS that holds it.",
                    sentences(rack).get(1));
            assertEquals("There is nothing to ask this AS about.", reason(rack));
            close(rack);
            assertEquals(0, audited(rack));
        }
    }
}
