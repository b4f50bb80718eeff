package org.keyrack.reader.pcsc;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.reader.SnapshotListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the bench at an interval and tells listeners what changed. Polling on a context of its own costs 2 ms a round
 * and no APDU time (design.md, "PC/SC, as measured"); waiting for changes does not work at 16 readers.
 */
final class BenchMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BenchMonitor.class);

    private final BenchWatch watch;
    private final BenchHistory history;
    private final BenchHistory.OwnView own;
    private final long intervalNanos;
    private final Thread looking;
    private final ExecutorService telling;
    private final SnapshotListeners listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private volatile ReaderSnapshot newest = ReaderSnapshot.EMPTY;
    private boolean lookNow;
    private final AtomicLong looks = new AtomicLong();
    private volatile boolean closed;

    BenchMonitor(BenchWatch watch, BenchHistory history, BenchHistory.OwnView own, Duration interval) {
        this.watch = watch;
        this.history = history;
        this.own = own;
        intervalNanos = interval.toNanos();
        looking = new Thread(this::run, "pcsc-monitor");
        looking.setDaemon(true);
        telling = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "pcsc-listeners");
            thread.setDaemon(true);
            return thread;
        });
        listeners = new SnapshotListeners(telling);
    }

    void start() {
        looking.start();
    }

    ReaderSnapshot snapshot() {
        return newest;
    }

    Subscription listen(Consumer<ReaderSnapshot> listener) {
        lock.lock();
        try {
            return listeners.add(listener, newest);
        } finally {
            lock.unlock();
        }
    }

    /** Something has happened that the next look should show at once. */
    void lookSoon() {
        lock.lock();
        try {
            lookNow = true;
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition holds after a look, or the time is over. */
    boolean await(BooleanSupplier condition, long milliseconds) {
        long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0 || closed) {
                    return false;
                }
                left = looked.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of the next look. */
    void awaitLook() {
        long before = looks.get();
        await(() -> looks.get() != before, 1_000);
    }

    private void run() {
        try {
            while (!closed) {
                ReaderSnapshot snapshot = history.add(watch.look(), own, System.nanoTime());
                publish(snapshot);
                pause();
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("The monitor of the readers has stopped; start the program again", broken);
        } finally {
            watch.close();
        }
    }

    private void publish(ReaderSnapshot snapshot) {
        lock.lock();
        try {
            if (!snapshot.equals(newest)) {
                LOG.debug("Bench: {}", snapshot);
                newest = snapshot;
                listeners.tell(snapshot);
            }
            looks.incrementAndGet();
            looked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        // Looking for a library that is not there is expensive, and it does not come by itself.
        long left = newest.service() == Service.NOT_INSTALLED ? 20 * intervalNanos : intervalNanos;
        lock.lock();
        try {
            while (left > 0 && !lookNow && !closed) {
                left = wanted.awaitNanos(left);
            }
            lookNow = false;
        } catch (InterruptedException stopping) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
            looked.signalAll();
        } finally {
            lock.unlock();
        }
        telling.shutdown();
    }
}
