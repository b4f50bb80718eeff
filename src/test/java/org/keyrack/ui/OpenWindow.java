package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.keyrack.launch.WorkstationContext;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.settings.SettingsFile;
import org.keyrack.ui.settings.UiSettings;
import org.keyrack.ui.shell.Shell;
import org.keyrack.ui.shell.Steps;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The program's window as a test uses it: the real shell in a stage, with a folder of its own. */
public final class OpenWindow implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FxRobot robot = new FxRobot();
    private final Desk desk;
    private final Stage stage;

    private OpenWindow(Desk desk, Stage stage) {
        this.desk = desk;
        this.stage = stage;
    }

    /**
     * Opens the window.
     *
     * @param folder for settings, ledger and logs
     * @param choose changes the settings before the window opens
     */
    public static OpenWindow open(Path folder, Consumer<UiSettings> choose) throws TimeoutException, IOException {
        return open(WorkstationContext.in(folder, () -> ScriptedReaders.service(Service.STOPPED)), choose);
    }

    /** Opens the window in a world of the test's own. */
    public static OpenWindow open(UiContext context, Consumer<UiSettings> choose) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return fx(() -> {
            SettingsFile file = new SettingsFile(context.settings());
            UiSettings settings = file.read();
            choose.accept(settings);
            Stage stage = new Stage();
            Desk desk = new Desk(context, file, settings, Steps.all());
            new Shell(desk, stage).show();
            return new OpenWindow(desk, stage);
        });
    }

    /** Runs something on the JavaFX thread and waits for it. */
    public static <T> T fx(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            try {
                return work.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE.toMillis(), work);
    }

    /** Waits until a condition holds; it is asked on the JavaFX thread. A node that is not there yet may still come. */
    public static void until(Callable<Boolean> condition) {
        AtomicReference<AssertionError> missing = new AtomicReference<>();
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS,
                    () -> fx(() -> {
                        try {
                            return condition.call();
                        } catch (AssertionError notYet) {
                            missing.set(notYet);
                            return false;
                        }
                    }));
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError("The window did not come to the state waited for", e);
            Optional.ofNullable(missing.get()).ifPresent(late::addSuppressed);
            throw late;
        }
        WaitForAsyncUtils.waitForFxEvents(1);
    }

    /** Waits until some frames have been drawn: what one frame lays out may ask for the next. */
    public static void frames(int count) {
        CountDownLatch drawn = new CountDownLatch(count);
        AnimationTimer timer = started(() -> {
            AnimationTimer counting = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    drawn.countDown();
                }
            };
            counting.start();
            return counting;
        });
        try {
            if (!drawn.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The window drew no frames");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fx(() -> {
            timer.stop();
            return true;
        });
    }

    /** Makes something on the JavaFX thread, which is started if it is not. */
    public static <T> T started(Callable<T> work) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new AssertionError("JavaFX did not start", e);
        }
        return fx(work);
    }

    /** A character as the keyboard gives it. */
    public static KeyEvent typed(char character) {
        return new KeyEvent(
                KeyEvent.KEY_TYPED, String.valueOf(character), "", KeyCode.UNDEFINED, false, false, false, false);
    }

    public Desk desk() {
        return desk;
    }

    public Stage stage() {
        return stage;
    }

    public Scene scene() {
        return stage.getScene();
    }

    public FxRobot robot() {
        return robot;
    }

    /** Whether a window is this one or belongs to it. */
    private boolean own(Window window) {
        if (window instanceof PopupWindow popup) {
            return own(popup.getOwnerWindow());
        }
        return window == stage || window instanceof Stage dialog && dialog.getOwner() == stage;
    }

    /** Waits for a condition and gives this window back; closes it when the condition does not come true. */
    public OpenWindow when(Callable<Boolean> condition) {
        try {
            until(condition);
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Shows a step. */
    public OpenWindow go(StepName step) {
        fx(() -> desk.navigator().go(step));
        return this;
    }

    /** A node of any window of the program, by its id; that of the step that is shown, when several steps have one. */
    public <T extends Node> T find(String id, Class<T> type) {
        return fx(() -> Window.getWindows().stream()
                .filter(this::own)
                .flatMap(window -> window.getScene().getRoot().lookupAll("#" + id).stream())
                .filter(type::isInstance)
                .map(type::cast)
                .min(Comparator.comparing(OpenWindow::inHiddenStep))
                .orElseThrow(() -> new AssertionError("There is no #" + id + " in any window")));
    }

    private static boolean inHiddenStep(Node node) {
        Node step = node;
        while (step.getParent() != null && !step.getParent().getStyleClass().contains("step-area")) {
            step = step.getParent();
        }
        return step.getParent() != null && !step.isVisible();
    }

    /** Presses keys together, as a person would. */
    public void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents(1);
    }

    /** Types digits and letters one by one. */
    public void type(String text) {
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents(1);
    }

    /** Whether the node with this id has the focus; call it on the JavaFX thread. */
    public boolean hasFocus(String id) {
        Node owner = scene().getFocusOwner();
        return owner != null && id.equals(owner.getId());
    }

    public void click(String id) {
        Node node = find(id, Node.class);
        until(() -> !node.isDisabled() && node.isVisible());
        robot.clickOn(node);
        WaitForAsyncUtils.waitForFxEvents(1);
    }

    @Override
    public void close() {
        fx(() -> {
            stage.hide();
            desk.close();
            return true;
        });
    }
}
