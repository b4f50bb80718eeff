package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** One kept connection for look-ups; opened again after it failed. */
final class Reading implements AutoCloseable {
    private final Database database;
    private Handle handle;

    Reading(Database database) {
        this.database = database;
    }

    /**
     * Looks something up. A connection that the server has ended meanwhile is replaced once.
     *
     * @throws LedgerUnreadable when the database does not answer
     */
    synchronized <T> T with(Function<Handle, T> lookUp) {
        boolean fresh = handle == null;
        try {
            if (fresh) {
                handle = database.openReader();
            }
            return lookUp.apply(handle);
        } catch (SQLException | JdbiException | LedgerException e) {
            close();
            if (fresh) {
                throw new LedgerUnreadable(
                        "The ledger at " + database.name() + " cannot be read: "
                                + Database.causeOf(e).getMessage(),
                        e);
            }
        }
        return with(lookUp);
    }

    @Override
    public synchronized void close() {
        Database.drop(handle);
        handle = null;
    }
}
