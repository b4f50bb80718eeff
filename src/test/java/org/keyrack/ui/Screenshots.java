package org.keyrack.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import org.keyrack.ui.settings.Language;
import org.keyrack.ui.settings.Theme;

/** Writes a picture of every step: light and dark, English and French, small and large. {@code ./dev screenshots} calls it. */
public final class Screenshots {
    private static final List<Size> SIZES = List.of(new Size(1000, 600), new Size(1920, 1080));

    private final Path target;

    private Screenshots(Path target) {
        this.target = target;
    }

    /** @param arguments the folder for the pictures; {@code target/screenshots} without one */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("testfx.robot", "glass");
        System.setProperty("headless.geometry", "1920x1080-32");
        System.setProperty("java.awt.headless", "true");
        Path target = Path.of(arguments.length == 0 ? "target/screenshots" : arguments[0]);
        Screenshots screenshots = new Screenshots(target);
        for (Language language : List.of(Language.ENGLISH, Language.FRENCH)) {
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                for (Size size : SIZES) {
                    screenshots.take(language, theme, size);
                }
            }
        }
        Platform.exit();
        System.exit(0);
    }

    private void take(Language language, Theme theme, Size size) throws Exception {
        Path folder = Files.createTempDirectory("keyrack-screenshots");
        String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                + language.locale().getLanguage() + "-" + size.width() + "x" + size.height() + ".png";
        try (OpenWindow window = OpenWindow.open(folder, settings -> {
            settings.languageProperty().set(language);
            settings.themeProperty().set(theme);
            settings.reducedMotionProperty().set(true);
        })) {
            OpenWindow.fx(() -> {
                window.stage().setX(0);
                window.stage().setY(0);
                window.stage().setWidth(size.width());
                window.stage().setHeight(size.height());
                return true;
            });
            Shots shots = new Shots(window, target, suffix);
            shots.step(StepName.FIRSTRUN);
            shots.demoBench();
            shots.step(StepName.BENCH);
            shots.step(StepName.ASCARD);
            shots.verified();
            shots.step(StepName.RACK);
            shots.detail();
            for (StepName step : window.desk().navigator().steps()) {
                if (step.compareTo(StepName.RACK) > 0 && step != StepName.RUN && step != StepName.RESULTS) {
                    shots.step(step);
                }
                if (step == StepName.REVIEW) {
                    shots.batch();
                }
            }
        }
    }

    /** Size of a window in pixels. */
    private record Size(int width, int height) {}
}
