package org.keyrack.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until somebody stops the program, and then closes what it opened. */
final class UntilStopped {
    private UntilStopped() {}

    static void run(Runnable close) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "closing"));
        new CountDownLatch(1).await();
    }
}
