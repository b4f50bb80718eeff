package org.keyrack.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyrack.journal.KeyClass;

/**
 * What a bench is at, as the ledger knows it.
 *
 * @param bench its name
 * @param lastSeen when it wrote its last line, by its own clock
 * @param newest its newest batch as it is now; empty when it has begun none
 * @param counters of the AS of that batch; nothing counted without one
 * @param exports what the AS of that batch have left
 */
public record BenchNow(
        String bench, Instant lastSeen, Optional<BatchView> newest, KnownCounters counters, BenchExports exports) {
    /** Keys loaded a minute in its batch, up to its end or to what it wrote last; 0 while there is nothing to divide. */
    public double keysPerMinute() {
        return newest.map(BatchView::summary)
                .map(batch -> {
                    Instant to = batch.ended().orElse(lastSeen);
                    double seconds = Duration.between(batch.started(), to).toMillis() / 1000.0;
                    return seconds <= 0 ? 0 : batch.counts().of(KeyClass.LOADED) * 60 / seconds;
                })
                .orElse(0.0);
    }
}
