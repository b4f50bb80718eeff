package org.keyrack.app;

import java.util.Optional;
import org.keyrack.plan.History;
import org.keyrack.run.Journal;

/** Opens ledgers; the composition root implements it. */
public interface LedgerSource {
    /**
     * Opens a ledger.
     *
     * @param location a file or a PostgreSQL URL; empty opens the usual one
     * @param simulated whether it is for the virtual bench, which has a ledger of its own
     * @throws InputException when it cannot be opened, with what to do
     */
    OpenLedger open(Optional<String> location, boolean simulated) throws InputException;

    /** A ledger in use: the run's journal, the plan's history, and what reading a module settles. */
    interface OpenLedger extends Journal, History, Settler, AutoCloseable {
        @Override
        void close();
    }
}
