package org.keyrack.ledger;

import java.util.List;

/**
 * One batch with every unit and key.
 *
 * @param summary with counts that include settlements made after the batch's end
 * @param units every module that was seen, in the order in which the ledger first named it
 */
public record BatchView(BatchSummary summary, List<UnitRecord> units) {
    public BatchView {
        units = List.copyOf(units);
    }
}
