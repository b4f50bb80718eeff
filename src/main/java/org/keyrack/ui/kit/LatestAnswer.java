package org.keyrack.ui.kit;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Work in the background of which only the latest is waited for: what was asked for before, and answers later, is dropped. */
public final class LatestAnswer {
    private final Background background;
    private long asked;

    public LatestAnswer(Background background) {
        this.background = background;
    }

    /** Waits for none of the answers that were asked for up to now. */
    public void forget() {
        asked++;
    }

    /**
     * Works on another thread; call it from the JavaFX thread.
     *
     * @param done gets the result on the JavaFX thread
     * @param failed gets what was thrown, on the JavaFX thread
     */
    public <T> void run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        long mine = ++asked;
        background.run(
                work,
                result -> {
                    if (mine == asked) {
                        done.accept(result);
                    }
                },
                failure -> {
                    if (mine == asked) {
                        failed.accept(failure);
                    }
                });
    }
}
