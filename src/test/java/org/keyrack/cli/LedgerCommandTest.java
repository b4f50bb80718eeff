package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;

class LedgerCommandTest {
    @TempDir
    Path home;

    private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void loadABatch() throws Exception {
        folder = Files.createDirectories(home.resolve("data/bench"));
        Story story = new Story(1);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            ledger.commit(List.of(story.batch(1, 2, 4)));
            ledger.commit(story.wholeUnit(1, 2));
            ledger.commit(story.wholeUnit(2, 2));
            ledger.commit(List.of(story.ended(1, 2, 4)));
        }
    }

    @Test
    void anEmptyLedgerSaysThatItIs() throws Exception {
        Path empty = Files.createDirectories(home.resolve("empty"));
        Ledger.open(LedgerSettings.in(empty, "bench-1")).close();
        for (String asked : List.of("ledger show", "people list", "supervisor keys", "order status")) {
            CommandRun run = CommandRun.of(CommandRun.join(
                    List.of(asked.split(" ", -1)),
                    "--ledger",
                    empty.resolve("ledger.db").toString()));
            assertEquals("", run.out(), asked);
            assertEquals(1, run.err().lines().count(), () -> asked + ": " + run);
        }
    }

    @Test
    void aSoundLedgerVerifiesAndSaysUpToWhere() {
        assertEquals(0, keyrack("verify"));
        assertTrue(said().contains("Vouches by itself up to: bench-1 19 "), said());
        assertEquals(
                0,
                keyrack(
                        "verify",
                        "--head",
                        folder.resolve("heads").toString(),
                        "--key",
                        folder.resolve("bench.key.pub").toString()));
        assertTrue(said().contains("Vouched for by a kept head up to: bench-1 19 "), said());
    }

    @Test
    void aLedgerWithoutItsEndIsNotSoundAgainstAHead() throws Exception {
        Path export = home.resolve("export.jsonl");
        assertEquals(0, keyrack("export", "--format", "jsonl", "--out", export.toString()));
        List<String> lines = Files.readAllLines(export);
        Files.write(export, lines.subList(0, 10));
        assertEquals(0, keyrack("verify", "--export", export.toString()));
        assertEquals(
                1,
                keyrack(
                        "verify",
                        "--export",
                        export.toString(),
                        "--head",
                        folder.resolve("heads").toString()));
        assertTrue(said().contains("ends at event 10, but event 19 was signed"), said());
    }

    @Test
    void batchesABatchAndAModuleAreShown() {
        assertEquals(0, keyrack("show"));
        assertTrue(said().contains("bench-1/1") && said().contains("4 keys loaded, 0 failed, 0 unknown"), said());
        assertTrue(said().contains("finished SIMULATION") && said().contains("2 of 2 modules done, 0 failed"), said());
        assertEquals(0, keyrack("show", "1"));
        assertTrue(said().contains("REF1 1 to REF2 3  loaded"), said());
        assertEquals(0, keyrack("show", "--sn", "0011 2233 4455 0002"));
        assertTrue(said().contains("by Ada Operator  AS 00000001"), said());
        assertEquals(0, keyrack("show", "--open"));
        assertTrue(said().contains("0 open."), said());
    }

    @Test
    void theListOfBatchesIsShownAPageAtATimeWithTheWayToTheNext() throws Exception {
        Story story = new Story(2);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            for (long batch = 2; batch <= 5; batch++) {
                ledger.commit(List.of(story.batch(batch, 0, 0), story.ended(batch, 0, 0)));
            }
        }
        assertEquals(0, keyrack("show", "--most", "3"));
        assertTrue(said().contains("bench-1/5  ") && said().contains("bench-1/3  "), said());
        assertTrue(said().endsWith("For older batches add --before bench-1/3" + System.lineSeparator()), said());
        assertEquals(0, keyrack("show", "--most", "3", "--before", "bench-1/3"));
        assertTrue(said().contains("bench-1/2  ") && said().contains("bench-1/1  "), said());
        assertFalse(said().contains("older"), said());
        assertEquals(2, keyrack("show", "--before", "3"));
        assertEquals(2, keyrack("show", "--most", "0"));
    }

    @Test
    void missingAndUnexpectedModulesAreNamed() throws Exception {
        Path list = home.resolve("list.csv");
        Files.writeString(list, "SN\n0011223344550001\n0011223344550007\n");
        assertEquals(1, keyrack("show", "bench-1/1", "--expected", list.toString()));
        assertTrue(said().contains("Missing: 0011 2233 4455 0007"), said());
        assertTrue(said().contains("Unexpected: 0011 2233 4455 0002"), said());
    }

    @Test
    void aHeadIsPrintedAndABackupIsRestored() throws Exception {
        assertEquals(0, keyrack("head"));
        assertTrue(said().startsWith("keyrack-head-1 bench-1 19 "), said());
        Path backup = home.resolve("backup.db");
        assertEquals(0, keyrack("backup", backup.toString()));
        assertEquals(3, keyrack("backup", backup.toString()));
        assertEquals(3, keyrack("restore", backup.toString(), "--bench", "bench-1"));
        Files.move(folder.resolve("ledger.db"), folder.resolve("before.db"));
        assertEquals(0, keyrack("restore", backup.toString(), "--bench", "bench-1"));
        assertTrue(said().contains("20 events restored"), said());
        assertEquals(0, keyrack("verify", "--head", folder.resolve("heads").toString()));
    }

    @Test
    void aTableHasALineForEachEventAndItsHeadIsKept() throws Exception {
        Path table = home.resolve("events.csv");
        assertEquals(0, keyrack("export", "--format", "csv", "--out", table.toString()));
        List<String> lines = Files.readAllLines(table);
        assertEquals(1 + 19, lines.size());
        assertTrue(lines.get(0).startsWith("bench,seq,prev,type,at,"), lines.get(0));
        assertTrue(lines.get(19).contains(",batch-ended,"), lines.get(19));
        Path heads = home.resolve("outside.heads");
        assertEquals(0, keyrack("head", "--out", heads.toString()));
        assertEquals(0, keyrack("verify", "--head", heads.toString()));
        assertTrue(said().contains("Vouched for by a kept head up to: bench-1 19 "), said());
    }

    @Test
    void anExportThatTheOutputDoesNotTakeIsNoSuccess() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertEquals(3, keyrack(new PrintWriter(full), "export", "--format", "jsonl"));
        assertTrue(err.toString().contains("The export is not whole"), err.toString());
    }

    @Test
    void aModuleThatWasSetAsideIsSaidToBeAndByWhom() throws Exception {
        Story story = new Story(4);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            ledger.commit(List.of(story.setAside(1, 2)));
        }
        assertEquals(0, keyrack("show", "1"));
        assertTrue(said().contains("0011 2233 4455 0002  Virtual reader 3  done  set aside by Bo Relief "), said());
        assertFalse(said().contains("0001  Virtual reader 2  done  set aside"), said());
    }

    @Test
    void aHeadIsNeverAppendedToAFileThatHoldsSomethingElse() throws Exception {
        Path ledger = folder.resolve("ledger.db");
        byte[] before = Files.readAllBytes(ledger);
        assertEquals(2, keyrack("head", "--out", ledger.toString()));
        assertArrayEquals(before, Files.readAllBytes(ledger));
        Path heads = home.resolve("outside.heads");
        // A crash left half a line.
        Files.writeString(heads, "keyrack-head-1 bench-1 7 00");
        assertEquals(0, keyrack("head", "--out", heads.toString()));
        assertEquals(0, keyrack("verify", "--head", heads.toString()));
        assertTrue(said().contains("Vouched for by a kept head up to: bench-1 19 "), said());
    }

    @Test
    void aNumberThatTwoBenchesHaveIsAskedAboutAndNotGuessed() throws Exception {
        Story story = new Story(2);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-2"))) {
            ledger.commit(List.of(story.batch(1, 0, 0), story.ended(1, 0, 0)));
        }
        assertEquals(2, keyrack("show", "1"));
        assertTrue(err.toString().contains("bench-1/1, bench-2/1"), err.toString());
        assertEquals(0, keyrack("show", "bench-2/1"));
    }

    @Test
    void aListOfExpectedModulesIsComparedWithABatchOnly() throws Exception {
        Path list = Files.writeString(home.resolve("list.csv"), "SN\n0011223344550001\n");
        assertEquals(2, keyrack("show", "--expected", list.toString()));
        assertTrue(err.toString().contains("--expected needs a batch"), err.toString());
    }

    @Test
    void whatCannotBeUsedHasOneMessageAndItsExitCode() throws Exception {
        assertEquals(3, keyrack("verify", "--ledger", home.resolve("none.db").toString()));
        assertTrue(err.toString().contains("There is no ledger at"), err.toString());
        Path text = Files.writeString(home.resolve("text"), "no database, no head\n");
        assertEquals(3, keyrack("verify", "--ledger", text.toString()));
        assertEquals(2, keyrack("verify", "--head", text.toString()));
        assertEquals(2, keyrack("show", "99"));
        assertEquals(2, keyrack("show", "x"));
        assertEquals(2, keyrack("show", "--sn", "12"));
        assertEquals(2, keyrack("export", "--format", "xml"));
        assertEquals(2, keyrack("restore", text.toString(), "--bench", "a b"));
        assertEquals(2, keyrack());
    }

    @Test
    void withoutAKeyTheFingerprintsAreShownAsUnprovenAndWithItAsProven() throws Exception {
        assertEquals(0, keyrack("verify"));
        byte[] encoded = Base64.getDecoder()
                .decode(Files.readString(folder.resolve("bench.key.pub")).strip());
        String fingerprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        assertTrue(said().contains("Key of bench-1 from event 1, SHA-256 " + fingerprint + ": unproven."), said());
        assertTrue(said().contains("is unproven: compare the fingerprints"), said());
        String heads = folder.resolve("heads").toString();
        String key = folder.resolve("bench.key.pub").toString();
        assertEquals(0, keyrack("verify", "--head", heads, "--key", key));
        assertTrue(said().contains(fingerprint + ": proven by the key that was given."), said());
        assertFalse(said().contains("unproven"), said());
    }

    @Test
    void aNewKeyIsSignedByTheOldOneAndTheOldOneLeadsToIt() throws Exception {
        Path old = Files.copy(folder.resolve("bench.key.pub"), home.resolve("auditors.pub"));
        assertEquals(0, keyrack("new-key"));
        assertTrue(said().contains("bench.key.old"), said());
        assertEquals(3, keyrack("new-key"), "the old key has signed nothing yet");
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            Story story = new Story(2);
            ledger.commit(List.of(story.batch(2, 1, 1)));
            ledger.commit(List.of(story.ended(2, 0, 0)));
        }
        String heads = folder.resolve("heads").toString();
        assertEquals(0, keyrack("verify", "--head", heads, "--key", old.toString()));
        assertTrue(said().contains("Vouched for by a kept head up to: bench-1 22 "), said());
        assertTrue(said().contains("Key of bench-1 from event 20, SHA-256 "), said());
        assertFalse(said().contains("unproven"), said());
    }

    @Test
    void aKeyIsCheckedAgainstHeadsOrRefused() throws Exception {
        String heads = folder.resolve("heads").toString();
        String key = folder.resolve("bench.key.pub").toString();
        assertEquals(0, keyrack("verify", "--head", heads, "--key", key));
        assertEquals(2, keyrack("verify", "--key", key));
        assertTrue(err.toString().contains("Add --head FILE."), err.toString());
        Path noKey = Files.writeString(home.resolve("no.key"), "no key\n");
        assertEquals(2, keyrack("verify", "--head", heads, "--key", noKey.toString()));
        assertTrue(err.toString().contains("no.key holds no public key"), err.toString());
    }

    @Test
    void aFileThatIsNotThereIsNamedWithItsCause() {
        for (List<String> arguments : List.of(
                List.of("verify", "--head", "gone"),
                List.of("verify", "--export", "gone"),
                List.of("verify", "--head", folder.resolve("heads").toString(), "--key", "gone"),
                List.of("restore", "gone", "--bench", "bench-1"))) {
            err.getBuffer().setLength(0);
            assertNotEquals(0, keyrack(arguments.toArray(String[]::new)));
            assertTrue(
                    err.toString()
                            .matches(
                                    "(There is no (file )?gone: check its name.*|gone: there is no such file\\. Check its name\\.)\\R"),
                    err.toString());
        }
    }

    @Test
    void aBackupOntoADiskThatIsNotMountedIsRefused() {
        Path target = home.resolve("media/stick/backup.db");
        assertEquals(3, keyrack("backup", target.toString()));
        assertTrue(err.toString().contains("There is no folder " + target.getParent()), err.toString());
        assertTrue(Files.notExists(target.getParent()));
    }

    @Test
    void aHeadThatIsKeptTwiceGivesOneFinding() throws Exception {
        Path heads = home.resolve("twice.heads");
        assertEquals(0, keyrack("head", "--out", heads.toString()));
        assertEquals(0, keyrack("head", "--out", heads.toString()));
        Path export = home.resolve("export.jsonl");
        assertEquals(0, keyrack("export", "--format", "jsonl", "--out", export.toString()));
        List<String> lines = Files.readAllLines(export);
        Files.write(export, lines.subList(0, lines.size() - 1));
        assertEquals(1, keyrack("verify", "--export", export.toString(), "--head", heads.toString()));
        assertTrue(said().contains("not sound; findings: 1."), said());
    }

    private int keyrack(String... arguments) {
        out.getBuffer().setLength(0);
        return keyrack(new PrintWriter(out), arguments);
    }

    private int keyrack(PrintWriter output, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "ledger";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CliContext context = new CliContext(
                null, null, output, new PrintWriter(err), false, Map.of(), Optional.empty(), home.resolve("data"));
        return KeyrackCommand.run(context, all);
    }

    private String said() {
        return out.toString();
    }
}
