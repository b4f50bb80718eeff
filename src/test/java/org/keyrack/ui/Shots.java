package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.keyrack.app.SlotView;

/** Leads a window through the demo bench and takes pictures on the way. */
final class Shots {
    private final OpenWindow window;
    private final Path target;
    private final String suffix;

    Shots(OpenWindow window, Path target, String suffix) {
        this.window = window;
        this.target = target;
        this.suffix = suffix;
    }

    /** Shows a step, if it is open, and takes its picture. */
    void step(StepName step) throws IOException {
        if (OpenWindow.fx(() -> window.desk().navigator().go(step))) {
            OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
            picture(step.key());
        }
    }

    private void picture(String name) throws IOException {
        Picture.write(OpenWindow.fx(() -> window.scene().snapshot(null)), target.resolve(name + suffix));
    }

    /** Opens the demo bench and waits until its cards are read. */
    void demoBench() {
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(java.util.Optional.empty());
            return true;
        });
        OpenWindow.until(() -> window.desk().bench().view().slots().size() == 16
                && !window.desk().bench().view().reading());
    }

    /** Verifies the PIN of the virtual AS and takes the picture of the step then. */
    void verified() throws IOException {
        window.click("virtual");
        OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
        picture("ascard-verified");
    }

    /** Starts the batch that is under review: pictures of it in work and at its end. */
    void batch() throws IOException {
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
        OpenWindow.until(() -> window.desk().job().board().keysLoaded() >= 20);
        picture("run");
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RESULTS);
        OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
        picture("results");
    }

    /** Opens the detail of a slot. */
    void detail() throws IOException {
        window.press(KeyCode.RIGHT);
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> window.scene().lookup("#detail").isVisible());
        picture("rack-detail");
    }
}
