package org.keyrack.ledger;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.keyrack.world.World;

/** The machine's world, which tells when a round of the witness has ended, and whose clock can be set forward. */
final class WitnessWorld implements World {
    private final World real = World.real();
    private @Nullable CompletableFuture<Void> round;
    private final AtomicLong added = new AtomicLong();

    /** Waits for that thread. @return false when there was none */
    boolean witnessed() throws Exception {
        if (round != null) {
            real.get(round);
        }
        return round != null;
    }

    /** A minute passes. */
    void minute() {
        added.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    @Override
    public void start(String name, Runnable work) {
        if (!name.equals("witness")) {
            real.start(name, work);
            return;
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        round = end;
        real.start(name, () -> {
            work.run();
            end.complete(null);
        });
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public long nanos() {
        return real.nanos() + added.get();
    }

    @Override
    public SecureRandom random() {
        return real.random();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        real.sleep(time);
    }

    @Override
    public <T> T get(CompletableFuture<T> answer) throws InterruptedException, ExecutionException {
        return real.get(answer);
    }

    @Override
    public boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException {
        return real.await(event, atMost);
    }

    @Override
    public Lock lock() {
        return real.lock();
    }
}
