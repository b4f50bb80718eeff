package org.keyrack.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.keyrack.world.ForwardingWorld;

/** The machine's world, but for what is waited for by the clock: that time passes at once. */
final class PassingWorld extends ForwardingWorld {
    private final AtomicLong passed = new AtomicLong();

    /** Time that was waited for up to now. */
    Duration waited() {
        return Duration.ofNanos(passed.get());
    }

    @Override
    public Instant now() {
        return super.now().plusNanos(passed.get());
    }

    @Override
    public long nanos() {
        return super.nanos() + passed.get();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        passed.addAndGet(time.toNanos());
    }

    @Override
    public boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException {
        if (!event.isDone()) {
            sleep(atMost);
        }
        return event.isDone();
    }
}
