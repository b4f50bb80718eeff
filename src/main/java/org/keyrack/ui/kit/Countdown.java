package org.keyrack.ui.kit;

import java.util.function.IntConsumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Counts seconds down to an action. Any key and any press of a button of the mouse stops it, and does nothing else. */
public final class Countdown {
    private final IntConsumer tick;
    private final Runnable stopped;
    private final EventHandler<Event> stops = this::stoppedBy;
    private Timeline timeline = new Timeline();
    /** Where it is shown while it runs. */
    private @Nullable Scene scene;

    private int left;

    /**
     * A countdown that has not begun.
     *
     * @param tick hears the seconds that are left, at once and each second
     * @param stopped somebody has stopped it
     */
    public Countdown(IntConsumer tick, Runnable stopped) {
        this.tick = tick;
        this.stopped = stopped;
    }

    /** Begins; one that runs already begins anew. */
    public void begin(Scene shownIn, int seconds, Runnable action) {
        end();
        left = seconds;
        scene = shownIn;
        shownIn.addEventFilter(KeyEvent.KEY_PRESSED, stops);
        shownIn.addEventFilter(MouseEvent.MOUSE_PRESSED, stops);
        timeline = new Timeline(new KeyFrame(Duration.seconds(1), second -> {
            left--;
            if (left > 0) {
                tick.accept(left);
            } else {
                end();
                action.run();
            }
        }));
        timeline.setCycleCount(seconds);
        timeline.play();
        tick.accept(left);
    }

    private void stoppedBy(Event event) {
        event.consume();
        end();
        stopped.run();
    }

    public boolean running() {
        return scene != null;
    }

    /** Ends it without a word. */
    public void end() {
        timeline.stop();
        if (scene != null) {
            scene.removeEventFilter(KeyEvent.KEY_PRESSED, stops);
            scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, stops);
            scene = null;
        }
    }
}
