package org.keyrack.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BenchNow;

/** How the floor is shown. */
interface FloorText {
    /**
     * Shows it.
     *
     * @param all every bench by its name
     * @param changed those that are new or have changed since the last time
     */
    void show(SortedMap<String, BenchNow> all, Set<String> changed);

    /** Keys loaded a minute in a batch, up to its end or to what it wrote last; 0 while there is nothing to divide. */
    static double perMinute(BenchNow bench, BatchSummary batch) {
        Instant to = batch.ended().orElse(bench.lastSeen());
        double seconds = Duration.between(batch.started(), to).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : batch.counts().of(KeyClass.LOADED) * 60 / seconds;
    }
}
