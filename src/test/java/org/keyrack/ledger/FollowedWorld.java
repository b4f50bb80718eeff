package org.keyrack.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.keyrack.world.ForwardingWorld;

/** The machine's world, which tells when a thread has ended, and whose measure of time can be set forward. */
final class FollowedWorld extends ForwardingWorld {
    private final String name;
    private final AtomicLong added = new AtomicLong();
    private volatile Optional<CompletableFuture<Void>> last = Optional.empty();

    /** @param name of the threads that are followed */
    FollowedWorld(String name) {
        this.name = name;
    }

    /** Waits for the thread that was begun last. @return false when there was none */
    boolean ended() throws Exception {
        if (last.isPresent()) {
            last.get().get(60, TimeUnit.SECONDS);
        }
        return last.isPresent();
    }

    /** A minute passes. */
    void minute() {
        added.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    @Override
    public void start(String thread, Runnable work) {
        if (!thread.equals(name)) {
            super.start(thread, work);
            return;
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        last = Optional.of(end);
        super.start(thread, () -> {
            try {
                work.run();
            } finally {
                end.complete(null);
            }
        });
    }

    @Override
    public long nanos() {
        return super.nanos() + added.get();
    }
}
