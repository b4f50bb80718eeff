package org.keyrack.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.keyrack.simulation.Simulation.Outcome;

/** Runs seed after seed, some at once, each by itself. */
final class Seeds {
    private final AtomicLong next;
    private final int units;
    private final int threads;
    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong findings = new AtomicLong();

    /**
     * @param from the first seed
     * @param units modules of a rack, at most
     * @param threads seeds at once
     */
    Seeds(long from, int units, int threads) {
        this.next = new AtomicLong(from);
        this.units = units;
        this.threads = threads;
    }

    /** What came of all of them. */
    record Tally(long seeds, long keys, long turns, long findings, Duration time) {}

    /**
     * Runs them.
     *
     * @param end the first seed that is not run
     * @param atMost no seed begins later
     * @param goOn whether a finding does not end the run
     * @param each hears of each, one after the other
     */
    Tally run(long end, Duration atMost, boolean goOn, BiConsumer<Simulation, Outcome> each)
            throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> {
                    part(end, begin + atMost.toNanos(), goOn, each);
                    return null;
                }));
            }
            for (Future<Void> part : parts) {
                part.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return new Tally(
                ran.get(), keys.get(), turns.get(), findings.get(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void part(long end, long until, boolean goOn, BiConsumer<Simulation, Outcome> each) throws Exception {
        try (Simulation simulation = new Simulation(units)) {
            while (System.nanoTime() - until < 0 && (goOn || findings.get() == 0)) {
                long seed = next.getAndIncrement();
                if (seed >= end) {
                    return;
                }
                Outcome outcome = simulation.run(Choices.drawn(seed));
                ran.incrementAndGet();
                keys.addAndGet(outcome.keys());
                turns.addAndGet(outcome.steps());
                if (outcome.found().isPresent()) {
                    findings.incrementAndGet();
                }
                synchronized (this) {
                    each.accept(simulation, outcome);
                }
            }
        }
    }
}
