package org.keyrack.ui.people;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.event.EventHandler;
import javafx.scene.input.InputEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.keyrack.ui.rackstate.WorkSession;

/** Locks after a time without input in any window of the program. A batch in work goes on. */
public final class IdleLock {
    /** How long nobody has to touch keyboard or mouse. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final long LOOK_MILLIS = 1000;

    private final WorkSession session;
    private final LongSupplier nanos;
    private long last;

    /** @param nanos nanoseconds since some moment; never goes back, so that no clock that is set shortens or lengthens the time */
    public IdleLock(WorkSession session, LongSupplier nanos) {
        this.session = session;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Looks each second, as long as there is the main window. */
    public void follow(Stage stage) {
        EventHandler<InputEvent> input = event -> last = nanos.getAsLong();
        ListChangeListener<Window> windows = change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(window -> window.addEventFilter(InputEvent.ANY, input));
                change.getRemoved().forEach(window -> window.removeEventFilter(InputEvent.ANY, input));
            }
        };
        Window.getWindows().forEach(window -> window.addEventFilter(InputEvent.ANY, input));
        Window.getWindows().addListener(windows);
        // No animation: that would draw sixty frames a second for as long as the window is open.
        Timer timer = new Timer("idle", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        Platform.runLater(IdleLock.this::look);
                    }
                },
                LOOK_MILLIS,
                LOOK_MILLIS);
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, hidden -> {
            timer.cancel();
            Window.getWindows().removeListener(windows);
        });
    }

    /** Locks when the time is over. */
    void look() {
        if (nanos.getAsLong() - last >= LIMIT.toNanos()) {
            session.lock();
        }
    }
}
