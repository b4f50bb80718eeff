package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;

/** Rows 15 and 16 of faults.md, and the step from an older schema. */
@Tag("database")
class SqliteFaultTest {
    private static final int WAL_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    @TempDir
    Path folder;

    private final Story story = new Story(11);

    @Test
    void aJournalTornInsideOfAnyFrameOpensWithEveryCommittedRow() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder.resolve("live"), "bench-1");
        Path file = Path.of(settings.location());
        Path wal = Path.of(settings.location() + "-wal");
        byte[] database;
        byte[] journal;
        // Length of the journal after each commit, and the events that the ledger then has.
        NavigableMap<Integer, Head> commits = new TreeMap<>();
        try (Ledger ledger = Ledger.open(settings)) {
            commits.put((int) Files.size(wal), ledger.head().head());
            commit(ledger, wal, commits, List.of(story.batch(1, 5, 5)));
            for (int unit = 0; unit < 5; unit++) {
                for (Durable event : story.wholeUnit(unit, 1)) {
                    commit(ledger, wal, commits, List.of(event));
                }
            }
            database = Files.readAllBytes(file);
            journal = Files.readAllBytes(wal);
        }
        int page = ByteBuffer.wrap(journal).getInt(8);
        int frames = (journal.length - WAL_HEADER) / (FRAME_HEADER + page);
        int tried = 0;
        for (int frame = frames - 60; frame < frames; frame++) {
            int cut = WAL_HEADER + frame * (FRAME_HEADER + page) + FRAME_HEADER + page / 3;
            Map.Entry<Integer, Head> last = commits.floorEntry(cut);
            if (last != null) {
                tried++;
                check(database, Arrays.copyOf(journal, cut), last.getValue());
                byte[] garbage = journal.clone();
                Arrays.fill(garbage, cut, garbage.length, (byte) 0x5A);
                check(database, garbage, last.getValue());
            }
        }
        assertTrue(tried > 40, "frames tried: " + tried);
    }

    private static void commit(Ledger ledger, Path wal, NavigableMap<Integer, Head> commits, List<Durable> events)
            throws Exception {
        ledger.commit(events);
        commits.put((int) Files.size(wal), ledger.head().head());
    }

    private void check(byte[] database, byte[] journal, Head expected) throws Exception {
        Path torn = Files.createTempDirectory(folder, "torn");
        LedgerSettings settings = LedgerSettings.in(torn, "bench-1");
        Files.write(Path.of(settings.location()), database);
        Files.write(Path.of(settings.location() + "-wal"), journal);
        Verification found = LedgerVerifier.verify(settings.location(), List.of(), Optional.empty());
        assertEquals(List.of(expected), found.ends());
        assertTrue(found.sound());
    }

    @Test
    void withAFullDiskOutcomesAreStillWrittenAndNoIntentIsUntilThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()),
                "mounting is not permitted here");
        try {
            LedgerSettings settings = new LedgerSettings(
                    disk.resolve("ledger.db").toString(),
                    "bench-1",
                    folder.resolve("bench.key"),
                    folder.resolve("heads"),
                    2 << 20);
            try (Ledger ledger = Ledger.open(settings)) {
                fillAndGoOn(ledger, disk);
            }
            Verification verified = LedgerVerifier.verify(
                    settings.location(), new HeadsFolder(settings.heads()).of("bench-1"), Optional.empty());
            assertTrue(verified.sound(), verified.findings().toString());
        } finally {
            assertTrue(run("umount", disk.toString()));
        }
    }

    private void fillAndGoOn(Ledger ledger, Path disk) throws Exception {
        int units = 15;
        ledger.commit(List.of(story.batch(1, units, units)));
        List<Intent> under = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            Intent intent = story.intent(story.download(unit, 1, 1));
            ledger.commit(List.of(story.unit(unit, 1), intent));
            under.add(intent);
        }
        Path filler = disk.resolve("filler");
        fill(filler);
        // A module that goes on until the disk is full for the database as well.
        JournalUnavailable refused = assertThrows(JournalUnavailable.class, () -> {
            for (int attempt = 2; attempt < 10_000; attempt++) {
                ledger.commit(List.of(story.intent(story.download(0, 1, attempt))));
            }
        });
        assertTrue(refused.getMessage().contains("full"), refused.getMessage());
        assertFalse(Files.exists(disk.resolve("ledger.db.ballast")), "the ballast made room");

        for (int unit = 1; unit < units; unit++) {
            ledger.commit(List.of(story.exported(under.get(unit))));
        }
        Intent next = story.intent(story.download(1, 2, 1));
        List<Durable> outcomeAndNextIntent = List.of(story.loaded(under.get(1)), next);
        assertThrows(JournalUnavailable.class, () -> ledger.commit(outcomeAndNextIntent));
        assertEquals(1, ledger.loadedKeys(Story.sn(1)).size(), "the outcome is in although the intent is not");
        for (int unit = 2; unit < units; unit++) {
            ledger.commit(List.of(story.loaded(under.get(unit))));
        }
        assertThrows(JournalUnavailable.class, () -> ledger.commit(List.of(story.intent(story.download(2, 2, 1)))));

        Files.delete(filler);
        ledger.commit(outcomeAndNextIntent);
        assertTrue(Files.exists(disk.resolve("ledger.db.ballast")), "ready for the next time");
        assertEquals(1, ledger.loadedKeys(Story.sn(1)).size(), "repeated, and counted once");
        ledger.commit(List.of(story.exported(next), story.loaded(next)));
        ledger.commit(List.of(story.ended(1, units, units)));
        BatchView view = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
        assertEquals(15, view.summary().counts().of(KeyClass.LOADED));
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 10_000; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(Files.size(filler) > 0);
        }
    }

    @Test
    void aLedgerOfAnOlderSchemaIsBroughtForwardAndStillVerifies() throws Exception {
        LedgerSettings settings = LedgerSettings.in(folder, "bench-1");
        LedgerSettings made = LedgerSettings.in(folder.resolve("made"), "bench-1");
        try (Ledger ledger = Ledger.open(new LedgerSettings(
                made.location(), "bench-1", settings.benchKey(), settings.heads(), LedgerSettings.BALLAST))) {
            ledger.commit(List.of(story.batch(1, 1, 1)));
            ledger.commit(story.wholeUnit(1, 1));
            ledger.commit(List.of(story.ended(1, 1, 1)));
        }
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + settings.location(), null, null)
                .locations("classpath:db/common", "classpath:db/sqlite")
                .target("2")
                .load()
                .migrate();
        List<String> events = new ArrayList<>();
        EventStream.read(made.location(), (chain, seq, body) -> events.add(body));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + settings.location());
                var insert = connection.prepareStatement("INSERT INTO event VALUES ('bench-1', ?, ?)")) {
            for (int i = 0; i < events.size(); i++) {
                insert.setInt(1, i + 1);
                insert.setString(2, events.get(i));
                insert.execute();
            }
        }
        List<SignedHead> heads = new HeadsFolder(settings.heads()).of("bench-1");
        assertTrue(
                LedgerVerifier.verify(settings.location(), heads, Optional.empty())
                        .sound(),
                "before it is brought forward");
        try (Ledger ledger = Ledger.open(settings)) {
            assertEquals(1, ledger.loadedKeys(Story.sn(1)).size());
            assertEquals(2, ledger.nextBatch());
        }
        Verification verified = LedgerVerifier.verify(settings.location(), heads, Optional.empty());
        assertTrue(verified.sound(), verified.findings().toString());
        assertEquals(1, verified.vouched().size());
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }
}
