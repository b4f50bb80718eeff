package org.keyrack.ui.shell;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;

/**
 * Measures how long the JavaFX thread keeps others waiting: a knock every few milliseconds, and the time until it is
 * answered. The longest wait is the longest stall, to within the knocking interval.
 */
public final class PulseMonitor implements AutoCloseable {
    private static final long EVERY_MS = 4;

    private final ScheduledExecutorService knocking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "pulse monitor");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean outside = new AtomicBoolean();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong knocks = new AtomicLong();
    private volatile long knockedAt;

    /** Begins to measure. */
    public PulseMonitor() {
        var unused = knocking.scheduleAtFixedRate(this::knock, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void knock() {
        if (outside.compareAndSet(false, true)) {
            knockedAt = System.nanoTime();
            Platform.runLater(this::answer);
        }
    }

    private void answer() {
        longest.accumulateAndGet(System.nanoTime() - knockedAt, Math::max);
        knocks.incrementAndGet();
        outside.set(false);
    }

    /** The longest stall since the start or the last {@link #reset}; counts one that still lasts. */
    public Duration longestStall() {
        long lasting = outside.get() ? System.nanoTime() - knockedAt : 0;
        return Duration.ofNanos(Math.max(longest.get(), lasting));
    }

    /** Knocks answered since the start or the last {@link #reset}: without any, the longest stall says nothing. */
    public long knocks() {
        return knocks.get();
    }

    public void reset() {
        longest.set(0);
        knocks.set(0);
    }

    @Override
    public void close() {
        knocking.shutdownNow();
    }
}
