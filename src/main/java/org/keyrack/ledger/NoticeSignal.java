package org.keyrack.ledger;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/** Waits for the notices that PostgreSQL passes on from every bench that has committed. */
final class NoticeSignal implements ChangeSignal {
    /** The channel; a notice has no text. */
    static final String CHANNEL = "keyrack_event";

    private final PGConnection connection;

    NoticeSignal(Handle handle) throws SQLException {
        handle.execute("LISTEN " + CHANNEL);
        this.connection = handle.getConnection().unwrap(PGConnection.class);
    }

    /** A notice can be lost with a connection, and an older program sends none: after the wait it is worth to look as well. */
    @Override
    public boolean await(Duration longest) throws SQLException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        connection.getNotifications((int) longest.toMillis());
        return true;
    }

    @Override
    public void close() {
        // It goes with its connection.
    }
}
