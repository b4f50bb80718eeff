package org.keyrack.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;

/**
 * Controller of a step's FXML. Thin: it connects controls with the step's view model. The shell shows its sentence and its
 * primary button, and gives it the keys that no control took.
 */
public abstract class StepController {
    private final Desk desk;
    private final StringProperty sentence = new SimpleStringProperty(this, "sentence", "");
    private final StringProperty primaryText = new SimpleStringProperty(this, "primaryText", "");
    private final BooleanProperty primaryDisabled = new SimpleBooleanProperty(this, "primaryDisabled");
    private final List<Subscription> kept = new ArrayList<>();

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

    public final BooleanProperty primaryDisabledProperty() {
        return primaryDisabled;
    }

    /** The primary button was pressed, or Ctrl+Enter. */
    public abstract void primary();

    /** The step is shown; called after FXML has been loaded, and each time again. */
    public void shown() {}

    /** Another step is shown now. */
    public void hidden() {}

    /** What has the focus when the step is shown. */
    public Optional<Node> firstFocus() {
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

    /** Keeps a subscription until the controller is dropped. */
    protected final void keep(Subscription subscription) {
        kept.add(subscription);
    }

    /** Calls the action now and after each change, until the controller is dropped. */
    protected final <T> void follow(ObservableValue<T> value, Consumer<T> action) {
        kept.add(value.subscribe(action));
    }

    /** The controller is dropped, for example because the language has changed. */
    public void dropped() {
        kept.forEach(Subscription::unsubscribe);
        kept.clear();
    }
}
