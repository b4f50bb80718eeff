package org.keyrack.ui.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.OrderFile;
import org.keyrack.launch.PrivateFile;
import org.keyrack.ledger.OrderView;
import org.keyrack.ledger.SeenForks;
import org.keyrack.order.SupervisorKey;
import org.keyrack.plan.Plan;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.PeopleBench;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.scope.RunStart;
import org.keyrack.witness.KeptChain;

/** What a supervisor does at the window: orders are closed by those who may, keys are trusted by two, forks decided by one. */
@Tag("window")
class SupervisionTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final String UNITS = """
            units:
              count: 2
              firstSerial: "0011223344556677"
              locations: [ { ref: 5, appId: "0101", types: [AES-128] } ]
            """;

    @TempDir
    static Path made;

    @TempDir
    Path folder;

    @BeforeAll
    static void people() throws Exception {
        PeopleBench.people(made, PeopleBench.ADA, PeopleBench.BO, PeopleBench.CY);
    }

    @BeforeEach
    void copied() throws Exception {
        PeopleBench.copy(made, folder);
    }

    private PeopleBench open() throws Exception {
        return PeopleBench.open(folder, VirtualRack.of(UNITS));
    }

    /** The file of a supervisor's public key; its private one is beside it. */
    private Path key(String id) throws Exception {
        SupervisorKey.Made key = SupervisorKey.make(id, PASSPHRASE.toCharArray());
        PrivateFile.write(folder.resolve(id + ".key"), key.pem());
        return Files.writeString(folder.resolve(id + ".vkey"), key.verifier() + "\n");
    }

    private Path order(PeopleBench bench, SupervisorKey signer, String number, String modules) throws Exception {
        String text = "keyrack: order 1\nnumber: \"" + number + "\"\nledger: \""
                + bench.ledger().records().ledgerId() + "\"\ncustomer: \"Nobody\"\nmodules: " + modules
                + "\nload: [{ref1: 3, ref2: 5}]\nuntil: \"2999-12-31\"\n";
        return Files.writeString(
                folder.resolve(number + ".order"), signer.sign(text).encode());
    }

    private SupervisorKey trusted(PeopleBench bench) throws Exception {
        SupervisorKey.Made key = SupervisorKey.make("4711", PASSPHRASE.toCharArray());
        bench.ledger().orders().trustFirst(key.verifier(), Optional.empty());
        return SupervisorKey.open(
                key.pem().getBytes(StandardCharsets.US_ASCII), key.verifier(), PASSPHRASE.toCharArray());
    }

    private static OrderView opened(PeopleBench bench, Path file) throws Exception {
        bench.ledger().orders().open(OrderFile.read(file));
        return bench.ledger().records().order(OrderFile.read(file).order().number());
    }

    private static <D extends ListDialog<?>> D shown(PeopleBench bench, D dialog) {
        OpenWindow.fx(() -> {
            dialog.show();
            return true;
        });
        settled(bench);
        return dialog;
    }

    private static void settled(PeopleBench bench) {
        OpenWindow.until(() -> bench.desk().background().runningProperty().get() == 0);
    }

    private static void press(PeopleBench bench, String button) {
        OpenWindow.until(
                () -> there(button) && !bench.window.find(button, Button.class).isDisabled());
        OpenWindow.fx(() -> {
            bench.window.find(button, Button.class).fire();
            return true;
        });
    }

    private static boolean there(String id) {
        return OpenWindow.fx(() -> Window.getWindows().stream()
                .anyMatch(each -> each.getScene() != null && each.getScene().lookup("#" + id) != null));
    }

    private static String text(PeopleBench bench, String label) {
        return OpenWindow.fx(() -> bench.window.find(label, Label.class).getText());
    }

    private static int rows(PeopleBench bench, String table) {
        return OpenWindow.fx(
                () -> bench.window.find(table, TableView.class).getItems().size());
    }

    private static void does(Runnable work) {
        OpenWindow.fx(() -> {
            work.run();
            return true;
        });
    }

    @Test
    void anOrderWithMissingModulesIsClosedByTwoAndItsCertificateWritten() throws Exception {
        try (PeopleBench bench = open()) {
            OrderView order = opened(bench, order(bench, trusted(bench), "2026-1", "{quantity: 3}"));
            bench.signIn(PeopleBench.BO);
            OpenWindow.fx(() -> {
                bench.desk().job().orderProperty().set(Optional.of(order));
                return true;
            });
            OrdersDialog dialog = shown(bench, OpenWindow.fx(() -> new OrdersDialog(bench.desk())));
            OpenWindow.until(() -> text(bench, "orders-said").startsWith("Order 2026-1: 3 modules are missing."));
            does(() -> dialog.close(folder));
            press(bench, "question-yes");
            bench.awaitDialog();
            assertEquals(
                    "4712 closes order 2026-1 while 3 modules are missing. A supervisor other than 4712 releases this"
                            + " one act.",
                    text(bench, "person-text"));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> text(bench, "orders-problem").startsWith("Nobody has released it."));
            assertEquals(0, bench.lines("order-closed").size());
            does(() -> dialog.close(folder));
            press(bench, "question-yes");
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(() -> Files.exists(folder.resolve("2026-1.pdf"))
                    && bench.lines("order-closed").size() == 1);
            assertTrue(
                    bench.lines("order-closed").get(0).contains("\"operator\":\"4712\"")
                            && bench.lines("order-closed").get(0).contains("\"releasedBy\":\"4711\""),
                    bench.lines("order-closed").get(0));
            assertTrue(Files.readString(folder.resolve("2026-1.order-certificate"))
                    .startsWith("keyrack: order-certificate 1\n"));
            OpenWindow.until(() -> text(bench, "orders-said").startsWith("Order 2026-1 was closed on "));
            assertTrue(
                    OpenWindow.fx(() -> bench.desk().job().orderProperty().get().isEmpty()));
            Files.delete(folder.resolve("2026-1.order-certificate"));
            does(() -> dialog.close(folder));
            OpenWindow.until(() -> Files.exists(folder.resolve("2026-1.order-certificate")));
            assertEquals(1, bench.lines("order-closed").size(), "written again, and closed once");
        }
    }

    @Test
    void aWholeOrderIsClosedByTheOperatorOnceHeSaysSo() throws Exception {
        try (PeopleBench bench = open()) {
            OrderView order = opened(bench, order(bench, trusted(bench), "2026-2", "{quantity: 2}"));
            bench.signIn(PeopleBench.BO);
            bench.openAs();
            LiveBench.Open open =
                    OpenWindow.fx(() -> bench.desk().bench().open().orElseThrow());
            OpenWindow.fx(() -> {
                bench.desk().job().orderProperty().set(Optional.of(order));
                bench.desk()
                        .job()
                        .profileProperty()
                        .set(Optional.of(order.signed().order().profile()));
                return true;
            });
            Plan plan = OpenWindow.fx(() -> bench.desk().job().batches(open))
                    .plan(order.signed().order().profile());
            does(() -> new RunStart(bench.desk()).start(plan, false, false));
            OpenWindow.until(() -> bench.lines("batch-ended").size() == 1);
            OrdersDialog dialog = shown(bench, OpenWindow.fx(() -> new OrdersDialog(bench.desk())));
            OpenWindow.until(() -> text(bench, "orders-said").equals("Order 2026-2: every module is there."));
            does(() -> dialog.close(folder));
            OpenWindow.until(() -> there("question-no"));
            press(bench, "question-no");
            settled(bench);
            assertEquals(0, bench.lines("order-closed").size());
            does(() -> dialog.close(folder));
            press(bench, "question-yes");
            OpenWindow.until(() -> Files.exists(folder.resolve("2026-2.pdf")));
            assertFalse(bench.lines("order-closed").get(0).contains("releasedBy"));
        }
    }

    @Test
    void keysThatSignOrdersAreTrustedAndWithdrawnByTwoSupervisors() throws Exception {
        try (PeopleBench bench = open()) {
            bench.signIn(PeopleBench.BO);
            Path first = key("4711");
            Path second = key("4713");
            TrustDialog dialog = shown(bench, OpenWindow.fx(() -> new TrustDialog(bench.desk())));
            does(() -> dialog.trust(first));
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(() -> bench.asks()
                    && text(bench, "person-text")
                            .startsWith("4711 has orders count that keyrack-supervisor/4711 signs."));
            bench.enter(PeopleBench.CY.id(), PeopleBench.pin(PeopleBench.CY));
            OpenWindow.until(() -> rows(bench, "trust-table") == 1);
            does(() -> dialog.trust(second));
            OpenWindow.until(
                    () -> text(bench, "trust-problem").startsWith("A key that is trusted already signs this."));
            for (String passphrase : List.of("another passphrase", PASSPHRASE)) {
                does(() -> dialog.signer(folder.resolve("4711.key")));
                bench.type("trust-passphrase", passphrase);
                does(() -> dialog.trust(second));
                bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
                OpenWindow.until(
                        () -> bench.asks() && text(bench, "person-text").contains("keyrack-supervisor/4713"));
                bench.enter(PeopleBench.CY.id(), PeopleBench.pin(PeopleBench.CY));
                if (!passphrase.equals(PASSPHRASE)) {
                    OpenWindow.until(() -> text(bench, "trust-problem").contains("4711.key"));
                    assertEquals(1, rows(bench, "trust-table"));
                }
            }
            OpenWindow.until(() -> rows(bench, "trust-table") == 2);
            List<String> notes = bench.lines("supervisor-key");
            assertEquals(2, notes.size());
            assertTrue(notes.stream()
                    .allMatch(line ->
                            line.contains("\"operator\":\"4711\"") && line.contains("\"releasedBy\":\"4713\"")));
            assertEquals(
                    Optional.of(PeopleBench.BO),
                    OpenWindow.fx(() -> bench.desk().session().person()),
                    "nobody's session changes");
        }
    }

    @Test
    void forksAndNewChainsAreListedAndASupervisorDecides() throws Exception {
        SeenForks other = new SeenForks(Files.createDirectory(folder.resolve("other")));
        try (PeopleBench bench = open()) {
            bench.signIn(PeopleBench.BO);
            bench.ledger().witness().answer(other.first());
            bench.ledger().witness().answer(other.fork());
            WitnessDialog dialog = shown(bench, OpenWindow.fx(() -> new WitnessDialog(bench.desk())));
            OpenWindow.until(() -> text(bench, "witness-said").startsWith("FORK: bench-9 has two histories. 12 lines"));
            press(bench, "witness-accept");
            bench.enter(PeopleBench.BO.id(), PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> bench.said().startsWith("4712 may not do this"));
            assertEquals(0, bench.lines("chain-accepted").size());
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(() -> bench.lines("chain-accepted").size() == 1);
            assertTrue(bench.lines("chain-accepted").get(0).contains("\"by\":\"4711\""));
            settled(bench);
            OpenWindow.until(
                    () -> bench.window.find("witness-accept", Button.class).isDisabled());
            assertEquals(2, rows(bench, "witness-table"), "the chain, and the fork that was decided about");
            bench.ledger().witness().answer(other.anew());
            does(dialog::refresh);
            OpenWindow.until(() -> text(bench, "witness-said").startsWith("bench-9~20261130T090000000Z begins anew"));
            press(bench, "witness-accept");
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(() -> bench.lines("chain-accepted").size() == 2);
            assertEquals(
                    1,
                    bench.ledger().witness().kept().stream()
                            .filter(chain -> chain.state() == KeptChain.State.OPEN)
                            .count());
        }
    }

    @Test
    void theyAreReachedFromHistoryByTheKeyboard() throws Exception {
        try (PeopleBench bench = open()) {
            bench.signIn(PeopleBench.BO);
            OpenWindow.until(() -> bench.desk().navigator().go(StepName.HISTORY));
            OpenWindow.until(() -> there("history-supervision"));
            does(() -> bench.window.find("history-supervision", Node.class).requestFocus());
            bench.window.press(KeyCode.SPACE);
            bench.window.press(KeyCode.DOWN);
            bench.window.press(KeyCode.ENTER);
            OpenWindow.until(() -> there("orders-table"));
            settled(bench);
            OpenWindow.until(() -> bench.window.find("orders-table", Node.class).isFocused());
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> !there("orders-table"));
        }
    }
}
