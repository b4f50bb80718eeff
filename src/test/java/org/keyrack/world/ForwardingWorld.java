package org.keyrack.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;

/** The machine's world, for a test that puts something of its own in the place of one part of it. */
public class ForwardingWorld implements World {
    private final World real = World.real();

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public long nanos() {
        return real.nanos();
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
