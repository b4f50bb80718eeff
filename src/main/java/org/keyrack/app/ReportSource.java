package org.keyrack.app;

import java.util.List;
import java.util.Optional;
import org.keyrack.journal.BatchId;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.report.BatchFacts;

/** Where reports come from: a ledger, also while a bench works on it. Methods throw {@link LedgerUnreadable}. */
public interface ReportSource {
    /** Every batch of every bench, newest first. */
    List<BatchSummary> batches();

    /** One batch with all its units and keys. */
    Optional<BatchFacts> batch(BatchId batch);

    /**
     * Modules of any batch whose SN holds these digits, ascending.
     *
     * @param part 1 to 16 hexadecimal digits
     * @param most at most so many
     */
    List<SerialNumber> modulesWith(String part, int most);

    /** Where a module was loaded, by whom and from which AS: every batch it was in, oldest first. */
    List<ModuleVisit> module(SerialNumber sn);
}
