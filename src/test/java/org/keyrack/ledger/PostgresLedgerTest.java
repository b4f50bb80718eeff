package org.keyrack.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

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

    @Override
    void rawly(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
