package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import org.keyrack.journal.ExpectedUnits;

/**
 * One batch with every unit and key.
 *
 * @param summary with counts that include settlements made after the batch's end
 * @param units every module that was seen, in the order in which the ledger first named it
 * @param expected the list of modules that the batch began with; empty without one
 */
public record BatchView(BatchSummary summary, List<UnitRecord> units, Optional<ExpectedUnits> expected) {
    public BatchView {
        units = List.copyOf(units);
    }
}
