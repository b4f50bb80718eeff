package org.keyrack.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.BenchNow;
import org.keyrack.ledger.OrderView;

/** How the floor is shown. */
interface FloorText {
    /** Shows it. */
    void show(Floor floor);

    /**
     * The benches and orders of a ledger as they are now.
     *
     * @param benches every bench by its name
     * @param orders by its number, every order that is open, or was when the floor was shown first
     * @param changedBenches those that are new or have changed since the last time
     * @param changedOrders the same of orders
     */
    record Floor(
            SortedMap<String, BenchNow> benches,
            SortedMap<String, OrderView> orders,
            Set<String> changedBenches,
            Set<String> changedOrders) {}

    /** Keys loaded a minute in a batch, up to its end or to what it wrote last; 0 while there is nothing to divide. */
    static double perMinute(BenchNow bench, BatchSummary batch) {
        Instant to = batch.ended().orElse(bench.lastSeen());
        double seconds = Duration.between(batch.started(), to).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : batch.counts().of(KeyClass.LOADED) * 60 / seconds;
    }
}
