package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;

/** A T's life on the command line: rotated, audited, retired. */
@Tag("rack")
class CampaignCommandTest {
    @TempDir
    private Path folder;

    private BlankRack rack;

    private JsonNode status() throws Exception {
        CommandRun run = rack.run(
                "rotate",
                "--status",
                "--list",
                "--json",
                "--ledger",
                rack.ledger().toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        return new ObjectMapper().readTree(run.out()).path("transportKeys");
    }

    private CommandRun retire(String slot, String... more) throws Exception {
        return rack.care("retire", "--slot=" + slot, more);
    }

    private static void refused(CommandRun run, int code, String words) {
        assertEquals(code, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().contains(words), run.err());
    }

    @Test
    void theBootstrapTIsClearedOnceNobodyWantsItAnyMore() throws Exception {
        rack = new BlankRack(folder, 4);
        assertEquals(
                ExitCode.DONE, rack.as("--no-second-as", BlankRack.reader(1)).exitCode());
        String[] modules = {BlankRack.reader(2), BlankRack.reader(3), BlankRack.reader(4)};
        assertEquals(
                ExitCode.DONE,
                rack.modules("{ counter: \"00112233\" }", modules).exitCode());
        JsonNode prepared = status();
        assertEquals(1, prepared.size());
        assertEquals(3, prepared.get(0).path("modules").asInt());
        refused(retire("1"), ExitCode.BENCH, "3 modules were last seen with it, every receipt under it is audited");

        assertEquals(ExitCode.DONE, rack.withLedger("rotate").exitCode());
        assertEquals(ExitCode.DONE, rack.withLedger("load", "--profile", "demo").exitCode());
        JsonNode rotated = status();
        assertEquals(0, rotated.get(0).path("modules").asInt());
        assertEquals(3, rotated.get(0).path("notAudited").asInt());
        assertEquals(3, rotated.get(1).path("holders").size());
        assertEquals(12, rotated.get(1).path("notAudited").asInt());
        refused(retire("1"), ExitCode.BENCH, "no module holds it, 3 receipts under it are not audited");

        CommandRun audit = rack.withLedger("audit", "--all");
        assertEquals(ExitCode.DONE, audit.exitCode(), audit.toString());
        CommandRun could = retire("1", "--dry-run");
        assertTrue(could.out().contains("it can be cleared"), could.toString());
        CommandRun cleared = retire("1", "--json");
        assertEquals(ExitCode.DONE, cleared.exitCode(), cleared.toString());
        refused(retire("1"), ExitCode.USAGE, "has no T in slot 1");
        refused(retire("2"), ExitCode.USAGE, "has no other T");
        CommandRun again = rack.withLedger("audit", "--all", "--again");
        assertEquals(ExitCode.UNITS_FAILED, again.exitCode(), again.toString());
        assertTrue(again.out().contains("12 receipts are genuine"), again.out());
        assertTrue(again.out().contains("The T of 3 receipts, version 1"), again.out());
        CommandRun told =
                rack.run("rotate", "--status", "--ledger", rack.ledger().toString());
        assertTrue(told.out().contains("3 modules hold it; every receipt under it is audited"), told.out());
    }

    @Test
    void whoeverLosesTheAuditSaysSo() throws Exception {
        rack = new BlankRack(folder, 2);
        assertEquals(
                ExitCode.DONE, rack.as("--no-second-as", BlankRack.reader(1)).exitCode());
        assertEquals(
                ExitCode.DONE,
                rack.modules("{ counter: \"00112233\" }", BlankRack.reader(2)).exitCode());
        CommandRun cleared = retire("1", "--lose-audit");
        assertEquals(ExitCode.DONE, cleared.exitCode(), cleared.toString());
        assertTrue(cleared.out().contains("T slot 1, version 1"), cleared.out());
    }
}
