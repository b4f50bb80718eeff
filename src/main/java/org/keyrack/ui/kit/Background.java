package org.keyrack.ui.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Card and disk work, away from the JavaFX thread. */
public final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private static final long LAST_WORK_SECONDS = 5;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "window background");
        thread.setDaemon(true);
        return thread;
    });
    private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper(this, "running");

    /**
     * Works on another thread; call it from the JavaFX thread. What is asked after {@link #close} is not begun: the
     * readers still tell of cards while a window goes, and nobody waits for an answer any more.
     *
     * @param done gets the result on the JavaFX thread
     * @param failed gets what was thrown, on the JavaFX thread
     */
    public <T> void run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        if (threads.isShutdown()) {
            LOG.debug("The window is closed: background work is not begun");
            return;
        }
        running.set(running.get() + 1);
        threads.execute(() -> {
            try {
                T result = work.call();
                finish(() -> done.accept(result));
            } catch (Exception e) {
                LOG.debug("Background work failed: {}", e.getClass().getSimpleName());
                finish(() -> failed.accept(e));
            }
        });
    }

    /** Works on another thread; a failure is logged, nobody waits for the end. */
    public void run(Runnable work) {
        run(
                () -> {
                    work.run();
                    return true;
                },
                ok -> {},
                failure -> LOG.warn("Background work failed", failure));
    }

    private void finish(Runnable report) {
        Platform.runLater(() -> {
            running.set(running.get() - 1);
            report.run();
        });
    }

    /** How many pieces of work are not finished. */
    public ReadOnlyIntegerProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Takes no more work and waits for what was begun, so that ledger and settings are whole when the program ends. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Some background work did not end with the window");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
