package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** The commands {@code keyrack prepare} over blank cards that keep their memory from one command to the next. */
@Tag("rack")
class PrepareCommandTest {
    private static final String FIRST = "Virtual Reader 01";

    @TempDir
    private Path folder;

    private PreparedFiles files;
    private Path rack;

    @BeforeEach
    void makeFiles() throws Exception {
        files = new PreparedFiles(folder);
        rack = files.rack(4, "");
    }

    private CommandRun run(String first, String second, String... more) {
        List<String> all = new ArrayList<>(List.of(first, second, "--sim", rack.toString()));
        all.addAll(Arrays.asList(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private CommandRun prepare(String what, Path plan, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--plan", plan.toString(),
                "--new-keys-file", files.keys().toString(),
                "--cap", files.cap().toString(),
                "--accept-hash", files.hash(),
                "--ledger", folder.resolve("ledger.db").toString()));
        all.addAll(Arrays.asList(more));
        return run("prepare", what, all.toArray(String[]::new));
    }

    private CommandRun as(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--component", "T1=" + files.component(0),
                "--component", "T1=" + files.component(1),
                "--operator-pin-file", files.secret("operator", "194735").toString(),
                "--admin-pin-file", files.secret("admin", "82736451").toString(),
                "--custodian-pin-file", files.secret("custodian", "64738291").toString()));
        all.addAll(Arrays.asList(more));
        return prepare("as", files.write("as.yaml", PreparedFiles.asPlan()), all.toArray(String[]::new));
    }

    private CommandRun modules(String serials, String... more) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--component", "T=" + files.component(0), "--component", "T=" + files.component(1)));
        all.addAll(Arrays.asList(more));
        return prepare(
                "modules", files.write("modules.yaml", PreparedFiles.modulePlan(serials)), all.toArray(String[]::new));
    }

    @Test
    void blankCardBecomesAnAsInOneCommandAndNothingIsLeftToDo() throws Exception {
        CommandRun first = as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        assertTrue(
                first.err().contains("1/1 1 · Virtual Reader 01 PREPARED")
                        || first.err().contains("PREPARED"),
                first.err());
        assertTrue(first.out().contains("state OPERATIONAL"), first.out());
        assertTrue(first.out().contains("T slot 1: suite 01, version 1, KCV " + PreparedFiles.kcv()), first.out());
        assertTrue(first.out().contains("REF1 7 T OF SET 7"), first.out());
        assertTrue(first.out().contains("TICKETING ID"), first.out());

        CommandRun again = as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.err().contains("PREPARED already"), again.err());
    }

    @Test
    void blankCardsBecomeModulesWithTheirSerialNumbers() throws Exception {
        CommandRun run = modules("{ first: \"0011223344556677\", last: \"0011223344556685\" }", "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode cards = new ObjectMapper().readTree(run.out()).path("cards");
        assertEquals(4, cards.size());
        assertEquals("0011223344556677", cards.get(0).path("sn").asText());
        assertEquals("001122334455667a", cards.get(3).path("sn").asText());
        assertFalse(run.err().contains("FAILED"), run.err());
    }

    private CommandRun withLedger(String command, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                command,
                "--sim",
                rack.toString(),
                "--ledger",
                folder.resolve("ledger.db").toString(),
                "--pin-file",
                files.secret("operator", "194735").toString()));
        all.addAll(Arrays.asList(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void blankCardsBecomeALoadedRack() throws Exception {
        assertEquals(ExitCode.DONE, as("--no-second-as", FIRST).exitCode());
        CommandRun modules = modules("{ counter: \"00112233\" }", reader(2), reader(3), reader(4));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());

        CommandRun early = withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.UNITS_FAILED, early.exitCode(), "every key is barred under the bootstrap T");
        assertTrue(early.err().contains("refused"), early.err());

        CommandRun rotated = withLedger("rotate");
        assertEquals(ExitCode.DONE, rotated.exitCode(), rotated.err());
        assertTrue(
                rotated.err().contains("T slot 1, version 1, KCV " + PreparedFiles.kcv() + ": 3 modules"),
                rotated.err());
        assertTrue(rotated.out().contains("No module in the rack holds an older T."), rotated.out());
        CommandRun again = withLedger("rotate", "--json");
        JsonNode slots = new ObjectMapper().readTree(again.out()).path("transportKeys");
        assertEquals(0, slots.get(0).path("modules").asInt());
        assertEquals(3, slots.get(1).path("modules").asInt());

        CommandRun loaded = withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.err());
        assertTrue(loaded.out().contains("12 keys"), loaded.out());

        CommandRun seen = modules("{ counter: \"00112233\" }", reader(2), reader(3), reader(4));
        assertEquals(ExitCode.DONE, seen.exitCode(), seen.err());
        assertTrue(seen.out().contains("0 prepared, 3 were so already"), seen.out());
    }

    private static String reader(int number) {
        return "Virtual Reader 0" + number;
    }
}
