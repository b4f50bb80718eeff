package org.keyrack.ui.kit;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Keys that a person has chosen, by the names that JavaFX gives them. */
public final class KeyNames {
    /** What moves in the window, or ends something, means that everywhere. */
    private static final Set<KeyCode> TAKEN = EnumSet.of(
            KeyCode.ENTER,
            KeyCode.TAB,
            KeyCode.ESCAPE,
            KeyCode.SPACE,
            KeyCode.UP,
            KeyCode.DOWN,
            KeyCode.LEFT,
            KeyCode.RIGHT,
            KeyCode.F1,
            KeyCode.F5,
            KeyCode.F8,
            KeyCode.R,
            KeyCode.UNDEFINED);

    private KeyNames() {}

    /** The key of a name; empty when no key has it or it may not be chosen. */
    public static Optional<KeyCode> code(String name) {
        try {
            return Optional.ofNullable(KeyCode.getKeyCode(name)).filter(KeyNames::choosable);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Whether a key may be given a meaning of its own. */
    public static boolean choosable(KeyCode code) {
        return !code.isModifierKey() && !TAKEN.contains(code);
    }

    /** Whether a key was pressed that has this name, and not into a field; an empty name is no key. */
    public static boolean is(KeyEvent event, String name) {
        boolean typed = event.getTarget() instanceof Node node
                && Optional.ofNullable(node.getScene())
                                .map(Scene::getFocusOwner)
                                .orElse(null)
                        instanceof TextInputControl;
        return !name.isEmpty() && !typed && event.getCode().getName().equals(name);
    }
}
