package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class SqliteLedgerTest extends LedgerSuite {
    @Override
    List<String> slow(Handle handle, List<String> queries) {
        return QueryPlans.slowOnSqlite(handle, queries);
    }

    @Override
    LedgerSettings settings(String bench) {
        return LedgerSettings.in(folder, bench);
    }

    @Override
    LedgerSettings elsewhere(String bench) {
        return LedgerSettings.at(folder.resolve("elsewhere.db").toString(), bench, folder);
    }

    @Override
    void rawly(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void insertOrReplaceCannotReplaceAnEvent() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        assertThrows(
                Exception.class,
                () -> rawly("INSERT OR REPLACE INTO event (bench, seq, body) VALUES ('bench-1', 2, 'x')"));
        assertTrue(verify().sound());
    }

    @Test
    void aSecondProgramOnTheSameFileIsToldSo() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            LedgerException refused = assertThrows(LedgerException.class, () -> Ledger.open(settings("bench-2")));
            assertTrue(refused.getMessage().contains("Another KeyRack writes"), refused.getMessage());
            assertEquals("bench-1", ledger.bench());
        }
        Ledger.open(settings("bench-2")).close();
    }
}
