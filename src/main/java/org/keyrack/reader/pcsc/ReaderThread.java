package org.keyrack.reader.pcsc;

import java.time.Duration;
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
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The one thread that does all card work of one reader, so that nothing connects or disconnects while a command is open
 * there, and its watchdog: PC/SC never times out, the caller does. A thread that hangs stays with its reader until the
 * card answers or goes; nobody else waits for it.
 */
final class ReaderThread {
    private final String reader;
    private final Runnable changed;
    private final ExecutorService thread;
    private volatile boolean hung;

    /** @param changed called when the reader begins or ceases to hang */
    ReaderThread(String reader, Runnable changed) {
        this.reader = reader;
        this.changed = changed;
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "pcsc " + reader);
            worker.setDaemon(true);
            return worker;
        });
    }

    boolean hung() {
        return hung;
    }

    /**
     * Runs card work and waits for it.
     *
     * @throws LinkFailure HUNG when it takes longer than the limit, or when what hung before still does; CLOSED after
     *     {@link #close}; else what the work throws, as a link failure
     */
    <T> T call(Callable<T> work, Duration limit) throws LinkFailure, ProtocolFailure {
        if (hung) {
            throw failure(Reason.HUNG);
        }
        Work<T> task = new Work<>(work);
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closing) {
            throw failure(Reason.CLOSED);
        }
        try {
            return uninterruptibly(task, limit);
        } catch (TimeoutException late) {
            if (task.abandon()) {
                hung = true;
                changed.run();
                task.whenOver(() -> {
                    hung = false;
                    changed.run();
                });
            }
            throw failure(Reason.HUNG);
        } catch (ExecutionException failed) {
            throw cause(failed.getCause());
        }
    }

    /** Runs card work later, when the thread is free, and does not wait. */
    Future<?> later(Runnable work) {
        return thread.submit(work);
    }

    private LinkFailure failure(Reason reason) {
        return new LinkFailure(reason, PcscError.explain(reader, reason, null));
    }

    private LinkFailure cause(Throwable cause) throws ProtocolFailure {
        if (cause instanceof ProtocolFailure failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof LinkFailure failure ? failure : PcscError.link(reader, cause);
    }

    /** An interrupted caller still gets the answer: a command that was sent must not be lost. */
    private static <T> T uninterruptibly(Future<T> future, Duration limit) throws TimeoutException, ExecutionException {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
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
    void close(Runnable last) {
        thread.execute(last);
        thread.shutdown();
    }

    /** Card work that a caller may stop waiting for. */
    private static final class Work<T> extends FutureTask<T> {
        private boolean started;
        private Runnable whenOver;
        private boolean over;

        Work(Callable<T> work) {
            super(work);
        }

        @Override
        public void run() {
            synchronized (this) {
                started = true;
            }
            super.run();
            Runnable then;
            synchronized (this) {
                over = true;
                then = whenOver;
            }
            if (then != null) {
                then.run();
            }
        }

        /** False when it has not begun: it never will then, and nothing was sent. */
        synchronized boolean abandon() {
            if (!started) {
                cancel(false);
            }
            return started;
        }

        synchronized void whenOver(Runnable then) {
            if (over) {
                then.run();
            } else {
                whenOver = then;
            }
        }
    }
}
