package org.keyrack.ui.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Brings news from other threads to the JavaFX thread, once a frame: what is posted under the same key before the next frame
 * replaces what was there, so that a fast run costs no more than a slow one.
 */
public final class UiUpdates {
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
    private boolean scheduled;
    private long posted;
    private long ran;
    private @Nullable AnimationTimer timer;

    /** Runs the update on the JavaFX thread with the next frame. May be called from any thread. */
    public synchronized void post(Object key, Runnable update) {
        posted++;
        waiting.remove(key);
        waiting.put(key, update);
        if (!scheduled) {
            scheduled = true;
            Platform.runLater(this::schedule);
        }
    }

    private void schedule() {
        AnimationTimer each = timer == null ? timer() : timer;
        timer = each;
        each.start();
        Platform.requestNextPulse();
    }

    private AnimationTimer timer() {
        return new AnimationTimer() {
            @Override
            public void handle(long now) {
                stop();
                frame();
            }
        };
    }

    private void frame() {
        Map<Object, Runnable> now;
        synchronized (this) {
            now = new LinkedHashMap<>(waiting);
            waiting.clear();
            scheduled = false;
            ran += now.size();
        }
        now.values().forEach(Runnable::run);
    }

    /** Updates posted up to now. */
    public synchronized long posted() {
        return posted;
    }

    /** Updates that were shown; the others had been replaced before their frame came. */
    public synchronized long ran() {
        return ran;
    }
}
