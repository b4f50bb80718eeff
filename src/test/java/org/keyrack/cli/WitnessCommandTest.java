package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;

/** {@code keyrack witness}: what travels on a stick, and what a supervisor decides. */
class WitnessCommandTest {
    @TempDir
    Path folder;

    private final Story story = new Story(5);

    private Path file(String name) {
        return folder.resolve(name);
    }

    private CommandRun run(int code, String ledger, String... arguments) {
        CommandRun run = CommandRun.of(
                CommandRun.join(List.of("witness"), CommandRun.join(List.of(arguments), "--ledger", at(ledger))));
        assertEquals(code, run.exitCode(), run.toString());
        return run;
    }

    private String at(String ledger) {
        return folder.resolve(ledger).resolve("ledger.db").toString();
    }

    private void work(String ledger, int module) throws Exception {
        try (Ledger open = Ledger.open(LedgerSettings.in(folder.resolve(ledger), "bench-1"))) {
            long batch = open.nextBatch();
            open.commit(List.of(story.batch(batch, 1, 1)));
            open.commit(story.wholeUnit(module, 1));
            open.commit(List.of(story.ended(batch, 1, 1)));
        }
    }

    private void request(String ledger, String... more) {
        run(0, ledger, CommandRun.join(List.of("request", file("request").toString(), "--bench", "bench-1"), more));
    }

    private CommandRun answer(int code) {
        return run(
                code,
                "auditor",
                "answer",
                file("request").toString(),
                "--out",
                file("answer").toString());
    }

    private CommandRun take(int code) {
        return run(
                code,
                "a",
                "take",
                file("answer").toString(),
                "--key",
                file("witness.vkey").toString());
    }

    @BeforeEach
    void aBenchThatHasWorked() throws Exception {
        Files.createDirectories(folder.resolve("auditor"));
        work("a", 1);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainAndTakenByTheBench() throws Exception {
        String key = run(0, "auditor", "key", "--name", "auditor-1").out().strip();
        assertTrue(key.startsWith("keyrack-witness/auditor-1+"), key);
        assertEquals(key, run(0, "auditor", "key").out().strip(), "the name stays");
        Files.writeString(file("witness.vkey"), key + "\n");
        request("a");
        assertTrue(answer(0).out().contains("is seen for the first time"));
        Files.delete(file("answer"));
        CommandRun stale = answer(1);
        assertTrue(stale.err().contains("keyrack witness request FILE --old "), stale.err());
        CommandRun size = take(2);
        assertTrue(size.err().contains("cosigned nothing"), size.err());
        request("a", "--old", Files.readString(file("answer")).strip());
        answer(0);
        assertTrue(take(0).out().contains("by keyrack-witness/auditor-1; certificates show it"));
        // The bench of this computer has begun a chain of its own in that ledger meanwhile.
        CommandRun which = run(2, "a", "request", file("request").toString());
        assertTrue(which.err().contains("--bench NAME"), which.err());
        Files.writeString(file("answer"), "\u2014 keyrack-witness/auditor-1 AAAAAAAA\n");
        assertTrue(take(2).err().contains("holds no cosignature"));
    }

    @Test
    void aForkIsSaidAndListedUntilItIsDecided() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("b"));
        for (String name : List.of("ledger.db", "bench.key", "bench.key.pub")) {
            Files.copy(folder.resolve("a").resolve(name), copy.resolve(name));
        }
        work("a", 2);
        request("a");
        answer(0);
        String seen = run(0, "auditor", "list").out();
        work("b", 3);
        request("b", "--old", seen.split(" +", -1)[1]);
        assertTrue(answer(1).err().startsWith("FORK: bench-1 signed "));
        CommandRun listed = run(1, "auditor", "list");
        assertTrue(listed.out().contains("FORK: not cosigned"), listed.out());
        String origin = listed.out().split(" ", 2)[0];
        assertTrue(run(0, "auditor", "accept", origin).out().contains("a supervisor decided it"));
        run(0, "auditor", "list");
        assertTrue(run(2, "auditor", "accept", origin).err().contains("Nothing waits of " + origin));
    }

    @Test
    void whatIsNoRequestOrNoNameIsRefused() throws Exception {
        Files.writeString(file("request"), "old 3\n");
        answer(2);
        assertTrue(run(2, "auditor", "key", "--name", "a b").err().contains("is no name of a witness"));
        run(2, "auditor", "accept", "bench-1");
    }
}
