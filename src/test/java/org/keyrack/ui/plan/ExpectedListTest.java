package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.BatchId;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.scope.ExpectedImport;

/** A list of the modules that the rack should hold, through Plan, Review and Results. */
@Tag("window")
class ExpectedListTest {
    private static final String SAID = "List “delivery.csv” of 2. Missing 1: 0011 2233 4455 66AA."
            + " Unexpected 1: 0011 2233 4455 6678 (slot 2).";

    @TempDir
    Path folder;

    private Path list(String text) throws Exception {
        return Files.writeString(folder.resolve("delivery.csv"), text);
    }

    private static void read(RackWindow rack, Path file) {
        OpenWindow.fx(() -> {
            new ExpectedImport(rack.desk()).read(file);
            return true;
        });
    }

    private static String said(RackWindow rack) {
        Label label = rack.window().find("scope-expected", Label.class);
        return OpenWindow.fx(() -> label.getParent().isVisible() ? label.getText() : "");
    }

    private static Collection<SerialNumber> kept(RackWindow rack) {
        OpenLedger ledger = rack.desk().bench().open().orElseThrow().ledger();
        long batch = ledger.records()
                .named(Optional.empty(), Optional.empty())
                .get(0)
                .batch();
        return ledger.records()
                .batch(new BatchId(ledger.bench(), batch))
                .orElseThrow()
                .expected()
                .orElseThrow()
                .modules();
    }

    @Test
    void missingAndUnexpectedModulesAreNamedFromPlanToResults() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            assertEquals("", said(rack));
            read(rack, list("SN;Order\n0011223344556677;1\n00112233445566AA;1\n"));
            OpenWindow.until(() -> said(rack).equals(SAID));
            rack.window().click("scope-expected-names");
            TextArea names = rack.window().find("scope-names", TextArea.class);
            assertEquals(SAID, OpenWindow.fx(names::getText));
            OpenWindow.fx(() -> {
                names.getScene().getWindow().hide();
                return true;
            });
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.REVIEW));
            assertEquals(SAID, said(rack));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            // The module is read again after the run, and only then is its slot named again.
            OpenWindow.until(() -> said(rack).equals(SAID));
            rack.window().click("scope-expected-forget");
            OpenWindow.until(() -> said(rack).isEmpty());
            assertEquals(
                    List.of("0011 2233 4455 6677", "0011 2233 4455 66AA"),
                    kept(rack).stream().map(SerialNumber::grouped).toList(),
                    "the ledger keeps what the window has forgotten");
        }
    }

    @Test
    void aWholeDeliveryIsSaidSoAndABadListNamesItsLineAndKeepsTheOneBefore() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            read(rack, list("0011223344556677\n0011223344556678\n"));
            String all = "List “delivery.csv”: all 2 expected modules are here, and no other.";
            OpenWindow.until(() -> said(rack).equals(all));
            read(rack, list("SN\n0011223344556677\nnonsense\n"));
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text()
                            .equals("delivery.csv, line 3: “nonsense” is no SN of 16 digits 0 to 9 and A to F."
                                    + " Correct the line or remove it.")));
            assertEquals(all, said(rack));
        }
    }

    @Test
    void aDroppedFileIsAListByItsEndingElseAProfile() {
        assertTrue(ExpectedImport.takes(Path.of("delivery.CSV")));
        assertTrue(ExpectedImport.takes(Path.of("a.b.tsv")));
        assertFalse(ExpectedImport.takes(Path.of("fuel.keyrack")));
        assertFalse(ExpectedImport.takes(Path.of("csv.yaml")));
    }
}
