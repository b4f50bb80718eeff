package org.keyrack.ledger;

import java.sql.SQLException;
import java.time.Duration;

/** Tells a reader that a database has changed. Waiting costs nothing worth mentioning. */
interface ChangeSignal extends AutoCloseable {
    /**
     * Returns when something may have been committed since the last call, or after a while.
     *
     * @param longest how long at most
     * @return whether it is worth to look
     * @throws SQLException when the database is not there any more, or is another one
     */
    boolean await(Duration longest) throws SQLException, InterruptedException;

    @Override
    void close();
}
