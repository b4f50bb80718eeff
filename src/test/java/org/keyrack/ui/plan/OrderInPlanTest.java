package org.keyrack.ui.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.OrderView;
import org.keyrack.order.SupervisorKey;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;

/** An order chosen in Plan: only its modules are loaded, and the window says how far it is. */
@Tag("window")
class OrderInPlanTest {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @TempDir
    Path folder;

    private SupervisorKey trusted(RackWindow rack) throws Exception {
        SupervisorKey.Made made = SupervisorKey.make("4711", PASSPHRASE);
        ledger(rack).orders().trustFirst(made.verifier(), Optional.empty());
        return SupervisorKey.open(made.pem().getBytes(StandardCharsets.US_ASCII), made.verifier(), PASSPHRASE);
    }

    /** An order for key 3 into location 5 of the first module. */
    private Path order(RackWindow rack, SupervisorKey key, String number) throws Exception {
        String text = "keyrack: order 1\nnumber: \"" + number + "\"\nledger: \""
                + ledger(rack).records().ledgerId()
                + "\"\ncustomer: \"Nobody\"\nmodules: {serials: [\"0011223344556677\"]}\nload: [{ref1: 3, ref2: 5}]\n"
                + "onOccupied: skip\nuntil: \"2999-12-31\"\n";
        return Files.writeString(
                folder.resolve(number + ".order"), key.sign(text).encode());
    }

    private static OpenLedger ledger(RackWindow rack) {
        return rack.bench().ledger();
    }

    private static String said(RackWindow rack) {
        Label label = rack.window().find("scope-order", Label.class);
        return OpenWindow.fx(() -> label.getParent().isVisible() ? label.getText() : "");
    }

    private static List<String> items(RackWindow rack) {
        MenuButton orders = rack.window().find("plan-orders", MenuButton.class);
        return OpenWindow.fx(() -> orders.getItems().stream()
                .map(MenuItem::getText)
                .filter(text -> text != null)
                .collect(Collectors.toList()));
    }

    @Test
    void anOrderIsDroppedLoadedAndCountedFromPlanToResults() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            Path order = order(rack, trusted(rack), "2026-1");
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            assertEquals("", said(rack));
            rack.drop(order, "plan-table");
            String none = "Order 2026-1, Nobody: 0 of 1 module, through 2999-12-31."
                    + " Modules that it does not name are refused.";
            OpenWindow.until(() -> said(rack).equals(none));
            assertTrue(OpenWindow.fx(
                    () -> rack.window().find("plan-name", TextField.class).isDisabled()));
            OpenWindow.until(() -> OpenWindow.fx(
                            () -> rack.window().find("plan-issues", Label.class).getText())
                    .contains("does not name"));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.REVIEW));
            assertEquals(none, said(rack));
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            OpenWindow.until(() -> said(rack).startsWith("Order 2026-1, Nobody: 1 of 1 module"));
            OrderView view = ledger(rack).records().order("2026-1");
            assertEquals(ModuleClass.DONE, view.modules().get(SerialNumber.parse("0011223344556677")));
            assertEquals(ModuleClass.REFUSED, view.modules().get(SerialNumber.parse("0011223344556678")));
        }
    }

    @Test
    void anOpenOrderIsInTheListAndAnotherProfileLeavesIt() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            SupervisorKey key = trusted(rack);
            Path order = order(rack, key, "2026-2");
            ledger(rack).orders().open(org.keyrack.app.OrderFile.read(order));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            OpenWindow.until(
                    () -> items(rack).equals(List.of("2026-2, Nobody: 0 of 1", "From a file…", "Close an order…")));
            MenuButton orders = rack.window().find("plan-orders", MenuButton.class);
            OpenWindow.fx(() -> {
                orders.getItems().get(0).fire();
                return true;
            });
            OpenWindow.until(() -> said(rack).startsWith("Order 2026-2"));
            Path profile =
                    Files.writeString(folder.resolve("other.keyrack"), "name: Other\nload: auto\nonOccupied: skip\n");
            rack.drop(profile, "plan-table");
            OpenWindow.until(() -> said(rack).isEmpty());
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().contains("the order is left")));
            assertFalse(OpenWindow.fx(
                    () -> rack.window().find("plan-name", TextField.class).isDisabled()));
        }
    }

    @Test
    void anOrderThatNobodySignedIsSaidSoAndNothingIsPlannedUnderIt() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(1, "none", "[]"))) {
            Path order = order(rack, trusted(rack), "2026-3");
            Files.writeString(order, Files.readString(order).replace("Nobody", "Thief"));
            OpenWindow.until(() -> rack.desk().navigator().go(StepName.PLAN));
            rack.drop(order, "plan-table");
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().contains("keyrack-supervisor/4711 is wrong")));
            assertEquals("", said(rack));
            assertEquals(List.of(), ledger(rack).records().orders());
        }
    }
}
