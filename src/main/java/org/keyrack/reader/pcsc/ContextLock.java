package org.keyrack.reader.pcsc;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Contexts are created, and cards connected, one after the other in this process: pcsc-lite before 2.0.1 races. Never
 * held while a card computes. Whoever hangs inside holds up the others for a moment only: a race that may be lost is
 * better than a rack that stands still.
 */
final class ContextLock {
    private static final Semaphore ONE = new Semaphore(1, true);
    private static final long PATIENCE_MILLISECONDS = 2_000;

    private ContextLock() {}

    /** A call that may fail. */
    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    static <T, E extends Exception> T call(Call<T, E> call) throws E {
        boolean alone = acquire();
        try {
            return call.run();
        } finally {
            if (alone) {
                ONE.release();
            }
        }
    }

    private static boolean acquire() {
        try {
            return ONE.tryAcquire(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
