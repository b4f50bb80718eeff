package org.keyrack.run;

import java.time.Duration;

/**
 * How fast a run is.
 *
 * @param exports keys exported up to now
 * @param asBusy time that the AS cards spent on them, all together
 * @param asCards AS cards in the pool now
 * @param elapsed since the batch began
 */
public record RunFigures(long exports, Duration asBusy, int asCards, Duration elapsed) {
    /** Share of the time in which the AS was at work, 0 to 1 for each AS card in the pool. */
    public double utilization() {
        long available = elapsed.toNanos() * Math.max(1, asCards);
        return available <= 0 ? 0 : Math.min(1, (double) asBusy.toNanos() / available);
    }
}
