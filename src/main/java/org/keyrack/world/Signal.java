package org.keyrack.world;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Wakes who waits for a condition that others bring about. */
public final class Signal {
    private final World world;
    private CompletableFuture<Void> next = new CompletableFuture<>();

    public Signal(World world) {
        this.world = world;
    }

    /** Wakes everybody; what they wait for was changed before. */
    public synchronized void give() {
        next.complete(null);
        next = new CompletableFuture<>();
    }

    private synchronized CompletableFuture<Void> next() {
        return next;
    }

    /**
     * Waits until the condition holds; it is looked at now, and after each signal.
     *
     * @param over whether there is no use in waiting any more; looked at when the condition does not hold
     * @return false when it did not hold in time
     */
    public boolean await(BooleanSupplier condition, BooleanSupplier over, Duration atMost) throws InterruptedException {
        long deadline = world.nanos() + atMost.toNanos();
        while (true) {
            // Before the condition: a signal after that look must not be missed.
            CompletableFuture<Void> signal = next();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (over.getAsBoolean() || !world.await(signal, Duration.ofNanos(deadline - world.nanos()))) {
                return false;
            }
        }
    }
}
