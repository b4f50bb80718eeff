package org.keyrack.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.language.Language;
import org.keyrack.language.Languages;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.PeopleShots;
import org.keyrack.ui.settings.Theme;
import org.keyrack.ui.settings.UiSettings;
import org.keyrack.ui.settings.WindowPlace;

/**
 * Writes a picture of every step over the demo bench: light and dark, in every language, in three sizes. {@code ./dev
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

    private static final List<String> SIZES = List.of("1000x600", "1180x760", "1920x1080");

    private final Path target;
    private final Set<String> wanted;

    private Screenshots(Path target, Set<String> wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** What pictures are taken of, each in windows of its own. */
    private enum Part {
        WIZARD,
        PREPARE,
        CEREMONY,
        CARE,
        PEOPLE,
        LESSONS;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Takes the pictures.
     *
     * @param arguments the folder for the pictures, {@code target/screenshots} without one; then, when not all are wanted, any
     *     of the parts, languages and sizes, such as {@code care people de 1180x760}
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("glass.platform", "Monocle");
        System.setProperty("monocle.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("testfx.robot", "glass");
        System.setProperty("headless.geometry", "1920x1080-32");
        System.setProperty("java.awt.headless", "true");
        Path target = Path.of(arguments.length == 0 ? "target/screenshots" : arguments[0]);
        new Screenshots(target, Stream.of(arguments).skip(1).collect(Collectors.toSet())).take();
        Platform.exit();
    }

    /** Whether it is wanted: nothing of its kind was named, or it was. */
    private boolean wants(String one, List<String> kind) {
        return wanted.contains(one) || kind.stream().noneMatch(wanted::contains);
    }

    private void take() throws Exception {
        List<String> parts = Stream.of(Part.values()).map(Part::word).toList();
        List<String> languages = Stream.of(Language.values()).map(Language::tag).toList();
        for (Language language : Language.values()) {
            for (String size : SIZES) {
                for (Part part : Part.values()) {
                    if (wants(part.word(), parts) && wants(language.tag(), languages) && wants(size, SIZES)) {
                        Languages.show(language.locale());
                        take(part, new Form(language, size));
                    }
                }
            }
        }
    }

    /** In which language and size a window is. */
    private record Form(Language language, String size) {
        String suffix() {
            return "-" + language.tag() + "-" + size + ".png";
        }

        void choose(UiSettings settings) {
            String[] sides = size.split("x", -1);
            settings.languageProperty().set(Optional.of(language));
            settings.themeProperty().set(Theme.LIGHT);
            settings.reducedMotionProperty().set(true);
            settings.windowProperty()
                    .set(Optional.of(
                            new WindowPlace(0, 0, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), false)));
            settings.operatorProperty().set("A. Martin");
        }
    }

    private void take(Part part, Form form) throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.named("keyrack-screenshots")) {
            Path folder = temporary.path();
            switch (part) {
                case WIZARD -> wizard(folder, form);
                case PREPARE -> {
                    try (OpenWindow window = OpenWindow.open(folder, form::choose)) {
                        new PrepareShots(window, folder, new Shots(window, target, form.suffix())).take();
                    }
                }
                case CEREMONY -> CeremonyShots.take(folder, target, form.suffix(), form::choose);
                case CARE -> CareShots.take(folder, target, form.suffix(), form::choose);
                case PEOPLE -> PeopleShots.take(folder, target, form.suffix(), form::choose);
                case LESSONS -> LessonShots.take(folder, target, form.suffix(), form::choose);
            }
        }
    }

    private void wizard(Path folder, Form form) throws Exception {
        try (OpenWindow window = OpenWindow.open(folder, form::choose)) {
            Shots shots = new Shots(window, target, form.suffix());
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
