package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.PreparationStep;
import org.keyrack.launch.CommandRun;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.StoppedPreparation;
import org.keyrack.proof.Program;
import org.keyrack.protocol.LifeCycleState;

/** What happens to cards while they are prepared: the others go on, the same command does the rest, each SN is there once. */
@Tag("rack")
class PrepareFaultsTest {
    private static final String SERIALS = "{ first: \"0011223344556677\", last: \"0011223344556679\" }";
    private static final int CARDS = 3;

    @TempDir
    private Path folder;

    private BlankRack rack(int cards, String faults) throws Exception {
        BlankRack rack = new BlankRack(folder, cards);
        rack.faults("faults: [ " + faults + " ]\n");
        return rack;
    }

    private static JsonNode card(CommandRun run, int number) throws Exception {
        return BlankRack.cards(run).get(number - 1);
    }

    private static List<String> serials(CommandRun run) throws Exception {
        List<String> serials = new ArrayList<>();
        BlankRack.cards(run).forEach(card -> serials.add(card.path("sn").asText()));
        return serials;
    }

    /** Every command that changes a module on its way; pulled before it, or after it with its answer lost. */
    @ParameterizedTest
    @CsvSource({
        "INITIALIZEUPDATE, 5, pull",
        "EXTERNALAUTHENTICATE, 2, answerLost",
        "INSTALL, 1, pull",
        "INSTALL, 1, answerLost",
        "LOAD, 5, pull",
        "LOAD, 5, answerLost",
        "PUTKEY, 1, pull",
        "PUTKEY, 1, answerLost",
        "INSTALL, 2, pull",
        "INSTALL, 2, answerLost",
        "OPENSESSION, 1, pull",
        "PUTDATA, 1, pull",
        "PUTDATA, 1, answerLost",
        "LOADCOMPONENT, 2, pull",
        "STORET, 1, pull",
        "STORET, 1, answerLost",
        "PUTDATA, 3, answerLost",
        "SETSTATE, 1, pull",
        "SETSTATE, 2, answerLost",
        "SETSTATUS, 1, pull",
        "SETSTATUS, 2, answerLost",
    })
    void moduleThatWasPulledInTheMiddleIsFinishedByTheSameCommand(String command, int nth, String action)
            throws Exception {
        BlankRack rack = rack(CARDS, "{ blank: 2, command: " + command + ", nth: " + nth + ", do: " + action + " }");
        CommandRun broken = rack.modules(SERIALS, "--json");
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());
        assertEquals("DONE", card(broken, 1).path("result").asText());
        assertEquals("FAILED", card(broken, 2).path("result").asText());
        assertEquals("DONE", card(broken, 3).path("result").asText());
        JsonNode failure = card(broken, 2).path("failure");
        assertEquals("link.CARD_REMOVED", failure.path("cause").asText());
        assertTrue(failure.path("sentence").asText().contains("Put it in, then try again"), failure.toString());

