package org.keyrack;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what no event tells of: a file that another program writes, a state that a thread comes into. */
public final class Eventually {
    private static final long PATIENCE_SECONDS = 60;

    private Eventually() {}

    /** Waits until a condition holds; fails when it does not in a minute. */
    public static void holds(String what, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("not in " + PATIENCE_SECONDS + " seconds: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
