package org.keyrack.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.language.Language;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.WindowPlace;

/**
 * Writes a picture of every step over the demo bench: light and dark, in every language, small and large. {@code ./dev
 * screenshots} calls it. For the run and its results some of the demo bench's modules fail.
 */
public final class Screenshots {
    /** Slow enough for two pictures in the middle of the run, also on a busy machine. */
    private static final String TIMING = "timing: { initiate: 40, export: 240, import: 360 }";

    private static final String FAULTS = """

            faults:
              - { unit: 2, command: IMPORTKEY, nth: 2, do: statusWord, sw: "6988" }
              - { unit: 5, command: IMPORTKEY, nth: 1, do: statusWord, sw: "6988" }
              - { unit: 9, command: IMPORTKEY, nth: 3, do: pull }
              - { unit: 12, command: IMPORTKEY, nth: 2, do: hang }
            """;

    private final Path target;
    private final boolean preparation;

    private Screenshots(Path target, boolean preparation) {
        this.target = target;
        this.preparation = preparation;
    }

    /**
     * Takes the pictures.
     *
     * @param arguments the folder for the pictures, {@code target/screenshots} without one; then, when given, {@code prepare}
     *     for those of the preparation alone
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("testfx.robot", "glass");
        System.setProperty("headless.geometry", "1920x1080-32");
        System.setProperty("java.awt.headless", "true");
        Path target = Path.of(arguments.length == 0 ? "target/screenshots" : arguments[0]);
        Screenshots screenshots = new Screenshots(target, arguments.length > 1);
        for (Language language : Language.values()) {
            screenshots.take(language, 1000, 600);
            screenshots.take(language, 1920, 1080);
        }
        Platform.exit();
    }

    private void take(Language language, int width, int height) throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.named("keyrack-screenshots");
                OpenWindow window = OpenWindow.open(temporary.path(), settings -> {
                    settings.languageProperty().set(Optional.of(language));
                    settings.themeProperty().set(Theme.LIGHT);
                    settings.reducedMotionProperty().set(true);
                    settings.windowProperty().set(Optional.of(new WindowPlace(0, 0, width, height, false)));
                    settings.operatorProperty().set("A. Martin");
                })) {
            Path folder = temporary.path();
            String suffix = "-" + language.tag() + "-" + width + "x" + height + ".png";
            Shots shots = new Shots(window, target, suffix);
            if (preparation) {
                new PrepareShots(window, folder, shots).take();
                return;
            }
            shots.step(StepName.FIRSTRUN);
            shots.bench(Optional.empty());
            shots.step(StepName.BENCH);
            shots.step(StepName.ASCARD);
            shots.verified();
            shots.step(StepName.RACK);
            shots.detail();
            for (StepName page : List.of(StepName.SETTINGS, StepName.LOG, StepName.ABOUT)) {
                shots.step(page);
            }
            shots.bench(Optional.of(troubled(folder)));
            shots.verify();
            shots.step(StepName.PLAN);
            shots.step(StepName.REVIEW);
            shots.run();
            shots.results();
            new HistoryShots(window, folder, shots).take();
            new PrepareShots(window, folder, shots).take();
        }
    }

    /** The demo bench with some trouble in it. */
    private static Path troubled(Path folder) throws IOException {
        try (InputStream in = Screenshots.class.getResourceAsStream("/rack/demo.yaml")) {
            String demo = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String slower = demo.replaceAll("(?m)^timing:.*$", TIMING);
            return Files.writeString(folder.resolve("troubled.yaml"), slower + FAULTS);
        }
    }
}
