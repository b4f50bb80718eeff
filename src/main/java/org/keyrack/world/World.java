package org.keyrack.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;

/**
 * The clock, the threads, the waits and the chance of a run and its ledger. Nothing else there knows the time, begins a thread
 * or waits, so that a simulation can put one schedule, drawn from a seed, in the place of the machine's.
 */
public interface World {
    /** The machine's own. */
    static World real() {
        return RealWorld.INSTANCE;
    }

    /** What the clock on the wall says; it may be set back at any moment, so it orders nothing. */
    Instant now();

    /** Nanoseconds since some moment, for measuring how long something takes; never goes back. */
    long nanos();

    /** For keys and tokens. */
    SecureRandom random();

    /** Begins a daemon thread; the caller goes on without waiting. */
    void start(String name, Runnable work);

    /** Waits for a time; returns at once when it is not positive. */
    void sleep(Duration time) throws InterruptedException;

    /**
     * Waits for an answer.
     *
     * @throws ExecutionException when there is a failure instead
     */
    <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException;

    /**
     * Waits for an event, for a time at most.
     *
     * @return whether it has come; how it ended does not matter
     */
    boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException;

    /** A new lock. Its conditions, and what is above, are the only waiting that may be done inside of it. */
    Lock lock();
}
