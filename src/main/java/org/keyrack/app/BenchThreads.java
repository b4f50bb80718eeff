package org.keyrack.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.keyrack.world.WorkQueue;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of a bench: any number that wait for cards, one that tells listeners. After {@link #refuse()} nothing new begins. */
final class BenchThreads {
    private static final Logger LOG = LoggerFactory.getLogger(BenchThreads.class);

    private final World world;
    private final WorkQueue notices;
    private final CompletableFuture<Void> refusing = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Pieces of work that were begun; guarded by this. */
    private int begun;

    BenchThreads(World world) {
        this.world = world;
        this.notices = new WorkQueue(world, "bench");
    }

    /** Begins what waits for a card. */
    synchronized void card(Runnable task) {
        if (!refusing.isDone()) {
            begun++;
            world.start("card reading", () -> finish(task));
        }
    }

    /** Begins what waits for a card after a while. */
    synchronized void cardLater(Duration after, Runnable task) {
        if (!refusing.isDone()) {
            begun++;
            world.start("bench clock", () -> finish(() -> later(after, task)));
        }
    }

    private void later(Duration after, Runnable task) {
        try {
            if (!world.await(refusing, after)) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Calls listeners, one call after the other. */
    synchronized void notice(Runnable task) {
        if (!refusing.isDone()) {
            begun++;
            notices.add(() -> finish(task));
        }
    }

    private void finish(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            LOG.error("Work of the bench failed", fault);
        } finally {
            over();
        }
    }

    private synchronized void over() {
        begun--;
        endWhenIdle();
    }

    private void endWhenIdle() {
        if (begun == 0 && refusing.isDone()) {
            ended.complete(null);
        }
    }

    /** From now on nothing new begins; what was begun goes on. */
    synchronized void refuse() {
        refusing.complete(null);
        notices.close();
        endWhenIdle();
    }

    /**
     * Waits for what was begun before {@link #refuse()}.
     *
     * @return whether all of it has ended in time
     */
    boolean awaitEnd(Duration atMost) {
        try {
            return world.await(ended, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
