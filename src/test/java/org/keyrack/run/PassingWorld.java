package org.keyrack.run;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import org.keyrack.world.World;

/** The machine's world, but for what is waited for by the clock: that time passes at once. */
final class PassingWorld implements World {
    private final World real = World.real();
    private final AtomicLong passed = new AtomicLong();

    /** Time that was waited for up to now. */
    Duration waited() {
        return Duration.ofNanos(passed.get());
    }

    @Override
    public Instant now() {
        return real.now().plusNanos(passed.get());
    }

    @Override
    public long nanos() {
        return real.nanos() + passed.get();
    }

    @Override
    public SecureRandom random() {
        return real.random();
    }

    @Override
    public void start(String name, Runnable work) {
        real.start(name, work);
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        passed.addAndGet(time.toNanos());
    }

    @Override
    public <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException {
        return real.get(answer);
    }

    @Override
    public boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException {
        if (!event.isDone()) {
            sleep(atMost);
        }
        return event.isDone();
    }

    @Override
    public Lock lock() {
        return real.lock();
    }
}
