package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;

/** Several benches on one PostgreSQL, and a PostgreSQL that fails. */
@Tag("database")
class PostgresBenchesTest {
    private static PostgresServer server;

    @TempDir
    Path folder;

    private final Story story = new Story(13);
    private String url;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newDatabase() {
        url = server.newDatabase();
    }

    @Test
    void twoProcessesLoadAMixedPileAndEachModuleOnce() throws Exception {
        int modules = 200;
        int keys = 1;
        List<Process> benches = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        try {
            for (String bench : List.of("bench-1", "bench-2")) {
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PileLoader.class.getName(),
                                url,
                                bench,
                                folder.resolve(bench).toString(),
                                "" + modules,
                                "" + keys)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                benches.add(process);
                outputs.add(process.inputReader(StandardCharsets.UTF_8));
                assertEquals("ready", line(outputs.get(outputs.size() - 1), "ready"));
            }
            for (Process bench : benches) {
                bench.getOutputStream().write('\n');
                bench.getOutputStream().flush();
            }
            int loaded = 0;
            int refused = 0;
            for (int i = 0; i < 2; i++) {
                String[] said = line(outputs.get(i), "loaded").split(" ", -1);
                loaded += Integer.parseInt(said[1]);
                refused += Integer.parseInt(said[3]);
                assertTrue(benches.get(i).waitFor(60, TimeUnit.SECONDS));
            }
            assertEquals(modules, loaded);
            assertEquals(modules, refused);
        } finally {
            benches.forEach(Process::destroyForcibly);
        }
        try (LedgerQuery query = LedgerQuery.open(url)) {
            for (int module = 0; module < modules; module++) {
                assertEquals(keys, query.loadedKeys(Story.sn(module)).size(), "module " + module);
            }
            for (BatchSummary batch :
                    query.batches(Optional.empty(), PageStart.NEWEST, 1_000).batches()) {
                assertTrue(batch.counts().of(ModuleClass.DONE) > 0, batch.bench());
            }
        }
        List<SignedHead> heads = new ArrayList<>(HeadsFolder.read(folder.resolve("bench-1/heads")));
        heads.addAll(HeadsFolder.read(folder.resolve("bench-2/heads")));
        Verification verified = LedgerVerifier.verify(url, heads, Optional.empty());
        assertTrue(verified.sound(), verified.findings().toString());
        assertEquals(2, verified.vouched().size());
    }

    @Test
    void aModuleInWorkOnAnotherBenchIsRefusedWithThatBenchsNameBatchAndTime() throws Exception {
        try (Ledger one = Ledger.open(settings("bench-1"));
                Ledger two = Ledger.open(settings("bench-2"))) {
            one.commit(List.of(story.batch(7, 1, 1), story.unit(1, 1)));
            two.commit(List.of(story.batch(1, 1, 1)));
            ClaimRefused refused = assertThrows(ClaimRefused.class, () -> two.commit(List.of(story.unit(1, 1))));
            assertTrue(
                    refused.getMessage()
                            .matches("Module .* is in work on bench \"bench-1\", batch 7, reader .*, since 20.*Z"),
                    refused.getMessage());
            assertEquals(
                    ModuleClass.REFUSED,
                    two.query()
                            .batch(new BatchId("bench-2", 1))
                            .orElseThrow()
                            .units()
                            .get(0)
                            .state());
        }
    }

    @Test
    void aModuleLoadedByAnotherBenchAfterThePlanWasMadeIsRefused() throws Exception {
        try (Ledger one = Ledger.open(settings("bench-1"));
                Ledger two = Ledger.open(settings("bench-2"))) {
            List<LoadedKey> planned = two.loadedKeys(Story.sn(1));
            assertEquals(List.of(), planned);
            one.commit(List.of(story.batch(1, 1, 1)));
            one.commit(story.wholeUnit(1, 1));
            two.commit(List.of(story.batch(1, 1, 1)));
            assertEquals(1, two.loadedKeys(Story.sn(1)).size(), "asking is no plan");
            ClaimRefused refused =
                    assertThrows(ClaimRefused.class, () -> two.commit(List.of(story.unit(1, 1, planned))));
            assertTrue(refused.getMessage().contains("bench-1"), refused.getMessage());
            two.commit(List.of(story.unit(1, 1, two.loadedKeys(Story.sn(1)))));
        }
    }

    @Test
    void aCrashedBenchsClaimIsFreeOnlyWhenItHasStoppedAndItsDownloadIsSettled() throws Exception {
        Intent intent = story.intent(story.download(1, 1, 1));
        Ledger one = Ledger.open(settings("bench-1"));
        try (Ledger two = Ledger.open(settings("bench-2"))) {
            one.commit(
                    List.of(story.batch(1, 2, 2), story.unit(1, 1), story.unit(2, 1), intent, story.exported(intent)));
            OpenDownload open = two.openDownloads(Story.sn(1)).get(0);
            two.commit(List.of(story.batch(1, 1, 1)));
            assertThrows(ClaimRefused.class, () -> two.commit(List.of(story.unit(1, 1))), "bench-1 works");
            assertFalse(
                    two.settle(open, Optional.of((Loaded)
                            story.loaded(intent, true).result())),
                    "bench-1 works");
            one.close();
            assertThrows(ClaimRefused.class, () -> two.commit(List.of(story.unit(1, 1))), "not settled");
            two.settle(open, Optional.of((Loaded) story.loaded(intent, true).result()));
            assertEquals("bench-1", two.loadedKeys(Story.sn(1)).get(0).batch().bench());
            two.commit(List.of(story.unit(1, 1, two.loadedKeys(Story.sn(1))), story.intent(story.download(1, 2, 1))));
            two.commit(List.of(story.unit(2, 1)));
            List<String> takeovers = new ArrayList<>();
            EventStream.read(url, (chain, seq, body) -> {
                if (body.contains("\"type\":\"claim-taken\"")) {
                    takeovers.add(body);
                }
            });
            assertEquals(1, takeovers.size(), "the line that settled the first has freed it");
            assertTrue(
                    takeovers.get(0).contains("\"fromBench\":\"bench-1\"")
                            && takeovers.get(0).contains(Story.sn(2).hex()),
                    takeovers.get(0));
        } finally {
            one.close();
        }
    }

    @Test
    void twoProgramsCannotWorkAsTheSameBench() throws Exception {
        try (Ledger one = Ledger.open(settings("bench-1"))) {
            LedgerException refused = assertThrows(LedgerException.class, () -> Ledger.open(settings("bench-1")));
            assertTrue(refused.getMessage().contains("bench \"bench-1\""), refused.getMessage());
            assertEquals("bench-1", one.bench());
        }
        Ledger.open(settings("bench-1")).close();
    }

    @Test
    void aServerStoppedInTheMiddleMakesTheJournalUnavailableAndThenItGoesOn() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 2, 2)));
            ledger.commit(story.wholeUnit(1, 1));
            Head before = ledger.head().head();
            List<Durable> events = story.wholeUnit(2, 1);
            server.crash();
            try {
                JournalUnavailable stopped = assertThrows(JournalUnavailable.class, () -> ledger.commit(events));
                assertTrue(stopped.getMessage().contains("cannot write"), stopped.getMessage());
                assertThrows(JournalUnavailable.class, () -> ledger.commit(events));
                assertEquals(before, ledger.head().head());
            } finally {
                server.resume();
            }
            untilWritten(ledger, events);
            ledger.commit(List.of(story.ended(1, 2, 2)));
            assertEquals(
                    Story.counts(2, 0, 0, 2, 0, 0),
                    ledger.query()
                            .batch(new BatchId("bench-1", 1))
                            .orElseThrow()
                            .summary()
                            .counts());
        }
        assertTrue(LedgerVerifier.verify(url, new HeadsFolder(folder.resolve("heads")).of("bench-1"), Optional.empty())
                .sound());
    }

    @Test
    void aCommitWhoseAnswerWasLostCountsOnce() throws Exception {
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        try (AnswerCutter cutter = new AnswerCutter(port);
                // Without prepared statements the word COMMIT is on the line each time.
                Ledger ledger = Ledger.open(LedgerSettings.at(
                        url.replace(":" + port + "/", ":" + cutter.port() + "/") + "&prepareThreshold=0",
                        "bench-1",
                        folder))) {
            ledger.commit(List.of(story.batch(1, 3, 3)));
            for (int unit = 1; unit <= 3; unit++) {
                cutter.arm();
                untilWritten(ledger, story.wholeUnit(unit, 1));
                assertEquals(unit, cutter.cuts());
                assertEquals(1, ledger.loadedKeys(Story.sn(unit)).size());
            }
            cutter.arm();
            untilWritten(ledger, List.of(story.ended(1, 3, 3)));
            assertEquals(
                    3,
                    ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow().units().stream()
                            .mapToInt(unit -> unit.attempts().size())
                            .sum());
        }
        Verification verified =
                LedgerVerifier.verify(url, new HeadsFolder(folder.resolve("heads")).of("bench-1"), Optional.empty());
        assertTrue(verified.sound(), verified.findings().toString());
        assertEquals(1, verified.vouched().size(), "the batch's head was signed all the same");
        // Genesis, start, three units of five events, end: nothing is there twice.
        assertEquals(18, verified.events());
    }

    @Test
    void aServerThatWouldLoseCommitsIsRefused() throws Exception {
        Ledger.open(settings("bench-1")).close();
        sql("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()");
        try {
            await("off");
            LedgerException refused = assertThrows(LedgerException.class, () -> Ledger.open(settings("bench-1")));
            assertTrue(refused.getMessage().contains("fsync off"), refused.getMessage());
        } finally {
            sql("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()");
            await("on");
        }
        Ledger.open(settings("bench-1")).close();
    }

    @Test
    void theBenchsRoleCanReadAndAppendAndNothingElse() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 1)));
        }
        for (String denied : List.of(
                "UPDATE event SET body = 'x'",
                "DELETE FROM event",
                "TRUNCATE event",
                "DROP TABLE event",
                "ALTER TABLE event DISABLE TRIGGER ALL",
                "DELETE FROM flyway_schema_history")) {
            SQLException refused =
                    assertThrows(SQLException.class, () -> sql("SET ROLE keyrack_bench", denied), denied);
            assertEquals("42501", refused.getSQLState(), denied);
        }
        assertThrows(SQLException.class, () -> sql("TRUNCATE event"), "not even the owner, by mistake");
    }

    private LedgerSettings settings(String bench) {
        return LedgerSettings.at(url, bench, bench.equals("bench-1") ? folder : folder.resolve(bench));
    }

    /** As a run does: the same events again until they are in. */
    private static void untilWritten(Ledger ledger, List<Durable> events) throws ClaimRefused {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            try {
                ledger.commit(events);
                return;
            } catch (JournalUnavailable e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private void await(String fsync) throws SQLException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (true) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SHOW fsync")) {
                row.next();
                if (row.getString(1).equals(fsync)) {
                    return;
                }
            }
            assertTrue(Instant.now().isBefore(deadline), "fsync never became " + fsync);
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static String line(BufferedReader output, String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("The bench ended before it said \"" + beginning + "\"");
    }
}
