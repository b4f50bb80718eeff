package org.keyrack.ledger;

import java.util.List;
import java.util.Set;
import org.keyrack.journal.OpenDownload;
import org.keyrack.protocol.SerialNumber;

/**
 * A batch that did not come to its end, and what is left to do.
 *
 * @param finished modules that need nothing more
 * @param unfinished modules that were begun; their readers are the slots to fill again
 * @param open of these, the downloads that GET DATA 0203 must settle
 */
public record InterruptedBatch(
        BatchSummary batch, Set<SerialNumber> finished, List<UnitRecord> unfinished, List<OpenDownload> open) {
    public InterruptedBatch {
        finished = Set.copyOf(finished);
        unfinished = List.copyOf(unfinished);
        open = List.copyOf(open);
    }
}
