package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
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

    private BlankRack rack;

    @BeforeEach
    void makeFiles() throws Exception {
        rack = new BlankRack(folder, 4);
    }

    @Test
    void blankCardBecomesAnAsInOneCommandAndNothingIsLeftToDo() throws Exception {
        CommandRun first = rack.as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        assertTrue(
                first.err().contains("1/1 1 · Virtual Reader 01 PREPARED")
                        || first.err().contains("PREPARED"),
                first.err());
        assertTrue(first.out().contains("state OPERATIONAL"), first.out());
        assertTrue(first.out().contains("T slot 1: suite 01, version 1, KCV " + PreparedFiles.kcv()), first.out());
        assertTrue(first.out().contains("REF1 7 T OF SET 7"), first.out());
        assertTrue(first.out().contains("TICKETING ID"), first.out());

        assertTrue(first.err().contains("none can join any more"), first.err());
        assertTrue(first.err().contains("can never leave under a T that comes by components"), first.err());
        assertTrue(first.err().contains("Each holder changes the PIN"), first.err());

        CommandRun refused = rack.as(FIRST);
        assertEquals(ExitCode.USAGE, refused.exitCode(), refused.toString());
        assertTrue(refused.err().contains("--no-second-as"), refused.toString());

        CommandRun again = rack.as("--no-second-as", FIRST);
        assertEquals(ExitCode.DONE, again.exitCode(), again.err());
        assertTrue(again.err().contains("PREPARED already"), again.err());
    }

    @Test
    void blankCardsBecomeModulesWithTheirSerialNumbers() throws Exception {
        CommandRun run = rack.modules("{ first: \"0011223344556677\", last: \"0011223344556685\" }", "--json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        JsonNode cards = BlankRack.cards(run);
        assertEquals(4, cards.size());
        assertEquals("0011223344556677", cards.get(0).path("sn").asText());
        assertEquals("001122334455667a", cards.get(3).path("sn").asText());
        assertFalse(run.err().contains("FAILED"), run.err());
    }

    @Test
    void blankCardsBecomeALoadedRack() throws Exception {
        assertEquals(ExitCode.DONE, rack.as("--no-second-as", FIRST).exitCode());
        CommandRun modules = rack.modules(
                "{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3), BlankRack.reader(4));
        assertEquals(ExitCode.DONE, modules.exitCode(), modules.err());

        CommandRun early = rack.withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.UNITS_FAILED, early.exitCode(), "every key is barred under the bootstrap T");
        assertTrue(early.err().contains("refusals"), early.err());

        CommandRun rotated = rack.withLedger("rotate");
        assertEquals(ExitCode.DONE, rotated.exitCode(), rotated.err());
        assertTrue(
                rotated.err().contains("T slot 1, version 1, KCV " + PreparedFiles.kcv() + ": 3 modules"),
                rotated.err());
        assertTrue(rotated.out().contains("No module in the rack holds an older T."), rotated.out());
        CommandRun again = rack.withLedger("rotate", "--json");
        JsonNode slots = new ObjectMapper().readTree(again.out()).path("transportKeys");
        assertEquals(0, slots.get(0).path("modules").asInt());
        assertEquals(3, slots.get(1).path("modules").asInt());

        CommandRun loaded = rack.withLedger("load", "--profile", "demo");
        assertEquals(ExitCode.DONE, loaded.exitCode(), loaded.err());
        assertTrue(loaded.out().contains("12 keys"), loaded.out());

        CommandRun seen = rack.modules(
                "{ counter: \"00112233\" }", BlankRack.reader(2), BlankRack.reader(3), BlankRack.reader(4));
        assertEquals(ExitCode.DONE, seen.exitCode(), seen.err());
        assertTrue(seen.out().contains("0 prepared, 3 were so already"), seen.out());
    }
}
