package org.keyrack.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which waiting unit the AS serves next: a pure function, so that a simulation can drive it with thousands of units.
 *
 * <p>Longest remaining chain first: a unit with many keys left decides when the rack is done, so it must not wait. Among
 * equals the one that waits longest, so that none starves.
 */
public final class SchedulePolicy {
    private static final Comparator<Waiting> ORDER =
            Comparator.comparingInt(Waiting::remaining).reversed().thenComparingLong(Waiting::since);

    private SchedulePolicy() {}

    /**
     * Chooses the next export.
     *
     * @param waiting units whose R is ready; may be empty
     */
    public static <T extends Waiting> Optional<T> next(List<T> waiting) {
        return waiting.stream().min(ORDER);
    }

    /** A unit that waits for the AS. */
    public interface Waiting {
        /** Keys that this unit still needs, this one included. */
        int remaining();

        /** A number that grows with the time of arrival. */
        long since();
    }
}
