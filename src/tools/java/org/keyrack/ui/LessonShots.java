package org.keyrack.ui;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.keyrack.app.SlotView;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.UiSettings;

/** Pictures of the lessons, of one over a step, of the help of a step and of the view from afar. */
final class LessonShots {
    private LessonShots() {}

    static void take(Path folder, Path target, String suffix, Consumer<UiSettings> choose) throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, choose)) {
            Shots shots = new Shots(window, target, suffix);
            shots.step(StepName.TRAINING);
            window.click("begin-first");
            OpenWindow.until(() -> window.desk().bench().view().slots().size() == 9
                    && !window.desk().bench().view().reading());
            shots.verify();
            OpenWindow.until(() -> window.desk().bench().view().slots().stream().anyMatch(SlotView::pinVerified));
            OpenWindow.fx(() -> window.desk().navigator().go(StepName.RACK));
            shots.settle();
            shots.pictures("rack-lesson");
            window.press(KeyCode.F1);
            OpenWindow.until(() -> Window.getWindows().size() == 2);
            shots.pictures(
                    "help", OpenWindow.fx(() -> Window.getWindows().get(1).getScene()));
            window.press(KeyCode.ESCAPE);
            OpenWindow.until(() -> Window.getWindows().size() == 1);
            window.press(KeyCode.F11);
            shots.settle();
            shots.pictures("far");
            window.press(KeyCode.F11);
        }
    }
}
