package org.keyrack.app;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads of a bench: any number that wait for cards, one that tells listeners. After {@link #refuse()} nothing new begins. */
final class BenchThreads {
    private final ExecutorService cards = Executors.newCachedThreadPool(task -> daemon(task, "card reading"));
    private final ExecutorService notices = Executors.newSingleThreadExecutor(task -> daemon(task, "bench"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "bench clock"));
    private boolean refusing;

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins what waits for a card. */
    synchronized void card(Runnable task) {
        if (!refusing) {
            cards.execute(task);
        }
    }

    /** Begins what waits for a card after a while. */
    synchronized void cardLater(Duration after, Runnable task) {
        if (!refusing) {
            var unused = clock.schedule(() -> card(task), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Calls listeners, one call after the other. */
    synchronized void notice(Runnable task) {
        if (!refusing) {
            notices.execute(task);
        }
    }

    /** From now on nothing new begins; what was begun goes on. */
    synchronized void refuse() {
        refusing = true;
        clock.shutdownNow();
        cards.shutdown();
        notices.shutdown();
    }

    /**
     * Waits for what was begun before {@link #refuse()}.
     *
     * @return whether all of it has ended in time
     */
    boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            return cards.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && notices.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
