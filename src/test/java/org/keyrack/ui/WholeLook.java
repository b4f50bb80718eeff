package org.keyrack.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;

/** Looks at an open window in its steps and states, and keeps what is not shown whole. */
public final class WholeLook {
    private final OpenWindow window;
    private final String name;
    private final List<String> cut = new ArrayList<>();

    /** Every language, at the smallest size of the window, where room is scarce, and at the one in which it is opened first. */
    static Stream<Arguments> languagesAndSizes() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(Arguments.of(language, 1000, 600), Arguments.of(language, 1180, 760)));
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
        inEachTheme(window, theme -> inThisForm(where + "-" + name + theme));
    }

    /** Looks at a window. */
    public interface Look {
        /** @param theme which it has, for names of pictures */
        void at(String theme) throws IOException;
    }

    /** Shows a window light and dark, and looks each time. */
    public static void inEachTheme(OpenWindow window, Look look) throws IOException {
        Theme before = window.desk().settings().themeProperty().get();
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            show(window, theme);
            OpenWindow.frames(3);
            look.at("-" + theme.name().toLowerCase(Locale.ROOT));
        }
        show(window, before);
    }

    private static void show(OpenWindow window, Theme theme) {
        OpenWindow.fx(() -> {
            window.desk().settings().themeProperty().set(theme);
            return true;
        });
    }

    private void inThisForm(String where) throws IOException {
        cut.addAll(OpenWindow.fx(() -> WholeView.cut(where, window.scene())));
        String pictures = System.getProperty("keyrack.pictures", "");
        if (!pictures.isEmpty()) {
            Picture.write(OpenWindow.fx(() -> window.scene().snapshot(null)), Path.of(pictures, where + ".png"));
        }
    }

    /** What was not whole, each with the place it was seen at. */
    List<String> cut() {
        return List.copyOf(cut);
    }
}
