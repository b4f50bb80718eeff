package org.keyrack.ui.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.VirtualRack;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.WorkSession.State;

/** What needs a second person is asked for in a dialog that names the one act, and ends with it. */
@Tag("window")
class ReleaseDialogTest {
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
        PeopleBench.people(made, PeopleBench.ADA, PeopleBench.BO);
    }

    @BeforeEach
    void copied() throws Exception {
        PeopleBench.copy(made, folder);
    }

    private PeopleBench open(String faults) throws Exception {
        PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(UNITS + faults));
        bench.signIn(PeopleBench.BO);
        bench.openAs();
        return bench;
    }

    private static String text(PeopleBench bench) {
        return OpenWindow.fx(() -> bench.window.find("person-text", Label.class).getText());
    }

    private static void ended(PeopleBench bench, int batches) throws Exception {
        OpenWindow.until(() -> bench.lines("batch-ended").size() == batches
                && bench.desk().job().board().end().isPresent());
    }

    private static boolean warned(PeopleBench bench) {
        return bench.desk().notices().shown().stream()
                .anyMatch(notice -> notice.text().startsWith("Nobody has released it."));
    }

    private static List<String> released(PeopleBench bench) throws Exception {
        return bench.lines("unit-started").stream()
                .filter(line -> line.contains("releasedBy"))
                .toList();
    }

    @Test
    void aModuleThatFailedItsCheckIsTriedAgainOnceASupervisorHasReleasedIt() throws Exception {
        try (PeopleBench bench =
                open("faults: [ { unit: 1, command: IMPORTKEY, nth: 1, do: statusWord, sw: \"6988\" } ]")) {
            bench.load();
            ended(bench, 1);
            OpenWindow.until(() -> bench.desk().navigator().go(StepName.RESULTS));
            bench.window.click("results-retry");
            bench.awaitDialog();
            assertTrue(
                    text(bench).startsWith("Module 0011 2233 4455 6677, whose download failed its check on"),
                    text(bench));
            bench.enter(PeopleBench.BO.id(), PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> bench.said().startsWith("4712 is the one who does it"));
            assertEquals(1, bench.lines("batch-started").size());
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            ended(bench, 2);
            assertEquals(1, released(bench).size());
            assertTrue(
                    released(bench).get(0).contains("\"operator\":\"4712\"")
                            && released(bench).get(0).contains("\"releasedBy\":\"4711\"")
                            && released(bench).get(0).contains("\"act\":\"retry\""),
                    released(bench).get(0));
            assertEquals(
                    Optional.of(PeopleBench.BO),
                    OpenWindow.fx(() -> bench.desk().session().person()),
                    "nobody's session changes");
        }
    }

    @Test
    void aModuleThatWasSetAsideIsLoadedByTwoOrNotAtAll() throws Exception {
        try (PeopleBench bench =
                open("faults: [ { unit: 1, command: INITIATE, nth: 1, do: statusWord, sw: \"6F00\" } ]")) {
            bench.load();
            ended(bench, 1);
            assertTrue(bench.ledger().setAside(SerialNumber.parse("0011223344556677"), "4712"));
            bench.load();
            bench.awaitDialog();
            assertTrue(text(bench).startsWith("Module 0011 2233 4455 6677, set aside by 4712 on"), text(bench));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> warned(bench));
            assertEquals(1, bench.lines("batch-started").size(), "there is nothing else to load");
            bench.load();
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            ended(bench, 2);
            assertTrue(released(bench).get(0).contains("\"act\":\"lift-set-aside\""));
        }
    }

    @Test
    void whereOrdersAreRequiredABatchWithoutOneIsReleasedOrNotBegun() throws Exception {
        try (PeopleBench bench = open("")) {
            bench.ledger().orders().require(true, PeopleBench.ADA);
            bench.load();
            bench.awaitDialog();
            assertTrue(text(bench).contains("is loaded without an order by 4712."), text(bench));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> warned(bench));
            assertEquals(0, bench.lines("batch-started").size());
            bench.load();
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            ended(bench, 1);
            assertTrue(bench.lines("batch-started").get(0).contains("\"releasedBy\":\"4711\""));
        }
    }

    @Test
    void theLastTryOfAPinIsReleasedBeforeItLeavesItsField() throws Exception {
        try (PeopleBench bench = PeopleBench.open(folder, VirtualRack.of(UNITS))) {
            bench.signIn(PeopleBench.BO);
            String as = OpenWindow.fx(
                    () -> bench.desk().bench().view().asUnits().get(0).reader());
            for (int wrong = 0; wrong < 2; wrong++) {
                assertThrows(
                        PinFailure.class,
                        () -> OpenWindow.fx(() -> bench.desk().bench().open().orElseThrow())
                                .bench()
                                .verifyOperator(as, "0000".toCharArray()));
            }
            OpenWindow.until(() -> bench.desk().navigator().go(StepName.ASCARD));
            OpenWindow.until(() -> bench.window.find("lastTry", Node.class).isVisible());
            bench.window.click("lastTry");
            bench.type("pin", "123456");
            OpenWindow.until(() -> !bench.window.find("primary", Button.class).isDisabled());
            bench.window.click("primary");
            bench.awaitDialog();
            assertTrue(text(bench).startsWith("4712 uses the last PIN try of Test AS (operator)"), text(bench));
            bench.window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> bench.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().equals("Nobody has released it. Nothing was changed.")));
            assertEquals(0, bench.lines("last-pin-try").size());
            assertFalse(OpenWindow.fx(
                    () -> bench.desk().bench().view().slot(as).orElseThrow().pinVerified()));
            bench.window.click("primary");
            bench.enter(PeopleBench.ADA.id(), PeopleBench.pin(PeopleBench.ADA));
            OpenWindow.until(
                    () -> bench.desk().bench().view().slot(as).orElseThrow().pinVerified());
            assertEquals(1, bench.lines("last-pin-try").size());
            assertTrue(bench.lines("last-pin-try").get(0).contains("\"releasedBy\":\"4711\""));
        }
    }

    @Test
    void whatIsAskedForEndsWhenTheBenchIsLocked() throws Exception {
        try (PeopleBench bench = open("")) {
            bench.ledger().orders().require(true, PeopleBench.ADA);
            bench.load();
            bench.awaitDialog();
            OpenWindow.fx(() -> {
                bench.desk().session().lock();
                return true;
            });
            OpenWindow.until(() -> bench.asks() && text(bench).startsWith("4712 works here."));
            bench.enter(PeopleBench.pin(PeopleBench.BO));
            OpenWindow.until(() -> bench.desk().session().state() == State.SIGNED_IN);
            OpenWindow.until(() -> !bench.asks());
            assertFalse(OpenWindow.fx(() -> bench.desk().job().running()));
            assertEquals(0, bench.lines("batch-started").size());
        }
    }
}
