package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;

/** {@code keyrack as clone}, {@code pin} and {@code exports} over blank cards that keep their memory. */
@Tag("rack")
class AsCareCommandTest {
    @TempDir
    private Path folder;

    private TwoAs two;

    @BeforeEach
    void prepareTheFirst() throws Exception {
        two = new TwoAs(folder, 4);
        CommandRun first = two.first();
        assertEquals(ExitCode.DONE, first.exitCode(), first.toString());
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertTrue(run.out().startsWith("{"), run.toString());
        return new ObjectMapper().readTree(run.out());
    }

    private JsonNode unit(int index) throws Exception {
        return json(two.rack.run("inspect", "--json")).path("units").get(index).path("as");
    }

    private List<String> ledger(String type) throws Exception {
        return two.rack
                .lines()
                .lines()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    private static void refused(CommandRun run, int code, String words) {
        assertEquals(code, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().contains(words), run.err());
    }

    @Test
    void theSecondAsServesTheSetWithTheExportsThatWereGivenToIt() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        CommandRun copied = two.copy(
                "--from", TwoAs.FIRST, "--to", TwoAs.SECOND, "--give", "3=400", "--give", "7=10", "--operational");
        assertEquals(ExitCode.DONE, copied.exitCode(), copied.toString());
        assertTrue(copied.err().contains("Record 7 of 7 imported."), copied.err());
        JsonNode first = unit(0);
        JsonNode second = unit(1);
        assertEquals(first.path("transportKeys"), second.path("transportKeys"));
        assertEquals("OPERATIONAL", first.path("lifeCycle").asText());
        assertEquals("OPERATIONAL", second.path("lifeCycle").asText());
        for (int i = 0; i < first.path("keys").size(); i++) {
            JsonNode one = first.path("keys").get(i);
            JsonNode other = second.path("keys").get(i);
            assertEquals(one.path("kcv"), other.path("kcv"));
            long given = one.path("ref1").asInt() == 3 ? 400 : one.path("ref1").asInt() == 7 ? 10 : 0;
            assertEquals(given, other.path("exportsLeft").asLong(), other.toString());
        }
        assertEquals(600, first.path("keys").get(0).path("exportsLeft").asLong());
        assertEquals(
                7,
                ledger("as-acted").stream()
                        .filter(line -> line.contains("\"act\":\"restored\""))
                        .count());

        refused(
                two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND),
                ExitCode.USAGE,
                "is OPERATIONAL. Sealed records go from LOADING to LOADING");
    }

    /** What the first may export no more, the second does: they serve one rack. */
    @Test
    void bothLoadARackAsAPool() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        CommandRun copied = two.copy(
                "--from",
                TwoAs.FIRST,
                "--to",
                TwoAs.SECOND,
                "--give",
                "3=1000",
                "--give",
                "4=10",
                "--give",
                "10=10",
                "--give",
                "11=10",
                "--operational");
        assertEquals(ExitCode.DONE, copied.exitCode(), copied.toString());
        CommandRun modules = two.rack.modules("{ counter: \"00112233\" }", BlankRack.reader(3), BlankRack.reader(4));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());
        assertEquals(ExitCode.DONE, two.rack.withLedger("rotate").exitCode());
        CommandRun loaded = two.rack.withLedger("load", "--profile", "demo", "--all-as");
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.err());
        assertEquals(
                2,
                ledger("exported").stream()
                        .filter(line -> line.contains("\"asId\":\"00000008\"") && line.contains("\"ref1\":\"0003\""))
                        .count());
        CommandRun audit = two.rack.withLedger("audit", "--all");
        assertEquals(ExitCode.DONE, audit.exitCode(), audit.toString());
        assertTrue(audit.out().contains("10 receipts are genuine, 0 not."), audit.out());
    }

    /** Its preparation would begin it anew, with all that it had been given. */
    @Test
    void asWhosePreparationWasNotFinishedGivesAndTakesNoRecords() throws Exception {
        two.rack.faults("faults: [ { blank: 2, command: PUTDATA, nth: 6, do: pull } ]\n");
        assertEquals(ExitCode.UNITS_FAILED, two.second().exitCode());
        two.rack.faults("");
        refused(two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND), ExitCode.USAGE, "NOT FINISHED");
        refused(two.as("operational", "--no-second-as", "--reader", TwoAs.SECOND), ExitCode.USAGE, "NOT FINISHED");
        assertEquals(ExitCode.DONE, two.second().exitCode());
        CommandRun copied = two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND);
        assertEquals(ExitCode.DONE, copied.exitCode(), copied.toString());
    }

    @Test
    void recordsInAFileBringEachKeyOnceAndEveryAlteredOneIsRefused() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        Path kept = folder.resolve("records");
        CommandRun sealed = two.as("clone", "--from", TwoAs.FIRST, "--records", kept.toString());
        assertEquals(ExitCode.DONE, sealed.exitCode(), sealed.toString());
        List<String> lines = Files.readAllLines(kept);
        assertEquals(8, lines.size());

        Path altered = folder.resolve("altered");
        String record = lines.get(1);
        char last = record.charAt(record.length() - 1);
        Files.writeString(
                altered,
                lines.get(0) + "\n" + record.substring(0, record.length() - 1) + (last == '0' ? '1' : '0') + "\n");
        CommandRun changed = two.copy("--records", altered.toString(), "--to", TwoAs.SECOND);
        assertEquals(ExitCode.BENCH, changed.exitCode(), changed.toString());
        assertEquals(0, unit(1).path("transportKeys").size());
        Files.writeString(altered, lines.get(0) + "\nnonsense\n");
        refused(two.copy("--records", altered.toString(), "--to", TwoAs.SECOND), ExitCode.USAGE, "line 2");

        JsonNode taken = json(two.copy("--records", kept.toString(), "--to", TwoAs.SECOND, "--give", "3=5", "--json"));
        assertEquals(7, taken.path("taken").asInt());
        JsonNode again = json(two.copy("--records", kept.toString(), "--to", TwoAs.SECOND, "--json"));
        assertEquals(0, again.path("taken").asInt(), "a record that is there already is left out");
        assertEquals(5, unit(1).path("keys").get(0).path("exportsLeft").asLong());
    }

    @Test
    void sharesThatCannotBeAreRefusedBeforeAnyRecordAndThoseThatAreGivenAreNotTakenTwice() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        String[] both = {"--from", TwoAs.FIRST, "--to", TwoAs.SECOND};
        refused(
                two.copy(CommandRun.join(List.of(both), "--give", "3=1001")),
                ExitCode.USAGE,
                "has 1000 exports of REF1 3");
        refused(two.copy(CommandRun.join(List.of(both), "--give", "99=1")), ExitCode.USAGE, "no key REF1 99");
        refused(
                two.copy(CommandRun.join(List.of(both), "--give", "10=4294967295")),
                ExitCode.USAGE,
                "at most 4294967294 exports");
        assertEquals(0, unit(1).path("keys").size());
        assertEquals(List.of(), ledger("as-acted"), "no record has left the first");
        for (int i = 0; i < 2; i++) {
            CommandRun copied = two.copy(CommandRun.join(List.of(both), "--give", "3=400"));
            assertEquals(ExitCode.DONE, copied.exitCode(), copied.toString());
            assertEquals(600, unit(0).path("keys").get(0).path("exportsLeft").asLong());
            assertEquals(400, unit(1).path("keys").get(0).path("exportsLeft").asLong());
        }
    }

    @Test
    void aCopyThatBrokeOffIsGoneOnWith() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        two.rack.faults("faults: [ { blank: 2, command: IMPORTSEALED, nth: 4, do: pull } ]\n");
        CommandRun broken = two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND);
        assertEquals(ExitCode.BENCH, broken.exitCode(), broken.toString());
        two.rack.faults("");
        JsonNode rest = json(two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND, "--json"));
        assertEquals(4, rest.path("taken").asInt());
        assertEquals(unit(0).path("transportKeys"), unit(1).path("transportKeys"));
    }

    @Test
    void anotherKbkIsNamedBeforeAnythingIsImported() throws Exception {
        assertEquals(ExitCode.DONE, two.stranger().exitCode());
        CommandRun other = two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND);
        refused(other, ExitCode.USAGE, "Take the components of the same KBK");
        assertFalse(other.err().contains("exported"), "nothing left the first one: " + other.err());
        assertEquals(0, unit(1).path("transportKeys").size());
        assertEquals(0, unit(1).path("keys").size());
    }

    @Test
    void aMissingLockIsNamedBeforeAnythingIsImported() throws Exception {
        assertEquals(ExitCode.DONE, two.second("allow: true").exitCode());
        refused(two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND), ExitCode.USAGE, "Prepare it with allow: false");
        assertEquals(0, unit(1).path("transportKeys").size());
    }

    @Test
    void pinsAreChangedByTheirHoldersAndTheOperatorsIsSetAnew() throws Exception {
        String fresh = two.secret("fresh", "505152");
        CommandRun changed = two.as("pin", "operator", "--new-pin-file", fresh);
        assertEquals(ExitCode.DONE, changed.exitCode(), changed.toString());
        refused(
                two.as("pin", "operator", "--new-pin-file", two.secret("other", "717273")),
                ExitCode.BENCH,
                "Tries left: 2");
        refused(
                two.as("pin", "operator", "--new-pin-file", two.secret("weak", "1111")),
                ExitCode.USAGE,
                "one digit throughout");
        refused(
                two.as("pin", "operator", "--unblock", "--new-pin-file", two.secret("default", "648219")),
                ExitCode.USAGE,
                "cards are delivered with it");
        refused(
                two.as("pin", "operator", "--new-pin-file", two.secret("same", "194735")),
                ExitCode.USAGE,
                "the old one");
        assertEquals(2, unit(0).path("operatorTriesLeft").asInt(), "what is refused here costs no try");
        refused(two.as("pin", "admin", "--unblock"), ExitCode.USAGE, "Only the PIN of the operator");
        CommandRun anew = two.as("pin", "operator", "--unblock", "--new-pin-file", two.secret("anew", "606162"));
        assertEquals(ExitCode.DONE, anew.exitCode(), anew.toString());
        assertEquals(3, unit(0).path("operatorTriesLeft").asInt());
        assertEquals(
                1,
                ledger("as-acted").stream()
                        .filter(line -> line.contains("\"act\":\"operator-unblocked\""))
                        .count());
    }

    @Test
    void actsThatTheLedgerDoesNotKnowAreAFinding() throws Exception {
        assertEquals(ExitCode.DONE, two.second().exitCode());
        CommandRun opened = two.copy("--from", TwoAs.FIRST, "--to", TwoAs.SECOND, "--operational");
        assertEquals(ExitCode.DONE, opened.exitCode(), opened.toString());
        assertEquals(ExitCode.DONE, two.as("exports", "3=7").exitCode());
        CommandRun known = two.rack.run(
                "inspect", TwoAs.FIRST, "--ledger", two.rack.ledger().toString());
        assertFalse(known.out().contains("the ledger knows"), known.out());
        JsonNode told = json(
                two.rack.run("inspect", "--json", "--ledger", two.rack.ledger().toString()));
        assertEquals(3, told.at("/units/0/as/ledger/acts").asInt(), "to LOADING, EXPORTS LEFT, to OPERATIONAL");
        assertEquals(0, told.at("/units/0/as/ledger/unexplainedActs").asInt());

        Path elsewhere = folder.resolve("elsewhere.db");
        CommandRun past = two.as("exports", "3=8", "--ledger", elsewhere.toString());
        assertEquals(ExitCode.DONE, past.exitCode(), past.toString());
        CommandRun found = two.rack.run(
                "inspect", TwoAs.FIRST, "--ledger", two.rack.ledger().toString());
        assertTrue(found.out().contains("Acts are 3 above what the ledger knows (3)"), found.out());
    }

    @Test
    void exportsAreSetUnderDualControlAndTheActsAreWrittenDown() throws Exception {
        refused(two.as("exports", "99=1"), ExitCode.USAGE, "no key REF1 99");
        CommandRun set = two.as("exports", "3=7", "--json");
        assertEquals(ExitCode.DONE, set.exitCode(), set.toString());
        assertEquals(7, json(set).path("keys").get(0).path("exportsLeft").asLong());
        CommandRun shown = two.as("exports");
        assertTrue(shown.out().contains("REF1 3 FIDELITY DEBIT: 7 exports left"), shown.out());
    }
}
