package org.keyrack.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What the clocks of the benches have shown, as their last lines say: an order knows the latest of these. */
final class BenchClocks {
    /** A bench that starts looks at so many lines. */
    private static final int LOOKED_BACK = 256;

    private final Map<String, Deque<Instant>> shown = new HashMap<>();

    void durable(Line line) {
        Deque<Instant> times = shown.computeIfAbsent(line.bench(), bench -> new ArrayDeque<>());
        times.addLast(line.at());
        if (times.size() > LOOKED_BACK) {
            times.removeFirst();
        }
    }

    /** The latest day that a bench has written down, in the time zone of this computer. */
    LocalDate latest(String bench) {
        return day(shown.getOrDefault(bench, new ArrayDeque<>()).stream()
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH));
    }

    static LocalDate day(Instant at) {
        return at.atZone(ZoneId.systemDefault()).toLocalDate();
    }
}
