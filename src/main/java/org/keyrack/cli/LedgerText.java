package org.keyrack.cli;

import org.keyrack.journal.OpenDownload;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.UnitRecord;

/** How {@code ledger show} writes what a ledger holds. */
interface LedgerText {
    /** What of a batch fits into a list of batches. */
    void batch(BatchSummary batch);

    /** One module of a batch, with its keys. */
    void unit(UnitRecord unit);

    /** A batch, its modules, and where its chain ends. */
    void whole(BatchView batch);

    /** A download whose outcome is not known. */
    void open(OpenDownload download);
}
