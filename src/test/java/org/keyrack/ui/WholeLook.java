package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;

/** Looks at an open window in its steps and states, and keeps what is not shown whole. */
final class WholeLook {
    private final OpenWindow window;
    private final String name;
    private final List<String> cut = new ArrayList<>();

    /** Every language at the smallest size of the window, where room is scarce, and one at the usual size. */
    static Stream<Arguments> languagesAndSizes() {
        return Stream.concat(
                Stream.of(Language.values()).map(language -> Arguments.of(language, 1000, 600)),
                Stream.of(Arguments.of(Language.ENGLISH, 1280, 800)));
    }

    /** @param name of this window: its language and its size, for what is said and for the pictures */
    WholeLook(OpenWindow window, String name) {
        this.window = window;
        this.name = name;
    }

    /** Shows a step as soon as it is open, and looks. */
    void step(StepName step, String state) throws IOException {
        OpenWindow.until(() -> window.desk().navigator().go(step));
        OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
        look(step.key() + state);
    }

    /** Waits until nothing is read in the background, and looks. */
    void look(String where) throws IOException {
        OpenWindow.until(() -> window.desk().background().runningProperty().get() == 0);
        atOnce(where);
    }

    /** Looks while cards are in work. */
    void atOnce(String where) throws IOException {
        OpenWindow.frames(3);
        cut.addAll(OpenWindow.fx(() -> WholeView.cut(where + "-" + name, window.scene())));
        String pictures = System.getProperty("keyrack.pictures", "");
        if (!pictures.isEmpty()) {
            Picture.write(
                    OpenWindow.fx(() -> window.scene().snapshot(null)), Path.of(pictures, where + "-" + name + ".png"));
        }
    }

    /** What was not whole, each with the place it was seen at. */
    List<String> cut() {
        return List.copyOf(cut);
    }
}
