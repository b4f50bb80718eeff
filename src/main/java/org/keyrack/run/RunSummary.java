package org.keyrack.run;

import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.EndReason;

/**
 * The end of a batch in numbers.
 *
 * @param counts every module and key of it by class
 */
public record RunSummary(long batch, EndReason reason, BatchCounts counts) {
    /** Whether it came to its end and every module of it holds all its keys. */
    public boolean complete() {
        return reason == EndReason.FINISHED && counts.modules().notPassed() == 0;
    }

    public int of(ModuleClass module) {
        return counts.of(module);
    }

    public int of(KeyClass key) {
        return counts.of(key);
    }
}
