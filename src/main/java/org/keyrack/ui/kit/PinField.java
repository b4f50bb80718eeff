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
import org.keyrack.language.TypedPin;

/**
 * Takes a PIN of 4 to 8 digits. It keeps characters in an array that is wiped, which a PasswordField cannot: that holds a
 * String. There is no clipboard and no selection; Backspace takes the last digit, Delete all.
 */
public final class PinField extends StackPane {
    private final char[] digits = new char[TypedPin.MOST];
    private final ReadOnlyIntegerWrapper length = new ReadOnlyIntegerWrapper(this, "length");
    private final Label dots = new Label();
    private Runnable onAction = () -> {};

    public PinField() {
        getStyleClass().add("pin-field");
        dots.getStyleClass().add("pin-dots");
        dots.setAccessibleRole(AccessibleRole.NODE);
        dots.setMouseTransparent(true);
        getChildren().add(dots);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PASSWORD_FIELD);
        setOnMousePressed(press -> requestFocus());
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        length.subscribe(count -> dots.setText("●".repeat(count.intValue())));
    }

    private void typed(KeyEvent event) {
        String typed = event.getCharacter();
        if (typed.length() != 1 || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        char digit = typed.charAt(0);
        if (TypedPin.isDigit(digit)) {
            if (length.get() < TypedPin.MOST) {
                digits[length.get()] = digit;
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
                digits[length.get()] = '\0';
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

    /** How many digits are in it. */
    public ReadOnlyIntegerProperty lengthProperty() {
        return length.getReadOnlyProperty();
    }

    /** What Enter does. */
    public void setOnAction(Runnable action) {
        onAction = action;
    }

    /** Hands out the PIN and forgets it; the caller wipes the array. */
    public char[] take() {
        char[] pin = Arrays.copyOf(digits, length.get());
        clear();
        return pin;
    }

    /** Forgets what was entered. */
    public void clear() {
        Arrays.fill(digits, '\0');
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