        rack.faults("");
        CommandRun again = rack.modules(SERIALS, "--json");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertEquals("NOTHING_NEEDED", card(again, 1).path("result").asText());
        assertEquals(List.of("0011223344556677", "0011223344556678", "0011223344556679"), serials(again));
    }

    @ParameterizedTest
    @CsvSource({
        "LOAD, 5, pull",
        "PUTKEY, 1, answerLost",
        "INSTALL, 2, answerLost",
        "OPENSESSION, 1, pull",
        "PUTDATA, 4, answerLost",
        "VERIFY, 2, pull",
        "SETSTATE, 1, answerLost",
        "LOADCOMPONENT, 1, pull",
        "GENERATE, 1, answerLost",
        "STORET, 2, answerLost",
        "STORETA, 3, pull",
        "STORETA, 4, answerLost",
        "SETSTATE, 2, answerLost",
        "SETSTATUS, 2, pull",
    })
    void asThatWasPulledInTheMiddleIsFinishedByTheSameCommand(String command, int nth, String action) throws Exception {
        BlankRack rack = rack(1, "{ blank: 1, command: " + command + ", nth: " + nth + ", do: " + action + " }");
        CommandRun broken = rack.as("--no-second-as", "--json");
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());
        assertEquals(
                "link.CARD_REMOVED",
                card(broken, 1).path("failure").path("cause").asText());

        rack.faults("");
        CommandRun again = rack.as("--no-second-as");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("state OPERATIONAL"), again.out());
        assertTrue(again.out().contains("T slot 2: suite 01, version 2"), again.out());
        assertTrue(again.out().contains("PARKING ID"), again.out());
    }

    /** What it has of its keys cannot have left it, KBK or not: nobody can have spoken to it since. */
    @ParameterizedTest
    @CsvSource({
        "OPERATIONAL, STOREKBK, 1, answerLost",
        "OPERATIONAL, STORET, 1, pull",
        "OPERATIONAL, SETSTATE, 2, pull",
        "LOADING, STOREKBK, 1, answerLost",
        "LOADING, STORET, 1, pull",
        "LOADING, STORETA, 4, answerLost",
    })
    void asWithABackupKeyThatWasPulledInTheMiddleIsFinishedByTheSameCommand(
            LifeCycleState state, String command, int nth, String action) throws Exception {
        BlankRack rack = rack(1, "{ blank: 1, command: " + command + ", nth: " + nth + ", do: " + action + " }");
        CommandRun broken = rack.asWithBackup(state, "--no-second-as", "--json");
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());

        rack.faults("");
        CommandRun again = rack.asWithBackup(state, "--no-second-as");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("state " + state), again.out());
        assertTrue(again.out().contains("SET 7"), again.out());
        assertTrue(again.out().contains("PARKING ID"), again.out());
    }

    /** Its sealed records may lie somewhere: keys of that AS are not drawn anew. */
    @Test
    void asThatWasFinishedForABackUpIsNotBegunAnewByAnotherPlan() throws Exception {
        BlankRack rack = rack(1, "");
        assertEquals(ExitCode.DONE, rack.asWithBackup(LifeCycleState.LOADING).exitCode());
        CommandRun other = rack.asWithBackup(LifeCycleState.OPERATIONAL, "--no-second-as", "--json");
        assertEquals(ExitCode.UNITS_FAILED, other.exitCode(), other.err());
        assertEquals(
                "prepare.AS_DIFFERS",
                card(other, 1).path("failure").path("cause").asText());
    }

    /** A block that never arrives, that arrives altered, and one that the card says it has and has not. */
    @ParameterizedTest
    @ValueSource(
            strings = {"commandLost", "answerLost", "flipBit, bit: 40", "bareSuccess", "wrongBytes", "hang, for: 100"})
    void packageIsWholeOrNotThereWhateverBecomesOfABlock(String action) throws Exception {
        BlankRack rack = rack(2, "{ blank: 2, command: LOAD, nth: 4, do: " + action + " }");
        String[] load = {
            "--ei",
            "--cap",
            rack.files().cap().toString(),
            "--accept-hash",
            rack.files().hash()
        };
        CommandRun broken = rack.run("card", "load", load);
        assertTrue(broken.out().contains(BlankRack.reader(1) + ": loaded in "), broken.out());
        boolean late = action.startsWith("hang");
        assertEquals(late ? ExitCode.DONE : ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());

        rack.faults("");
        CommandRun again = rack.run("card", "load", load);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains(BlankRack.reader(1) + ": nothing to do"), again.out());
        CommandRun prepared = rack.modules("{ counter: \"00112233\" }");
        assertEquals(ExitCode.DONE, prepared.exitCode(), prepared.err());
    }

    @ParameterizedTest
    @CsvSource({"pull, old keys answer still", "answerLost, new keys answer now", "wrongBytes, new keys answer now"})
    void afterABrokenChangeOfKeysItIsSaidWhichAnswer(String action, String said) throws Exception {
        String back = action.equals("wrongBytes") ? "" : ", for: 0";
        BlankRack rack = rack(2, "{ blank: 2, command: PUTKEY, nth: 1, do: " + action + back + " }");
        String[] keys = {"--new-keys-file", rack.files().keys().toString()};
        CommandRun broken = rack.run("card", "keys", keys);
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.out());
        assertTrue(broken.err().contains(BlankRack.reader(2) + ": the " + said), broken.err());
        rack.faults("");
        CommandRun again = rack.run("card", "keys", keys);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
    }

    /** Ten wrong host cryptograms would block the card; each command tries two key sets. */
    @Test
    void wrongKeysAreNamedAndCostTheCardNoTry() throws Exception {
        BlankRack rack = rack(1, "");
        String own = """
                blankKeys:
                  version: 1
                  enc: "1D72CD9283FD55162722C6BEAA4DC187"
                  mac: "F4932BA02FFC3098D172790099D28382"
                  dek: "B4BDC610C3F6793708FF1132E2C5BF61"
                """;
        rack.faults(own);
        for (int i = 0; i < 6; i++) {
            CommandRun wrong = rack.modules("{ counter: \"00112233\" }", "--json");
            assertEquals(ExitCode.UNITS_FAILED, wrong.exitCode(), wrong.err());
            JsonNode failure = card(wrong, 1).path("failure");
            assertEquals("card.WRONG_KEYS", failure.path("cause").asText());
            assertTrue(
                    failure.path("sentence")
                            .asText()
                            .startsWith(
                                    "These are not the card's keys. Nothing was sent that counts against the card."),
                    failure.toString());
        }
        Path keys = rack.files()
                .secret(
                        "maker",
                        "1D72CD9283FD55162722C6BEAA4DC187 F4932BA02FFC3098D172790099D28382"
                                + " B4BDC610C3F6793708FF1132E2C5BF61");
        CommandRun right = rack.modules("{ counter: \"00112233\" }", "--keys-file", keys.toString());
        assertEquals(ExitCode.DONE, right.exitCode(), right.err());
    }

    /** The other card has no session, gets nothing, and is a card of its own for the next command; so is the first. */
    @ParameterizedTest
    @CsvSource({"LOAD, 5", "INSTALL, 2", "STORET, 1", "SETSTATE, 2"})
    void cardThatWasSwappedInTheMiddleLeavesTheOtherAsItCame(String command, int nth) throws Exception {
        BlankRack rack = rack(CARDS, "{ blank: 2, command: " + command + ", nth: " + nth + ", do: swap }");
        CommandRun broken = rack.modules("{ counter: \"00112233\" }", "--json");
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());
        assertEquals(
                "link.CARD_REMOVED",
                card(broken, 2).path("failure").path("cause").asText());
        String given = card(broken, 2).path("sn").asText();

        rack.faults("");
        CommandRun list = rack.run("card", "list", "--json", BlankRack.reader(2));
        assertEquals("OP_READY", card(list, 1).path("lifeCycle").asText());
        assertEquals(0, card(list, 1).path("packages").size());
        CommandRun again = rack.modules("{ counter: \"00112233\" }", "--json");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        List<String> serials = serials(again);
        assertEquals(CARDS, serials.stream().distinct().count(), serials.toString());
        boolean was = command.equals("STORET") || command.equals("SETSTATE");
        assertEquals(was, !given.isEmpty());
        assertFalse(serials.contains(given), "an SN is its card's once the ledger has given it: " + serials);
    }

    /** Neither keys nor PINs reach the other card. */
    @ParameterizedTest
    @CsvSource({"LOAD, 5", "INSTALL, 2", "PUTDATA, 2", "LOADCOMPONENT, 2", "STORETA, 2", "SETSTATE, 2"})
    void asThatWasSwappedInTheMiddleLeavesTheOtherCardAsItCame(String command, int nth) throws Exception {
        BlankRack rack = rack(1, "{ blank: 1, command: " + command + ", nth: " + nth + ", do: swap }");
        CommandRun broken = rack.as("--no-second-as", "--json");
        assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err());
        assertEquals(
                "link.CARD_REMOVED",
                card(broken, 1).path("failure").path("cause").asText());

        rack.faults("");
        CommandRun list = rack.run("card", "list", "--json");
        assertEquals("OP_READY", card(list, 1).path("lifeCycle").asText());
        assertEquals(0, card(list, 1).path("packages").size());
        CommandRun again = rack.as("--no-second-as");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("state OPERATIONAL"), again.out());
    }

    /** Killed (SIGKILL) with a step in the ledger and on its way to the card, in one program after the other. */
    @ParameterizedTest
    @EnumSource(names = {"LOADING", "OPERATIONAL"})
    void programsKilledInTheMiddleOfAnAsAreFinishedByTheNext(LifeCycleState state) throws Exception {
        BlankRack rack = rack(1, "");
        Path plan = rack.files().write("as.yaml", PreparedFiles.asPlanWithBackup(state));
        for (PreparationStep step : List.of(
                PreparationStep.PACKAGE,
                PreparationStep.ISSUER_KEYS,
                PreparationStep.INSTALL,
                PreparationStep.TRANSPORT_KEYS,
                PreparationStep.KEYS,
                PreparationStep.STATE)) {
            try (Program program = Program.java(
                    StoppedPreparation.class.getName(),
                    List.of(),
                    folder.resolve("home"),
                    Map.of(),
                    rack.file().toString(),
                    rack.ledger().toString(),
                    plan.toString(),
                    step.name())) {
                program.awaitLine(line -> line.equals(step.name()));
                program.kill();
            }
        }
        CommandRun again = rack.asWithBackup(state, "--no-second-as");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("state " + state), again.out());
        assertTrue(again.out().contains("PARKING ID"), again.out());
    }

    @Test
    void moduleThatIsPulledWhileItsTIsReplacedHasEitherTAndIsRotatedByTheSameCommand() throws Exception {
        BlankRack rack = rack(CARDS, "");
        assertEquals(
                ExitCode.DONE, rack.as("--no-second-as", BlankRack.reader(1)).exitCode());
        CommandRun modules = rack.modules("{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());
        for (String action : List.of("pull", "answerLost, for: 100000")) {
            rack.faults("faults: [ { blank: 2, command: IMPORTKEY, nth: 1, do: " + action + " } ]\n");
            CommandRun broken = rack.withLedger("rotate");
            assertEquals(ExitCode.UNITS_FAILED, broken.exitCode(), broken.err() + broken.out());
            rack.faults("");
            boolean acted = action.startsWith("answerLost");
            CommandRun seen = rack.withLedger("rotate", "--dry-run");
            assertEquals(!acted, seen.out().contains("One module in the rack holds an older T."), seen.out());
        }
        CommandRun again = rack.withLedger("rotate");
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.out().contains("No module in the rack holds an older T."), again.out());
    }

    @Test
    void secondProgramOnTheSameLedgerIsToldSoBeforeACardIsTouched() throws Exception {
        BlankRack rack = rack(1, "");
        try (Ledger other =
                Ledger.open(LedgerSettings.at(rack.ledger().toString(), "other", folder.resolve("other")))) {
            CommandRun refused = rack.modules("{ counter: \"00112233\" }");
            assertEquals(ExitCode.BENCH, refused.exitCode(), refused.err());
            assertTrue(refused.err().contains(rack.ledger().toString()), refused.err());
            assertEquals("other", other.bench());
        }
        CommandRun list = rack.run("card", "list", "--json");
        assertEquals(0, card(list, 1).path("packages").size());
    }
}
