package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.ledger.PostgresServer;

/** Two benches that load and the floor beside them, each a program of its own, on one PostgreSQL. */
@Tag("database")
class FloorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static PostgresServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Path rack(String first, String faults) throws IOException {
        return Files.writeString(
                folder.resolve(first + ".yaml"), """
                set: { transportKey: "4b4c4d4e4f404142434445464748494a", version: 1 }
                as: { id: "00000002", operatorPin: "802517", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "7172737475767778797a7b7c7d7e7f70", exports: 9 } ] }
                units: { count: 3, firstSerial: "FIRST", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
                timing: { initiate: 20, export: 300, import: 100 }
                faults: FAULTS
                """.replace("FIRST", first).replace("FAULTS", faults));
    }

    private Program load(String bench, String ledger, Path rack) throws IOException {
        return Program.keyrack(
                folder.resolve(bench),
                Map.of("KEYRACK_BENCH", bench),
                "load",
                "--profile",
                "demo",
                "--sim",
                rack.toString(),
                "--ledger",
                ledger);
    }

    private static String reader(String ledger) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE floor LOGIN");
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO floor");
        }
        String url = ledger.replace("user=postgres", "user=floor");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            SQLException refused =
                    assertThrows(SQLException.class, () -> statement.execute("DELETE FROM event WHERE seq = 1"));
            assertEquals("42501", refused.getSQLState(), "no right to write");
        }
        return url;
    }

    /** One line as it came, with the time when it did. */
    private record Told(JsonNode line, Instant at) {
        Duration late() {
            return Duration.between(Instant.parse(line.path("lastSeen").asText()), at);
        }
    }

    private static Told next(Program floor, int seen) throws Exception {
        int[] count = {0};
        String line = floor.awaitLine(each -> count[0]++ == seen);
        return new Told(JSON.readTree(line), Instant.now());
    }

    @Test
    void everyBenchIsSeenAndEachChangeWithinASecondByARoleThatMayOnlyRead() throws Exception {
        String ledger = server.newDatabase();
        try (Program first = load("bench-1", ledger, rack("0011223344550001", "[]"))) {
            assertEquals(0, first.exitCode(), first.messages());
        }
        try (Program floor =
                Program.keyrack(folder.resolve("floor"), Map.of(), "floor", "--json", "--ledger", reader(ledger))) {
            JsonNode before = next(floor, 0).line();
            assertEquals("bench-1", before.path("bench").asText());
            assertEquals("ended", before.path("state").asText());
            assertEquals(3, before.path("modules").path("done").asInt());
            assertEquals(3, before.path("keysLoaded").asInt());
            assertEquals(3, before.path("asExports").asInt());
            assertTrue(before.path("keysPerMinute").asDouble() > 0);
            assertEquals(6, before.path("exportsLeft").asInt(-1), before.toString());
            assertEquals("00000002", before.path("exportsLeftAs").asText());
            assertEquals(3, before.path("exportsLeftRef1").asInt());
            List<Told> told = new ArrayList<>();
            String fault = "[ { unit: 2, command: INITIATE, do: statusWord, sw: \"6F00\" } ]";
            try (Program one = load("bench-1", ledger, rack("0011223344550011", "[]"));
                    Program two = load("bench-2", ledger, rack("0011223344550021", fault))) {
                int ended = 0;
                for (int seen = 1; ended < 2; seen++) {
                    Told line = next(floor, seen);
                    told.add(line);
                    ended += line.line().path("state").asText().equals("ended") ? 1 : 0;
                }
                assertEquals(0, one.exitCode(), one.messages());
                assertEquals(1, two.exitCode(), two.messages());
            }
            JsonNode failed = told.stream()
                    .map(Told::line)
                    .filter(line -> line.path("bench").asText().equals("bench-2")
                            && line.path("state").asText().equals("ended"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, failed.path("failures").size(), failed.toString());
            assertEquals("6f00", failed.path("failures").get(0).path("sw").asText());
            assertEquals(1, failed.path("failures").get(0).path("units").asInt());
            assertEquals(2, failed.path("modules").path("done").asInt());
            assertEquals(7, failed.path("exportsLeft").asInt(-1), "two of three were exported");
            assertTrue(
                    told.stream()
                            .map(Told::line)
                            .anyMatch(line -> line.path("state").asText().equals("running")
                                    && line.path("exportsLeft").asInt(9) < 9),
                    "counted down while they run");
            assertTrue(
                    told.stream()
                            .anyMatch(line -> line.line().path("state").asText().equals("running")
                                    && line.line().path("keysLoaded").asInt() > 0),
                    "batches are seen while they run");
            // From the moment that a line names. The middle one: a machine at its limit holds any single one up.
            List<Duration> late = told.stream().map(Told::late).sorted().toList();
            assertTrue(late.get(late.size() / 2).compareTo(Duration.ofSeconds(1)) <= 0, late.toString());
            assertTrue(floor.alive());
        }
        try (Program once = Program.keyrack(
                folder.resolve("floor"), Map.of("KEYRACK_LANG", "en"), "floor", "--once", "--ledger", ledger)) {
            assertEquals(0, once.exitCode(), once.messages());
            assertTrue(once.output().contains("bench-2  ended SIMULATION  batch 1"), once.output());
            assertTrue(once.output().contains("  1 × 6F00 "), once.output());
            assertTrue(once.output().contains("7 left of REF1 3"), once.output());
            assertFalse(once.output().contains("\u001b"), once.output());
        }
    }
}
