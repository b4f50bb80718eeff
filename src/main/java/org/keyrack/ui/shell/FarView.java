package org.keyrack.ui.shell;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Shown;

/**
 * The rack and its totals alone on the whole screen, to be read from two metres. F11 begins and ends it, Esc ends it. What
 * asks for somebody, such as the AS's PIN, is part of the step and stays. A step that is alone ({@link
 * org.keyrack.ui.desk.Navigator#aloneProperty}) has the whole screen too, until it is one among others again.
 */
final class FarView {
    private static final PseudoClass FAR = PseudoClass.getPseudoClass("far");

    private final Desk desk;
    private final Stage stage;
    private final Node shell;
    private final List<? extends Node> frame;
    private boolean far;

    /**
     * @param shell gets the pseudo-class {@code far}
     * @param frame what is not shown from afar
     */
    FarView(Desk desk, Stage stage, Node shell, List<? extends Node> frame) {
        this.desk = desk;
        this.stage = stage;
        this.shell = shell;
        this.frame = List.copyOf(frame);
        stage.setFullScreenExitHint("");
        // Esc is the step's while the frame is there.
        stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
        // A window manager may end a full screen by itself.
        stage.fullScreenProperty().subscribe(full -> {
            if (!full) {
                show(false);
            }
        });
        desk.navigator().aloneProperty().subscribe(why -> {
            stage.setFullScreen(isAlone());
            frame.forEach(node -> Shown.set(node, !far && !isAlone()));
        });
    }

    private boolean isAlone() {
        return !desk.navigator().aloneProperty().get().isEmpty();
    }

    /** Takes the keys that are its own. */
    boolean pressed(KeyEvent event) {
        if (isAlone()) {
            // A window manager may have ended the full screen.
            if (event.getCode() == KeyCode.F11) {
                stage.setFullScreen(true);
            }
            return event.getCode() == KeyCode.F11;
        }
        if (event.getCode() == KeyCode.F11) {
            stage.setFullScreen(begun());
            return true;
        }
        if (far && event.getCode() == KeyCode.ESCAPE) {
            stage.setFullScreen(false);
            return true;
        }
        return false;
    }

    /** Whether it begins now; it ends when it was there, and begins only where there is a rack. */
    private boolean begun() {
        if (far) {
            return false;
        }
        StepName rack = desk.job().board().batch().isPresent() ? StepName.RUN : StepName.RACK;
        if (!desk.navigator().go(rack)) {
            desk.notices().info("keys.far.nothing");
            return false;
        }
        show(true);
        return true;
    }

    private void show(boolean fromAfar) {
        far = fromAfar;
        shell.pseudoClassStateChanged(FAR, fromAfar);
        frame.forEach(node -> Shown.set(node, !fromAfar && !isAlone()));
    }
}
