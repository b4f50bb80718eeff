package org.keyrack.ui.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.kit.Texts;

/**
 * Controller of a step's FXML. Thin: it connects controls with the step's view model. The shell shows its sentence and its
 * primary button, and gives it the keys that no control took.
 */
public abstract class StepController {
    private final Desk desk;
    private final StringProperty sentence = new SimpleStringProperty(this, "sentence", "");
    private final StringProperty primaryText = new SimpleStringProperty(this, "primaryText", "");
    private final StringProperty primaryBlocked = new SimpleStringProperty(this, "primaryBlocked", "");
    private final ReadOnlyIntegerWrapper focusWanted = new ReadOnlyIntegerWrapper(this, "focusWanted");
    private final List<Subscription> kept = new ArrayList<>();
    private final List<Followed<?>> followed = new ArrayList<>();

    protected StepController(Desk desk) {
        this.desk = desk;
    }

    protected final Desk desk() {
        return desk;
    }

    protected final Texts texts() {
        return desk.texts();
    }

    /** The sentence under the title; empty shows the step's own, {@code <step>.sentence}. */
    public final StringProperty sentenceProperty() {
        return sentence;
    }

    /** What the primary button says; empty shows no button. */
    public final StringProperty primaryTextProperty() {
        return primaryText;
    }

    /**
     * Why the primary button cannot be pressed, in the operator's language; empty while it can. The shell shows it beside the
     * button: no button is grey without its reason.
     */
    public final StringProperty primaryBlockedProperty() {
        return primaryBlocked;
    }

    /** Counts how often the step has asked for the focus to be put where it belongs now. */
    public final ReadOnlyIntegerProperty focusWantedProperty() {
        return focusWanted.getReadOnlyProperty();
    }

    /** What had the focus is gone or done: it goes to {@link #firstFocus}, else to the primary button. */
    protected final void wantFocus() {
        focusWanted.set(focusWanted.get() + 1);
    }

    /** The primary button was pressed, or Ctrl+Enter. */
    public abstract void primary();

    /** The step is shown; called after FXML has been loaded, and each time again. */
    public void shown() {}

    /** Another step is shown now. */
    public void hidden() {}

    /** What a screen reader says of the step when it is shown; empty says its sentence. */
    public Optional<String> announcement() {
        return Optional.empty();
    }

    /** What has the focus when the step is shown. */
    public Optional<Node> firstFocus() {
        return Optional.empty();
    }

    /** More buttons of the step, between Back and the primary one. */
    public Optional<Node> footer() {
        return Optional.empty();
    }

    /** Whether the shell's Back button has the focus when the step is shown. */
    public boolean focusBack() {
        return false;
    }

    /** A key that no control took. @return whether it was for this step */
    public boolean keyPressed(KeyEvent event) {
        return false;
    }

    /** Keeps a subscription until the controller is dropped, also while another step is shown. */
    protected final void keep(Subscription subscription) {
        kept.add(subscription);
    }

    /**
     * Calls the action now and after each change while the step is shown. What changes meanwhile is made up for when it is
     * shown again: a step that nobody sees costs a run nothing.
     */
    protected final <T> void follow(ObservableValue<T> value, Consumer<T> action) {
        Followed<T> one = new Followed<>(value, action);
        followed.add(one);
        one.begin();
    }

    /** The shell shows the step. */
    public final void enter() {
        followed.forEach(Followed::begin);
        shown();
    }

    /** The shell shows another step from now on. */
    public final void leave() {
        hidden();
        followed.forEach(Followed::end);
    }

    /** The controller is dropped, for example because the language has changed. */
    public void dropped() {
        followed.forEach(Followed::end);
        followed.clear();
        kept.forEach(Subscription::unsubscribe);
        kept.clear();
    }

    /** A value, and what was told of it last. */
    private static final class Followed<T> {
        private final ObservableValue<T> value;
        private final Consumer<T> action;
        private final ChangeListener<T> listener = (observed, before, now) -> tell(now);
        private boolean told;
        private boolean following;
        private @Nullable T last;

        Followed(ObservableValue<T> value, Consumer<T> action) {
            this.value = value;
            this.action = action;
        }

        void begin() {
            if (!following) {
                following = true;
                value.addListener(listener);
                T now = value.getValue();
                if (!told || !Objects.equals(last, now)) {
                    tell(now);
                }
            }
        }

        void end() {
            following = false;
            value.removeListener(listener);
        }

        private void tell(T now) {
            told = true;
            last = now;
            action.accept(now);
        }
    }
}
