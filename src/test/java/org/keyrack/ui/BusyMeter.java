package org.keyrack.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import javafx.animation.AnimationTimer;

/**
 * The most processor time that the JavaFX thread spends between two frames. A stall is also made by other programs that have
 * the processors; this is what the window itself does, whatever else the machine has to do.
 */
final class BusyMeter extends AnimationTimer {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong longest = new AtomicLong();
    private long before;

    /** Begins to measure; call it on the JavaFX thread. */
    BusyMeter() {
        before = threads.getCurrentThreadCpuTime();
        start();
    }

    @Override
    public void handle(long now) {
        long used = threads.getCurrentThreadCpuTime();
        longest.accumulateAndGet(used - before, Math::max);
        before = used;
    }

    /** Since the start or the last {@link #reset}. */
    double longestMilliseconds() {
        return longest.get() / 1e6;
    }

    void reset() {
        longest.set(0);
    }
}
