package org.keyrack.ledger;

import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.keyrack.ledger.LedgerProblem.Kind;

/** One kept connection for look-ups; opened again after it failed. */
final class Reading implements AutoCloseable {
    private final Database database;
    private @Nullable Handle handle;
    private boolean closed;

    Reading(Database database) {
        this(database, null);
    }

    /** @param handle open already; null: opened when it is first needed */
    Reading(Database database, @Nullable Handle handle) {
        this.database = database;
        this.handle = handle;
    }

    /**
     * Looks something up. A connection that the server has ended meanwhile is replaced once.
     *
     * @throws LedgerUnreadable when the database does not answer
     */
    synchronized <T> T with(Function<Handle, T> lookUp) {
        if (closed) {
            throw new LedgerUnreadable(LedgerProblem.of(Kind.CLOSED, database.name()), null);
        }
        boolean fresh = handle == null;
        try {
            Handle open = handle == null ? database.openReader() : handle;
            handle = open;
            return LedgerUnreadable.guard(() -> lookUp.apply(open));
        } catch (SQLException | JdbiException | LedgerException e) {
            drop();
            if (fresh) {
                throw new LedgerUnreadable(
                        LedgerProblem.of(
                                Kind.UNREADABLE,
                                database.name(),
                                String.valueOf(Database.causeOf(e).getMessage())),
                        e);
            }
        }
        return with(lookUp);
    }

    private void drop() {
        Database.drop(handle);
        handle = null;
    }

    /** Lets go of the database for good: a late look-up is refused and opens nothing again. */
    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
