package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.keyrack.app.SlotView;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;

/** Leads a window through the wizard and takes pictures on the way, each light and dark. */
public final class Shots {
    private final OpenWindow window;
    private final Path target;
    private final String suffix;

    /** @param suffix of the pictures' names: language and size */
    public Shots(OpenWindow window, Path target, String suffix) {
        this.window = window;
        this.target = target;
        this.suffix = suffix;
    }

    /** Shows a step as soon as it is open, and takes its pictures. */
    public void step(StepName step) throws IOException {
        OpenWindow.until(() -> window.desk().navigator().go(step));
        settle();
        pictures(step.key());
    }

    /** Waits until nothing is read or drawn in the background any more. */
    public void settle() {
        OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
    }

    /** Takes the pictures of the window. */
    public void pictures(String name) throws IOException {
        pictures(name, window.scene());
    }

    /** Takes the pictures of a scene of the window or of a dialog. */
    public void pictures(String name, Scene scene) throws IOException {
        OpenWindow.fx(() -> {
            window.desk().notices().shown().clear();
            return true;
        });
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            OpenWindow.fx(() -> {
                window.desk().settings().themeProperty().set(theme);
                return true;
            });
            OpenWindow.frames(3);
            String file = name + "-" + theme.name().toLowerCase(Locale.ROOT) + suffix;
            Picture.write(OpenWindow.fx(() -> scene.snapshot(null)), target.resolve(file));
        }
    }

    /** Opens a virtual bench and waits until its cards are read; empty opens the demo bench. */
    void bench(Optional<Path> rack) {
        OpenWindow.fx(() -> {
            window.desk().bench().openVirtual(rack);
            return true;
        });
        OpenWindow.until(() -> window.desk().bench().view().slots().size() == 16
                && !window.desk().bench().view().reading());
    }

    /** Verifies the PIN of the virtual AS, which leads on by itself, and comes back. */
    void verify() {
        OpenWindow.fx(() -> window.desk().navigator().go(StepName.ASCARD));
        window.click("virtual");
        OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified)
                && window.desk().navigator().currentProperty().get() != StepName.ASCARD);
        OpenWindow.fx(() -> window.desk().navigator().go(StepName.ASCARD));
    }

    /** The same, and the pictures of the step then. */
    void verified() throws IOException {
        verify();
        settle();
        pictures("ascard-verified");
    }

    /** Opens the detail of a slot. */
    void detail() throws IOException {
        window.press(KeyCode.RIGHT);
        window.press(KeyCode.ENTER);
        OpenWindow.until(() -> Window.getWindows().size() == 2);
        pictures("rack-detail");
        window.press(KeyCode.ESCAPE);
        OpenWindow.until(() -> Window.getWindows().size() == 1);
    }

    /** Starts the batch from Review and takes its pictures on the way. */
    void run() throws IOException {
        window.press(KeyCode.CONTROL, KeyCode.ENTER);
        OpenWindow.until(() -> window.desk().navigator().currentProperty().get() == StepName.RUN
                && window.desk().job().board().keysLoaded() >= 16);
        pictures("run");
    }

    /** Waits for the end of the batch and takes the pictures of its results. */
    void results() throws IOException {
        OpenWindow.until(() -> window.desk().job().board().end().isPresent());
        step(StepName.RESULTS);
    }
}
