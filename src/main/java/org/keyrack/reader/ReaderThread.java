package org.keyrack.reader;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The one thread that does all card work of one reader, so that nothing connects or disconnects while a command is open
 * there, and its watchdog: a card never times out, the caller does. A thread that hangs stays with its reader until the
 * card answers or goes; nobody else waits for it.
 */
public final class ReaderThread {
    private final Failures failures;
    private final Runnable changed;
    private final ExecutorService thread;
    /** Pieces of work that wait for the thread. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean hung;
    /** What is at work; guarded by this. */
    private Optional<AtWork> current = Optional.empty();

    private record AtWork(Work<?> task, Thread worker) {}

    /** What went wrong, in the reader's words. */
    public interface Failures {
        LinkFailure of(Reason reason);

        /** What card work threw, other than the failures of {@code protocol.apdu}. */
        LinkFailure of(Throwable cause);
    }

    /**
     * @param name of the thread, a daemon
     * @param changed called when the reader begins or ceases to hang
     */
    public ReaderThread(String name, Failures failures, Runnable changed) {
        this.failures = failures;
        this.changed = changed;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Whether card work has taken longer than its caller waited, and still does. */
    public boolean hung() {
        return hung;
    }

    /**
     * Runs card work and waits for it; at once when this is the thread already, within {@link #repeatedly}.
     *
     * @throws LinkFailure HUNG when it takes longer than the limit, or when what hung before still does; CLOSED after
     *     {@link #close}; else what the work throws, as a link failure
     */
    public <T> T call(Callable<T> work, Duration limit) throws LinkFailure, ProtocolFailure {
        Optional<AtWork> around = atWorkHere();
        return around.isPresent() ? within(around.get().task(), work) : handOver(work, limit);
    }

    /**
     * Does steps on this thread until one says that it was the last, or until other work waits for the thread. A step's card
     * work begins without a thread being woken for it.
     *
     * @param step whether another one may follow
     * @param limit how long each piece of card work may take
     * @throws LinkFailure as {@link #call} does, whatever the step does with its own
     */
    public void repeatedly(BooleanSupplier step, Duration limit) throws LinkFailure {
        try {
            handOver(
                    () -> {
                        AtWork now = atWorkHere().orElseThrow();
                        boolean another = true;
                        while (another && waiting.get() == 0 && now.task().wanted()) {
                            another = step.getAsBoolean();
                        }
                        return null;
                    },
                    limit);
        } catch (ProtocolFailure impossible) {
            throw new IllegalStateException("A step tells its own failures", impossible);
        }
    }

    private synchronized Optional<AtWork> atWorkHere() {
        return current.filter(now -> now.worker() == Thread.currentThread());
    }

    private <T> T within(Work<?> task, Callable<T> work) throws LinkFailure, ProtocolFailure {
        task.begin();
        T result;
        try {
            result = work.call();
        } catch (Exception | Error failed) {
            throw cause(failed);
        }
        if (!task.wanted()) {
            // Its caller was told so, and nobody takes this answer any more.
            throw failures.of(Reason.HUNG);
        }
        return result;
    }

    private <T> T handOver(Callable<T> work, Duration limit) throws LinkFailure, ProtocolFailure {
        if (hung) {
            throw failures.of(Reason.HUNG);
        }
        Work<T> task = new Work<>(work);
        waiting.incrementAndGet();
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException closing) {
            waiting.decrementAndGet();
            throw failures.of(Reason.CLOSED);
        }
        try {
            return uninterruptibly(task, limit);
        } catch (TimeoutException late) {
            if (abandon(task)) {
                changed.run();
            }
            throw failures.of(Reason.HUNG);
        } catch (ExecutionException failed) {
            throw cause(Objects.requireNonNull(failed.getCause()));
        }
    }

    private void run(Work<?> task) {
        waiting.decrementAndGet();
        // Left by an abort that came as its work ended.
        Thread.interrupted();
        synchronized (this) {
            if (task.isDone()) {
                return;
            }
            current = Optional.of(new AtWork(task, Thread.currentThread()));
        }
        task.run();
        boolean awake;
        synchronized (this) {
            current = Optional.empty();
            awake = task.late && hung;
            if (awake) {
                hung = false;
            }
        }
        if (awake) {
            changed.run();
        }
    }

    /** False when it is not at work: it has not begun and never will, so nothing was sent, or it is just over. */
    private synchronized boolean abandon(Work<?> task) {
        if (current.filter(now -> now.task() == task).isEmpty()) {
            task.cancel(false);
            return false;
        }
        task.late = true;
        hung = true;
        return true;
    }

    /** The card has gone: who waits for it fails at once, and its thread is interrupted and hangs no more. */
    public synchronized void abort(LinkFailure failure) {
        hung = false;
        current.ifPresent(now -> {
            now.task().setException(failure);
            now.worker().interrupt();
        });
    }

    /** Runs card work later, when the thread is free, and does not wait. */
    public Future<?> later(Runnable work) {
        waiting.incrementAndGet();
        try {
            return thread.submit(() -> {
                waiting.decrementAndGet();
                Thread.interrupted();
                work.run();
            });
        } catch (RejectedExecutionException closing) {
            waiting.decrementAndGet();
            throw closing;
        }
    }

    private LinkFailure cause(Throwable cause) throws ProtocolFailure {
        if (cause instanceof ProtocolFailure failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof LinkFailure failure ? failure : failures.of(cause);
    }

    /** An interrupted caller still gets the answer: a command that was sent must not be lost. */
    private static <T> T uninterruptibly(Work<T> task, Duration limit) throws TimeoutException, ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(Math.max(0, task.left(limit)), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (TimeoutException late) {
                    if (task.left(limit) <= 0) {
                        throw late;
                    }
                } catch (CancellationException abandoned) {
                    throw new TimeoutException();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread once it is free, after a last piece of work; does not wait. */
    public void close(Runnable last) {
        thread.execute(last);
        thread.shutdown();
    }

    /** Card work that a caller may stop waiting for. */
    private static final class Work<T> extends FutureTask<T> {
        private volatile boolean late;
        private volatile long began = System.nanoTime();

        Work(Callable<T> work) {
            super(work);
        }

        /** The limit counts anew. */
        void begin() {
            began = System.nanoTime();
        }

        /** Nanoseconds until its caller waits no longer. */
        long left(Duration limit) {
            return began + limit.toNanos() - System.nanoTime();
        }

        /** Whether its caller still waits. */
        boolean wanted() {
            return !late && !isDone();
        }

        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
        }
    }
}
