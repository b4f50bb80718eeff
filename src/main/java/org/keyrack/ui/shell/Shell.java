package org.keyrack.ui.shell;

import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyEvent;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.FxmlFile;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.ScaledPane;
import org.keyrack.ui.kit.Scanner;
import org.keyrack.ui.people.IdleLock;
import org.keyrack.ui.people.SignOn;
import org.keyrack.ui.run.InterruptedNotice;
import org.keyrack.ui.run.RunClose;
import org.keyrack.ui.scope.ProfileOpening;
import org.keyrack.ui.settings.WindowPlace;

/** The main window. */
public final class Shell {
    private static final WindowPlace FIRST = new WindowPlace(Double.NaN, Double.NaN, 1180, 760, false);
    private static final double LEAST_WIDTH = 1000;
    private static final double LEAST_HEIGHT = 600;

    private final Desk desk;
    private final Stage stage;
    private final ShellController controller;

    /** Builds the window in a stage, which is not shown yet. */
    public Shell(Desk desk, Stage stage) {
        this.desk = desk;
        this.stage = stage;
        SignOn signOn = new SignOn(desk);
        this.controller = new ShellController(desk, signOn);
        Parent content = FxmlFile.SHELL.load(desk, controller);
        ScaledPane scaled = new ScaledPane(content);
        scaled.factorProperty().bind(desk.settings().scaleProperty().divide(100.0));
        Scene scene = new Scene(scaled);
        scene.addEventHandler(
                KeyEvent.KEY_PRESSED, new ShellKeys(desk, controller, controller.farView(stage))::pressed);
        Scanner.listen(
                scene,
                new Scans(desk, signOn)::heard,
                desk.navigator().aloneProperty().isNotEmpty()::get);
        desk.appearance().dress(scene);
        desk.appearance().start();
        stage.setScene(scene);
        // The title is also what the task bar shows.
        stage.titleProperty()
                .bind(controller.runSentenceProperty().map(text -> text.isEmpty() ? "KeyRack" : text + " – KeyRack"));
        RunClose.guard(desk, stage);
        InterruptedNotice.follow(desk);
        Alerts.follow(desk);
        signOn.follow();
        new IdleLock(desk.session(), System::nanoTime).follow(stage);
        for (int size : List.of(16, 32, 64, 128, 256)) {
            Optional.ofNullable(Shell.class.getResource("/icons/keyrack-" + size + ".png"))
                    .ifPresent(icon -> stage.getIcons().add(new Image(icon.toExternalForm())));
        }
    }

    /** Shows the window with its first step. */
    public void show() {
        boolean seenBefore = desk.settings().firstRunDoneProperty().get();
        if (!seenBefore || !desk.navigator().go(StepName.BENCH)) {
            desk.navigator().go(StepName.FIRSTRUN);
        }
        WindowPlace place = place();
        stage.show();
        // Some window managers (openbox) give a window that is shown its least size, and keep what is asked of them
        // then.
        if (!place.maximized()) {
            Platform.runLater(() -> {
                stage.setWidth(place.width());
                stage.setHeight(place.height());
            });
        }
        new ProfileOpening(desk).openAtStart();
        desk.settings().scaleProperty().subscribe(percent -> leastSize(percent.doubleValue() / 100));
    }

    /** Larger text needs a larger window, as far as the screen allows it. */
    private void leastSize(double factor) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.max(LEAST_WIDTH, Math.min(LEAST_WIDTH * factor, screen.getWidth())));
        stage.setMinHeight(Math.max(LEAST_HEIGHT, Math.min(LEAST_HEIGHT * factor, screen.getHeight())));
    }

    private WindowPlace place() {
        // Before the window is shown: a window manager may else shrink it to the least size that comes later.
        leastSize(desk.settings().scaleProperty().get() / 100.0);
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        WindowPlace wanted = desk.settings().windowProperty().get().orElseGet(() -> centred(screens.get(0)));
        WindowPlace place = wanted.clampedTo(screens);
        stage.setX(place.x());
        stage.setY(place.y());
        stage.setWidth(place.width());
        stage.setHeight(place.height());
        stage.setMaximized(place.maximized());
        stage.xProperty().subscribe(this::remember);
        stage.yProperty().subscribe(this::remember);
        stage.widthProperty().subscribe(this::remember);
        stage.heightProperty().subscribe(this::remember);
        stage.maximizedProperty().subscribe(this::remember);
        return place;
    }

    private static WindowPlace centred(Rectangle2D screen) {
        return new WindowPlace(
                screen.getMinX() + (screen.getWidth() - FIRST.width()) / 2,
                screen.getMinY() + (screen.getHeight() - FIRST.height()) / 2,
                FIRST.width(),
                FIRST.height(),
                false);
    }

    private void remember() {
        if (!stage.isShowing() || stage.isIconified() || stage.isFullScreen()) {
            return;
        }
        Optional<WindowPlace> before = desk.settings().windowProperty().get();
        if (stage.isMaximized() && before.isPresent()) {
            WindowPlace last = before.get();
            desk.settings()
                    .windowProperty()
                    .set(Optional.of(new WindowPlace(last.x(), last.y(), last.width(), last.height(), true)));
            return;
        }
        desk.settings()
                .windowProperty()
                .set(Optional.of(new WindowPlace(
                        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())));
    }
}
