package org.keyrack.ledger;

import java.util.List;

/**
 * One batch with every unit and key.
 *
 * @param summary with counts that include settlements made after the batch's end
 * @param units in the order in which they were begun
 */
public record BatchView(BatchSummary summary, List<UnitRecord> units) {
    public BatchView {
        units = List.copyOf(units);
    }
}
