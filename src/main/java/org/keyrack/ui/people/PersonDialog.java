package org.keyrack.ui.people;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.keyrack.language.TypedPin.Kind;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.Shown;

/**
 * Asks for a personnel number and a PIN, and for nothing else: a badge types the number. The PIN is looked at in the background
 * and wiped. The dialog ends when somebody else comes to work, or the bench is locked; an answer that comes later is not used.
 *
 * @param <T> what the right PIN gives
 */
final class PersonDialog<T> {
    private static final double WIDTH = 440;

    private final Desk desk;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final TextField id = new TextField();
    private final PinField pin = new PinField();
    private final Label said = new Label();
    private final BooleanProperty checking = new SimpleBooleanProperty(this, "checking");
    private final Check<T> check;
    private final ButtonType yes;
    private final ButtonType no;
    private Timeline countdown = new Timeline();
    private Consumer<T> right = result -> {};
    private Consumer<T> late = result -> {};
    private Runnable left = () -> {};
    private Function<String, Optional<String>> obstacle = typed -> Optional.empty();
    private boolean over;

    /** Looks at what was entered; not on the JavaFX thread. */
    interface Check<T> {
        /**
         * @param typed the PIN; the dialog wipes it
         * @param waits told how long the try waits before it is looked at
         */
        T of(String id, char[] typed, Consumer<Duration> waits) throws Exception;
    }

    /**
     * A dialog that is not shown yet.
     *
     * @param key prefix of its texts in the bundle, with its dot: {@code title}, {@code yes}, {@code no}
     * @param sentence what is asked, in the operator's language
     * @param icon Ikonli's name of its icon
     * @param leave what its other button is: {@link ButtonData#CANCEL_CLOSE}, else Esc and the window's own button do nothing
     */
    PersonDialog(Desk desk, String key, String sentence, String icon, ButtonData leave, Check<T> check) {
        this.desk = desk;
        this.check = check;
        yes = new ButtonType(desk.texts().get(key + "yes"), ButtonData.OTHER);
        no = new ButtonType(desk.texts().get(key + "no"), leave);
        dialog.setTitle(desk.texts().get(key + "title"));
        dialog.setHeaderText(dialog.getTitle());
        Questions.dress(dialog, icon);
        dialog.getDialogPane().getButtonTypes().setAll(yes, no);
        dialog.getDialogPane().setContent(content(sentence));
        buttons();
    }

    private VBox content(String sentence) {
        Label text = wrapped(new Label(sentence));
        text.setId("person-text");
        id.setId("person-id");
        pin.setId("person-pin");
        said.setId("person-said");
        wrapped(said).getStyleClass().add("problem");
        Shown.set(said, false);
        pin.setKind(Kind.PASSPHRASE);
        id.disableProperty().bind(checking);
        pin.disableProperty().bind(checking);
        id.setOnAction(entered -> pin.requestFocus());
        pin.setOnAction(this::submit);
        VBox box = new VBox(text, field("people.id", id), field("people.pin", pin), said);
        box.getStyleClass().addAll("dialog-fields", "person-dialog");
        box.setPrefWidth(WIDTH);
        return box;
    }

