package org.keyrack.app;

import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * Opens a ledger that is thrown away after measuring, with its key and its heads in the same folder.
     *
     * @throws InputException when it cannot be opened, with what to do
     */
    default OpenLedger throwaway(Path folder) throws InputException {
        return open(Optional.of(folder.resolve("ledger.db").toString()), true);
    }

    /**
     * Opens a ledger for reports only, also while a bench works on it.
     *
     * @throws InputException when there is none or it cannot be opened
     */
    ReportSource read(Optional<String> location, boolean simulated) throws InputException;
}
