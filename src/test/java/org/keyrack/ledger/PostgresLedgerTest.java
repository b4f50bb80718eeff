package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.world.World;

@Tag("database")
class PostgresLedgerTest extends LedgerSuite {
    private static PostgresServer server;
    private String url;
    private String other;

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

    @Override
    List<String> slow(Handle handle, List<String> queries) {
        return QueryPlans.slowOnPostgres(handle, queries);
    }

    @Override
    LedgerSettings settings(String bench) {
        return LedgerSettings.at(url, bench, folder);
    }

    @Override
    LedgerSettings elsewhere(String bench) {
        if (other == null) {
            other = server.newDatabase();
        }
        return LedgerSettings.at(other, bench, folder);
    }

    @Test
    void aServerThatIsJustBeingStartedIsWaitedForAndThatIsSaid() throws Exception {
        PostgresServer late = PostgresServer.start();
        try {
            String database = late.newDatabase();
            late.crash();
            List<LedgerProblem> said = new ArrayList<>();
            Thread starter = new Thread(late::resume);
            try (Ledger ledger = Ledger.open(
                    LedgerSettings.at(database, "bench-1", folder),
                    problem -> {
                        said.add(problem);
                        starter.start();
                    },
                    World.real())) {
                assertEquals(1, ledger.nextBatch());
            }
            starter.join();
            assertEquals(
                    List.of(LedgerProblem.Kind.STARTING),
                    said.stream().map(LedgerProblem::kind).toList());
        } finally {
            late.close();
        }
    }

    @Test
    void aRestoreThatIsCutOffLeavesTheDatabaseEmptySoThatItCanBeTriedAgain() throws Exception {
        Path backup = folder.resolve("backup.jsonl");
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 100, 5);
        }
        assertTrue(LedgerBackup.to(url, backup).events() > 1_500);
        LedgerSettings target = elsewhere("bench-1");
        Database.at(other).upgrade();
        rawly(
                other,
                "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.seq = 1400"
                        + " THEN RAISE EXCEPTION ''the server went away''; END IF; RETURN NEW; END'");
        rawly(other, "CREATE TRIGGER cut BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION cut()");
        assertThrows(LedgerException.class, () -> LedgerRestore.restore(backup, target));
        rawly(other, "DROP TRIGGER cut ON event");
        assertTrue(LedgerRestore.restore(backup, target).sound());
    }

    @Override
    void rawly(String statement) throws Exception {
        rawly(url, statement);
    }

    private static void rawly(String database, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
