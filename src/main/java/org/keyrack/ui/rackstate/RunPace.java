package org.keyrack.ui.rackstate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** How fast keys are loaded: those of the last half minute. */
final class RunPace {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final double LEAST_SECONDS = 0.5;

    private final ArrayDeque<Instant> keys = new ArrayDeque<>();

    void key(Instant at) {
        keys.addLast(at);
        forget(at);
    }

    void clear() {
        keys.clear();
    }

    private void forget(Instant now) {
        while (!keys.isEmpty() && keys.peekFirst().isBefore(now.minus(WINDOW))) {
            keys.removeFirst();
        }
    }

    /** Keys per second; 0 when none came lately. */
    double rate(Instant now) {
        forget(now);
        if (keys.size() < 2) {
            return 0;
        }
        double seconds = Duration.between(keys.peekFirst(), now).toMillis() / 1000.0;
        return keys.size() / Math.max(LEAST_SECONDS, seconds);
    }
}
