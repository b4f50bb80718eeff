package org.keyrack.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;
import org.keyrack.ui.FullLedger;
import org.keyrack.ui.OpenWindow;
import org.keyrack.ui.RackWindow;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.results.TroubleGroup.Kind;
import org.keyrack.ui.settings.WindowPlace;

@Tag("window")
class TriageTest {
    private static final String AUTO = "{name: Test, load: auto}";

    @TempDir
    Path folder;

    private static TroubleRow row(RackWindow rack, int index) {
        ListView<?> list = rack.window().find("results-list", ListView.class);
        OpenWindow.until(() -> list.getItems().size() > index);
        return OpenWindow.fx(() -> (TroubleRow) list.getItems().get(index));
    }

    private static String headline(RackWindow rack) {
        return OpenWindow.fx(
                () -> rack.window().find("results-headline", Label.class).getText());
    }

    private static void select(RackWindow rack, int index) {
        ListView<?> list = rack.window().find("results-list", ListView.class);
        OpenWindow.fx(() -> {
            list.getSelectionModel().select(index);
            return true;
        });
    }

    /** Which faults of the script end a module, in which group, with which sentence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { unit: 2, command: IMPORTKEY, do: swap }                      | UNKNOWN | Removed while loading. Re-insert to check
            { unit: 2, command: IMPORTKEY, do: statusWord, sw: "6F00" }    | FAILED  | 6F00
            { unit: 2, command: IMPORTKEY, do: flipBit, bit: 200 }         | FAILED  | 6988
            { unit: 2, command: IMPORTKEY, do: bareSuccess }               | FAILED  | IMPORTKEY breaks the protocol
            { unit: 2, command: INITIATE, do: statusWord, sw: "6985" }     | FAILED  | 6985
            { unit: 2, command: INITIATE, do: wrongLength }                | FAILED  | INITIATE breaks the protocol
            { unit: 2, command: IMPORTKEY, do: pull }                      | UNKNOWN | Removed while loading. Re-insert to check
            """)
    void eachFaultIsInItsGroupWithItsSentence(String fault, Kind kind, String sentence) throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", "[ " + fault + " ]"))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            if (!fault.contains("swap")) {
                // A stranger is counted too when it was read before the batch was over (RefusedInARunTest).
                assertEquals("1 of 3 " + kind.name().toLowerCase(Locale.ROOT), headline(rack));
            }
            TroubleRow group = row(rack, 0);
            assertEquals(kind, group.group().kind());
            assertTrue(
                    group.group().sentence().contains(sentence), group.group().sentence());
            assertEquals(
                    "0011 2233 4455 6678",
                    group.group().troubles().get(0).sn().orElseThrow().grouped());
        }
    }

    @Test
    void failuresOfOneCauseAreOneGroupAndRetryLoadsOnlyTheirModules() throws Exception {
        String faults =
                "[ { unit: 1, command: IMPORTKEY, do: flipBit, bit: 200 }, { unit: 4, command: IMPORTKEY, do: flipBit, bit: 200 },"
                        + " { unit: 2, command: INITIATE, do: statusWord, sw: \"6985\" } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(5, "none", faults))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals("3 of 5 failed", headline(rack));
            assertEquals(2, row(rack, 0).group().troubles().size());
            assertEquals(1, row(rack, 3).group().troubles().size());
            select(rack, 0);
            Button retry = rack.window().find("results-retry", Button.class);
            OpenWindow.until(() -> retry.getText().equals("Retry these 2"));
            OpenWindow.until(() -> rack.desk().bench().view().eiUnits().size() == 5);
            rack.window().click("results-retry");
            OpenWindow.until(
                    () -> !rack.board().running() && rack.board().modules().of(ModuleClass.DONE) == 4);
            assertEquals("1 of 5 failed", headline(rack));
            assertEquals(4, OpenWindow.fx(() -> rack.board().keysLoaded()));
        }
    }

    @Test
    void noSentenceOfTheListIsCutInASmallWindow() throws Exception {
        String faults =
                "[ { unit: 1, command: IMPORTKEY, do: pull }, { unit: 2, command: IMPORTKEY, do: flipBit, bit: 200 },"
                        + " { unit: 3, command: INITIATE, do: statusWord, sw: \"6985\" }, { unit: 4, command: INITIATE, do: wrongLength } ]";
        try (RackWindow rack = RackWindow.open(
                folder,
                RackWindow.rack(5, "none", faults),
                settings -> settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, 1000, 600, false))))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals("3 of 5 failed, 1 unknown", headline(rack));
            ListView<?> list = rack.window().find("results-list", ListView.class);
            select(rack, 0);
            OpenWindow.frames(5);
            List<Node> groups = OpenWindow.fx(() -> List.copyOf(list.lookupAll(".trouble-group")));
            assertFalse(groups.isEmpty());
            for (Node group : groups) {
                Region cell = (Region) group.getParent();
                double room = OpenWindow.fx(() -> cell.getHeight()
                        - cell.getInsets().getTop()
                        - cell.getInsets().getBottom());
                double wanted = OpenWindow.fx(() -> group.prefHeight(cell.getWidth()
                        - cell.getInsets().getLeft()
                        - cell.getInsets().getRight()));
                assertTrue(wanted <= room + 0.5, wanted + " of " + room);
                double top = OpenWindow.fx(() -> cell.localToScene(0, 0).getY());
                double listTop = OpenWindow.fx(() -> list.localToScene(0, 0).getY());
                assertTrue(top >= listTop, top + " above " + listTop);
            }
        }
    }

    @Test
    void aModuleWhoseAnswerWasLostIsSettledByCheckingItAgain() throws Exception {
        String faults = "[ { unit: 1, command: IMPORTKEY, nth: 2, do: answerLost, for: 7000 } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", faults))) {
            AtomicBoolean wasUnknown = new AtomicBoolean();
            OpenWindow.fx(() -> rack.board().changesProperty().subscribe(change -> {
                if (rack.board().modules().of(ModuleClass.UNKNOWN) == 1) {
                    wasUnknown.set(true);
                }
            }));
            rack.start(AUTO, false);
            rack.awaitEnd();
            // It is read again when it is back: the key was in.
            OpenWindow.until(() -> rack.board().modules().of(ModuleClass.DONE) == 2);
            assertTrue(wasUnknown.get());
            assertEquals("2 modules done, every key verified", headline(rack));
        }
    }

    @Test
    void aModuleOfAnotherSetIsNamedAndNeverCountedAsDone() throws Exception {
        String units =
                "[ { count: 2, firstSerial: \"0011223344556677\", locations: [ { ref: 5, appId: \"0101\", types: [AES-128] } ] },"
                        + " { serial: \"0011223344556699\", set: { transportKey: \"101112131415161718191a1b1c1d1e1f\", version: 1 },"
                        + " locations: [ { ref: 5, appId: \"0101\", types: [AES-128] } ] } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(units, "[]"))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            assertEquals("1 of 3 refused", headline(rack));
            assertEquals(Kind.REFUSED, row(rack, 0).group().kind());
            assertTrue(row(rack, 0).group().sentence().startsWith("The module belongs to another set"));
            OpenWindow.fx(() -> {
                rack.desk().settings().operatorProperty().set("Bo Relief");
                return true;
            });
            rack.window().click("results-set-aside");
            Label aside = rack.window().find("results-aside", Label.class);
            OpenWindow.until(() -> aside.getText().equals("1 set aside"));
            assertFalse(headline(rack).contains("every key verified"), () -> headline(rack));
            OpenLedger ledger = rack.desk().bench().open().orElseThrow().ledger();
            BatchSummary batch =
                    ledger.records().named(Optional.empty(), Optional.empty()).get(0);
            assertNotEquals("Bo Relief", batch.operator());
            OpenWindow.until(() -> ledger.records().batch(batch.id()).orElseThrow().batch().units().stream()
                    .anyMatch(unit -> unit.setAsideBy().equals(Optional.of("Bo Relief"))));
        }
    }

    @Test
    void whatIsSetAsideIsInTheLedgerBeforeItIsShownSo() throws Exception {
        String faults = "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" },"
                + " { unit: 3, command: IMPORTKEY, do: flipBit, bit: 200 } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, "none", faults))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            TroubleRow first = row(rack, 0);
            select(rack, 0);
            rack.window().click("results-set-aside");
            Label aside = rack.window().find("results-aside", Label.class);
            OpenWindow.until(() -> aside.getText().equals("1 set aside"));
            OpenLedger ledger = rack.bench().ledger();
            BatchFacts facts =
                    ledger.records().batch(new BatchId(ledger.bench(), 1)).orElseThrow();
            List<SerialNumber> set = facts.batch().units().stream()
                    .filter(unit -> unit.setAside().isPresent())
                    .flatMap(unit -> unit.sn().stream())
                    .toList();
            assertEquals(List.of(first.group().troubles().get(0).sn().orElseThrow()), set);
        }
    }

    @Test
    void whatTheLedgerRefusesToSetAsideStaysInTheListAndIsSaidSo() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        String faults = "[ { unit: 2, command: IMPORTKEY, do: statusWord, sw: \"6F00\" } ]";
        try (RackWindow rack =
                RackWindow.over(folder, RackWindow.rack(2, "none", faults), ledger -> FullLedger.of(ledger, full))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            row(rack, 0);
            full.set(true);
            rack.window().click("results-set-aside");
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().startsWith("Nothing was set aside: ")));
            assertEquals(List.of(), OpenWindow.fx(() -> rack.board().setAsideModules()));
            assertEquals("1 of 2 failed", headline(rack));
        }
    }

    @Test
    void anotherBenchIsNotOpenedUnderARunAndTakesTheResultsAwayAfterIt() throws Exception {
        String slow = "{ initiate: 20, export: 300, import: 50 }";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(3, slow, "[]"))) {
            rack.start(AUTO, false);
            OpenWindow.until(() -> rack.board().keysLoaded() > 0);
            LoadRun load = rack.desk().job().runProperty().get().orElseThrow();
            load.pause();
            LiveBench.Open open = rack.bench();
            rack.window().go(StepName.BENCH).click("demo");
            OpenWindow.until(() -> rack.desk().notices().shown().stream()
                    .anyMatch(notice -> notice.text().startsWith("A batch is in work on this bench.")));
            load.resume();
            rack.awaitEnd();
            assertEquals(3, rack.count(ModuleClass.DONE));
            assertEquals(open, rack.bench());
            rack.window().click("demo");
            OpenWindow.until(
                    () -> rack.desk().bench().open().filter(open::equals).isEmpty()
                            && rack.desk().bench().open().isPresent());
            assertFalse(OpenWindow.fx(() -> rack.desk().navigator().isOpen(StepName.RESULTS)));
        }
    }

    @Test
    void stoppingAfterFailuresInARowSaysWhatTheyHaveInCommon() throws Exception {
        StringBuilder faults = new StringBuilder("[ ");
        for (int unit = 1; unit <= 6; unit++) {
            faults.append(unit == 1 ? "" : ", ")
                    .append("{ unit: ")
                    .append(unit)
                    .append(", command: IMPORTKEY, do: flipBit, bit: 200 }");
        }
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(6, "none", faults + " ]"))) {
            rack.start("{name: Test, load: auto, stopAfterFailures: 3}", false);
            rack.awaitEnd();
            Label common = rack.window().find("results-common", Label.class);
            OpenWindow.until(() ->
                    common.getText().startsWith("Stopped after 3 failures in a row. All have the same cause: 6988"));
        }
    }

    @Test
    void detailShowsTheStepWhatIsSafeAndTheApdusWithACopyButton() throws Exception {
        String fault = "[ { unit: 1, command: IMPORTKEY, nth: 2, do: flipBit, bit: 200 } ]";
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", fault))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            select(rack, 1);
            Label failed = OpenWindow.fx(() -> (Label) rack.window().scene().lookup(".method-step.failed"));
            assertEquals("CAS", failed.getText());
            Label safe = OpenWindow.fx(() -> (Label) rack.window().scene().lookup(".unit-safe"));
            assertEquals("The verified key stays. A new download of the rest is safe.", safe.getText());
            Node copy = rack.window().find("unit-copy", Node.class);
            assertTrue(OpenWindow.fx(copy::isVisible));
        }
    }

    @Test
    void nextRackForgetsTheModulesAndKeepsTheProfile() throws Exception {
        try (RackWindow rack = RackWindow.open(folder, RackWindow.rack(2, "none", "[]"))) {
            rack.start(AUTO, false);
            rack.awaitEnd();
            OpenWindow.until(() -> rack.desk().navigator().currentProperty().get() == StepName.RESULTS);
            rack.window().press(KeyCode.CONTROL, KeyCode.ENTER);
            OpenWindow.until(() -> rack.board().units().isEmpty());
            assertTrue(OpenWindow.fx(
                    () -> rack.desk().job().profileProperty().get().isPresent()));
        }
    }
}
