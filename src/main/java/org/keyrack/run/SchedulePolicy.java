package org.keyrack.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which waiting unit the AS serves next: a pure function, so that a simulation can drive it with thousands of units.
 *
 * <p>Longest remaining chain first: a unit with many keys left decides when the rack is done, so it must not wait. Among
 * equals the one that waits longest. In continuous mode fresh units would keep a nearly finished one waiting for ever, so
 * whoever was passed over twice by everybody goes first.
 */
public final class SchedulePolicy {
    private static final Comparator<Waiting> AGE = Comparator.comparingLong(Waiting::since);
    private static final Comparator<Waiting> CHAIN =
            Comparator.comparingInt(Waiting::remaining).reversed().thenComparing(AGE);

    private SchedulePolicy() {}

    /**
     * Chooses the next export.
     *
     * @param waiting units whose R is ready; may be empty
     * @param arrivals how many have arrived at the queue up to now
     */
    public static <T extends Waiting> Optional<T> next(List<T> waiting, long arrivals) {
        return waiting.stream()
                .min(AGE)
                .filter(oldest -> arrivals - oldest.since() > 2L * waiting.size())
                .or(() -> waiting.stream().min(CHAIN));
    }

    /** A unit that waits for the AS. */
    public interface Waiting {
        /** Keys that this unit still needs, this one included. */
        int remaining();

        /** Which arrival at the queue this was, counted from 1. */
        long since();
    }
}
