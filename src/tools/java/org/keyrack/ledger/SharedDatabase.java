package org.keyrack.ledger;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/**
 * A ledger that two simulated benches write to as to a server's: each has its name as long as its session lives, and one
 * transaction comes after the other.
 */
final class SharedDatabase extends SqliteDatabase {
    private final Sessions sessions;

    SharedDatabase(String location, Disk disk, Sessions sessions) {
        super(location, disk);
        this.sessions = sessions;
    }

    @Override
    Handle openWriter(String bench) throws LedgerException, SQLException {
        if (sessions.works(bench)) {
            throw new LedgerException(LedgerProblem.of(LedgerProblem.Kind.ANOTHER_BENCH, bench, name()));
        }
        Handle session = super.openWriter(bench);
        sessions.begun(bench, session);
        return session;
    }

    @Override
    boolean stopped(Handle writer, String bench) {
        return !sessions.works(bench);
    }

    /** A server's benches are told, so they cosign each other. */
    @Override
    boolean announces() {
        return true;
    }

    /** A server has no file to lock. */
    @Override
    void lock() {}

    @Override
    Jdbi jdbi(boolean write) {
        Jdbi jdbi = super.jdbi(write);
        return write ? jdbi.setTransactionHandler(new InTurn(LocalTransactionHandler.binding())) : jdbi;
    }

    /** A writer waits for the transaction of another before its own begins, as SQLite has it wait. */
    private final class InTurn extends DelegatingTransactionHandler {
        InTurn(TransactionHandler real) {
            super(real);
        }

        @Override
        public void begin(Handle handle) {
            sessions.awaitTurn();
            super.begin(handle);
        }

        @Override
        public TransactionHandler specialize(Handle handle) throws SQLException {
            return new InTurn(getDelegate().specialize(handle));
        }
    }
}
