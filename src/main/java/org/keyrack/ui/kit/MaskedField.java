package org.keyrack.ui.kit;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/**
 * Takes a secret. It keeps characters in an array that is wiped, which a PasswordField cannot: that holds a String. There is
 * no clipboard and no selection; Backspace takes the last character, Delete all.
 */
public abstract class MaskedField extends StackPane {
    private final char[] characters;
    private final ReadOnlyIntegerWrapper length = new ReadOnlyIntegerWrapper(this, "length");
    private final Label dots = new Label();
    private Runnable onAction = () -> {};

    /** @param most characters that it takes */
    protected MaskedField(int most) {
        characters = new char[most];
        getStyleClass().add("pin-field");
        dots.getStyleClass().add("pin-dots");
        dots.setAccessibleRole(AccessibleRole.NODE);
        dots.setMouseTransparent(true);
        dots.setMinWidth(0);
        getChildren().add(dots);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PASSWORD_FIELD);
        setOnMousePressed(press -> requestFocus());
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        length.subscribe(count -> dots.setText(masked(count.intValue())));
    }

    /** Whether a character belongs to such a secret. */
    protected abstract boolean takes(char typed);

    /** Characters that it takes now. */
    protected int most() {
        return characters.length;
    }

    /** A character that was typed, for whoever shows it on request. */
    protected final char at(int index) {
        return characters[index];
    }

    /** What is shown of so many characters. */
    protected String masked(int count) {
        return "●".repeat(count);
    }

    private void typed(KeyEvent event) {
        String typed = event.getCharacter();
        // AltGr, which some keyboards need for punctuation, counts as both.
        boolean altGr = event.isControlDown() && event.isAltDown();
        if (typed.length() != 1 || !altGr && (event.isShortcutDown() || event.isAltDown())) {
            return;
        }
        char character = typed.charAt(0);
        if (takes(character)) {
            if (length.get() < most()) {
                characters[length.get()] = character;
                length.set(length.get() + 1);
                notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
            }
            event.consume();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.BACK_SPACE) {
            if (length.get() > 0) {
                length.set(length.get() - 1);
                characters[length.get()] = '\0';
            }
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE) {
            clear();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            onAction.run();
            event.consume();
        }
    }

    /** How many characters are in it. */
    public ReadOnlyIntegerProperty lengthProperty() {
        return length.getReadOnlyProperty();
    }

    /** What Enter does. */
    public void setOnAction(Runnable action) {
        onAction = action;
    }

    /** Hands out the secret and forgets it; the caller wipes the array. */
    public char[] take() {
        char[] secret = Arrays.copyOf(characters, length.get());
        clear();
        return secret;
    }

    /** Forgets what was entered. */
    public void clear() {
        Arrays.fill(characters, '\0');
        length.set(0);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute == AccessibleAttribute.TEXT) {
            return dots.getText();
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }
}