    private VBox field(String key, Region input) {
        Label label = new Label(desk.texts().get(key));
        label.setLabelFor(input);
        input.setAccessibleText(label.getText());
        VBox field = new VBox(label, input);
        field.getStyleClass().add("field");
        return field;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void buttons() {
        Button does = (Button) dialog.getDialogPane().lookupButton(yes);
        does.setId("person-yes");
        does.getStyleClass().add("primary");
        does.disableProperty().bind(checking);
        does.addEventFilter(ActionEvent.ACTION, pressed -> {
            // It stays open until the PIN is right.
            pressed.consume();
            submit();
        });
        dialog.getDialogPane().lookupButton(no).setId("person-no");
    }

    /** Fills the number in: the PIN is asked for. */
    PersonDialog<T> of(String person) {
        id.setText(person);
        return this;
    }

    /** Gets what the right PIN gave, on the JavaFX thread. */
    PersonDialog<T> then(Consumer<T> next) {
        right = next;
        return this;
    }

    /** Gets it when the dialog was left meanwhile. */
    PersonDialog<T> whenLate(Consumer<T> next) {
        late = next;
        return this;
    }

    /** The other button was pressed, or the dialog ended with the session. */
    PersonDialog<T> otherwise(Runnable next) {
        left = next;
        return this;
    }

    /** Says why somebody is not asked for a PIN here; empty when nothing is in the way. */
    PersonDialog<T> unless(Function<String, Optional<String>> reason) {
        obstacle = reason;
        return this;
    }

    /** The button that leaves the dialog cannot be pressed. */
    PersonDialog<T> stays() {
        dialog.getDialogPane().lookupButton(no).setDisable(true);
        return this;
    }

    /** Opens it; returns at once. */
    void show() {
        var state = desk.session().stateProperty();
        var begun = state.get();
        Subscription session = state.subscribe(now -> {
            if (now != begun) {
                end();
            }
        });
        dialog.setOnShown(shown -> (id.getText().isEmpty() ? id : pin).requestFocus());
        dialog.setOnHidden(hidden -> {
            session.unsubscribe();
            countdown.stop();
            pin.clear();
            if (!over) {
                over = true;
                left.run();
            }
        });
        dialog.show();
    }

    private void end() {
        dialog.setResult(no);
        dialog.close();
    }

    private void submit() {
        String who = id.getText().strip();
        Optional<String> why = who.isEmpty()
                ? Optional.of(desk.texts().get("people.blocked.id"))
                : pin.lengthProperty().get() == 0
                        ? Optional.of(desk.texts().get("people.blocked.pin"))
                        : obstacle.apply(who);
        if (checking.get() || why.isPresent()) {
            why.ifPresent(this::say);
            (who.isEmpty() ? id : pin).requestFocus();
            return;
        }
        char[] typed = pin.take();
        if (badge(typed)) {
            return;
        }
        checking.set(true);
        say(desk.texts().get("people.checking"));
        desk.background()
                .run(
                        () -> {
                            try {
                                return check.of(who, typed, this::waits);
                            } finally {
                                Arrays.fill(typed, '\0');
                            }
                        },
                        this::right,
                        this::wrong);
    }

    /** A badge that was scanned while the PIN was waited for has typed a number there: it is no try. */
    private boolean badge(char[] typed) {
        Optional<String> scanned = desk.session().badge(typed);
        scanned.ifPresent(number -> {
            Arrays.fill(typed, '\0');
            id.setText(number);
            say(desk.texts().format("people.badge", number));
            pin.requestFocus();
        });
        return scanned.isPresent();
    }

    /** Told from the background. */
    private void waits(Duration time) {
        if (!time.isZero()) {
            desk.updates().post(this, () -> count(time.toSeconds()));
        }
    }

    private void count(long seconds) {
        long[] rest = {seconds};
        desk.notices().announce(waiting(seconds));
        countdown.stop();
        countdown = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), second -> {
            rest[0]--;
            said.setText(waiting(rest[0]));
        }));
        countdown.setCycleCount((int) seconds);
        if (!over && checking.get()) {
            said.setText(waiting(seconds));
            countdown.play();
        }
    }

    private String waiting(long seconds) {
        return desk.texts().format("people.waits", String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60));
    }

    private void say(String sentence) {
        countdown.stop();
        said.setText(sentence);
        Shown.set(said, true);
        dialog.getDialogPane().getScene().getWindow().sizeToScene();
        desk.notices().announce(sentence);
    }

    private void right(T result) {
        checking.set(false);
        if (over) {
            late.accept(result);
            return;
        }
        over = true;
        dialog.setResult(yes);
        dialog.close();
        right.accept(result);
    }

    private void wrong(Exception failure) {
        checking.set(false);
        if (!over) {
            say(desk.causes().sentence(failure));
            pin.requestFocus();
        }
    }
}
