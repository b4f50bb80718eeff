package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A page of batches.
 *
 * @param batches newest first: within a bench by number, between benches by time
 * @param next where the next page begins; empty when these were the last
 */
public record BatchPage(List<BatchSummary> batches, Optional<PageStart> next) {
    public BatchPage {
        batches = List.copyOf(batches);
    }
}
