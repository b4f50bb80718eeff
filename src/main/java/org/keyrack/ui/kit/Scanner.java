package org.keyrack.ui.kit;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.event.EventHandler;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Hears a hand-held scanner that types what it reads, where no field has the focus. It is told from a person by its speed;
 * its characters, and the Enter at its end, mean nothing else then: an Enter would press the button that has the focus.
 */
public final class Scanner {
    /** Between the first two characters of a scanner, in nanoseconds. */
    private static final long GAP = 100_000_000;

    /** Once it is sure that a scanner types, the window may be busy in between: its end must not be taken for a person's. */
    private static final long LONG_GAP = 1_000_000_000;

    /** Shorter than this is nothing that somebody scans: the personnel number on a badge may be as short. */
    private static final int SHORTEST = 4;

    /** From here on it is no person who types. */
    private static final int SURE = 2;

    private static final int LONGEST = 400;

    private final Scene scene;
    private final Consumer<String> heard;
    private final BooleanSupplier deaf;
    private final StringBuilder typed = new StringBuilder();
    private long last;

    private Scanner(Scene scene, Consumer<String> heard, BooleanSupplier deaf) {
        this.scene = scene;
        this.heard = heard;
        this.deaf = deaf;
    }

    /**
     * Hears what is scanned into a window, as long as there is the window.
     *
     * @param deaf whether nothing is to be heard now: where secrets are typed, nothing beside their field is kept either
     */
    public static void listen(Scene scene, Consumer<String> heard, BooleanSupplier deaf) {
        Scanner scanner = new Scanner(scene, heard, deaf);
        EventHandler<KeyEvent> pressed = scanner::pressed;
        EventHandler<KeyEvent> typed = scanner::typed;
        scene.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, scanner::released);
        scene.addEventFilter(KeyEvent.KEY_TYPED, typed);
    }

    /** What is typed into a field is the field's alone, a PIN above all: nothing of it is kept here. */
    private boolean inField() {
        if (deaf.getAsBoolean()) {
            return true;
        }
        Node owner = scene.getFocusOwner();
        if (owner == null) {
            return false;
        }
        AccessibleRole role = owner.getAccessibleRole();
        return owner instanceof TextInputControl
                || owner instanceof ComboBoxBase
                || owner instanceof Spinner
                || role == AccessibleRole.PASSWORD_FIELD
                || role == AccessibleRole.TEXT_FIELD;
    }

    private boolean goesOn() {
        return System.nanoTime() - last <= (typed.length() >= SURE ? LONG_GAP : GAP);
    }

    private void typed(KeyEvent event) {
        String text = event.getCharacter();
        if (inField() || text.length() != 1 || text.charAt(0) < ' ' || event.isShortcutDown()) {
            return;
        }
        if (!goesOn() || typed.length() >= LONGEST) {
            typed.setLength(0);
        }
        typed.append(text);
        last = System.nanoTime();
        if (typed.length() >= SURE) {
            event.consume();
        }
    }

    /** A space that is let go presses a button too. */
    private void released(KeyEvent event) {
        if (!inField() && goesOn() && typed.length() >= SURE) {
            event.consume();
        }
    }

    private void pressed(KeyEvent event) {
        if (inField() || !goesOn()) {
            return;
        }
        boolean end = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.TAB;
        if (end && typed.length() >= SHORTEST) {
            String code = typed.toString();
            typed.setLength(0);
            event.consume();
            heard.accept(code);
        } else if (typed.length() >= SURE) {
            event.consume();
        }
    }
}
