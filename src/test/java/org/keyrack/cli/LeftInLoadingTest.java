package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;

/** What takes an AS from its work to LOADING brings it back; what breaks off in between says so, and there is a way. */
@Tag("rack")
class LeftInLoadingTest {
    private static final String LEFT = "is in LOADING and serves nobody. keyrack as operational takes it to work.";

    @TempDir
    private Path folder;

    private BlankRack rack;

    @BeforeEach
    void anAsAtWork() throws Exception {
        rack = new BlankRack(folder, 1);
        assertEquals(
                ExitCode.DONE, rack.as("--no-second-as", BlankRack.reader(1)).exitCode());
    }

    private String state() {
        return rack.run("inspect", "--json", BlankRack.reader(1)).out().contains("OPERATIONAL")
                ? "OPERATIONAL"
                : "LOADING";
    }

    @Test
    void brokenWhileATIsClearedItSaysSoAndIsTakenToWorkByACommand() throws Exception {
        rack.faults("faults: [ { blank: 1, command: CLEAR, do: pull, for: 500 } ]\n");
        CommandRun broken = rack.care("retire", "--slot=1", "--lose-audit");
        assertEquals(ExitCode.BENCH, broken.exitCode(), broken.toString());
        assertTrue(broken.err().contains(LEFT), broken.toString());
        rack.faults("");
        assertEquals("LOADING", state());
        CommandRun again = rack.care("retire", "--slot=1", "--lose-audit");
        assertEquals(ExitCode.DONE, again.exitCode(), again.toString());
        assertTrue(again.err().contains(LEFT), again.toString());
        CommandRun alone = rack.care("as", "operational");
        assertEquals(ExitCode.USAGE, alone.exitCode(), alone.toString());
        assertTrue(alone.err().contains("--no-second-as"), alone.toString());
        CommandRun back = rack.care("as", "operational", "--no-second-as");
        assertEquals(ExitCode.DONE, back.exitCode(), back.toString());
        assertEquals("OPERATIONAL", state());
        CommandRun there = rack.care("as", "operational");
        assertEquals(ExitCode.DONE, there.exitCode(), there.toString());
        assertEquals(back.out(), there.out(), "nothing is done to an AS at work");
    }

    @Test
    void brokenOnTheWayBackItSaysSo() throws Exception {
        rack.faults(
                "faults: [ { blank: 1, command: EXPORTSLEFT, nth: 1, do: statusWord, sw: \"6F00\", executed: true } ]\n");
        CommandRun broken = rack.care("as", "exports", "3=7");
        assertEquals(ExitCode.BENCH, broken.exitCode(), broken.toString());
        assertTrue(broken.err().contains(LEFT), broken.toString());
        assertEquals("LOADING", state());
    }

    @Test
    void unbrokenItIsAtWorkAgainAndNothingIsSaid() throws Exception {
        CommandRun set = rack.care("as", "exports", "3=7");
        assertEquals(ExitCode.DONE, set.exitCode(), set.toString());
        assertFalse(set.err().contains("LOADING"), set.toString());
        assertEquals("OPERATIONAL", state());
    }
}
