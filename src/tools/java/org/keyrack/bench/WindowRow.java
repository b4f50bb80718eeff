package org.keyrack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keyrack.measure.Figure;
import org.keyrack.ui.WindowMeter;

/**
 * The window's rows: stalls of the JavaFX thread in a whole batch, and memory after many modules. The window runs in a
 * process of its own with the options of the packaged program, on this display, else on an Xvfb of its own, else headless.
 */
final class WindowRow {
    /** What the packaged program is started with; that part of it that holds outside of the package. */
    private static final int PATIENCE_MINUTES = 10;

    private static final double STALL = 30;
    private static final double FIRST_STALL = 80;
    private static final double MEMORY = 300;
    private static final double FLAT = 1.1;
    static final List<String> HEADLESS = List.of(
            "-Dglass.platform=Monocle",
            "-Dmonocle.platform=Headless",
            "-Dheadless.geometry=1280x1024-32",
            "-Dprism.order=sw",
            "-Djava.awt.headless=true");

    private final Path folder;

    /** @param folder for ledgers and settings */
    WindowRow(Path folder) {
        this.folder = folder;
    }

    /** Row 8: the longest stall of each batch, the first one cold, and the JavaFX thread's own work in it. */
    List<Figure> stalls(int batches) throws IOException, InterruptedException {
        Map<String, Double> seen = run("stall", Integer.toString(batches + 1));
        List<Double> warm = series(seen, "stall", batches);
        List<Double> work = series(seen, "processor", batches);
        return List.of(
                figure(8, "longest stall of the JavaFX thread, 15 EI x 4 keys", "ms", seen.get("stall 0"), worst(warm))
                        .with("median", Figure.median(warm)),
                Figure.of(
                        8,
                        "longest stall in the first batch of the process",
                        "ms",
                        Figure.atMost(FIRST_STALL),
                        List.of(seen.get("stall 0"))),
                new Figure(
                        8,
                        "processor time of the JavaFX thread in its longest frame",
                        "ms",
                        Optional.of(seen.get("processor 0")),
                        List.of(worst(work)),
                        Optional.empty(),
                        Map.of()));
    }

    private static Figure figure(int row, String name, String unit, double cold, double worst) {
        return new Figure(
                row, name, unit, Optional.of(cold), List.of(worst), Optional.of(Figure.atMost(STALL)), Map.of());
    }

    private static List<Double> series(Map<String, Double> seen, String name, int batches) {
        List<Double> values = new ArrayList<>();
        for (int batch = batches == 0 ? 0 : 1; batch <= batches; batch++) {
            values.add(seen.get(name + " " + batch));
        }
        return values;
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Row 7, its memory: resident after so many modules in continuous mode, the cards' own included. */
    List<Figure> memory() throws IOException, InterruptedException {
        Map<String, Double> seen = run("memory", "100,200,500,1000");
        return List.of(
                Figure.of(
                                7,
                                "resident memory after 1,000 modules, 15 tiles",
                                "MB",
                                Figure.atMost(MEMORY),
                                List.of(seen.get("resident 1000")))
                        .with("opened", seen.get("opened"))
                        .with("after100", seen.get("resident 100"))
                        .with("after200", seen.get("resident 200"))
                        .with("after500", seen.get("resident 500")),
                Figure.of(
                        7,
                        "resident memory, 1,000 modules / 200",
                        "",
                        Figure.atMost(FLAT),
                        List.of(seen.get("resident 1000") / seen.get("resident 200"))));
    }

    private Map<String, Double> run(String... arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("window-" + arguments[0]));
        Optional<Display> own = System.getenv("DISPLAY") == null ? Display.start() : Optional.empty();
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Jvm.packaged());
            command.add("-Dkeyrack.logs=" + home.resolve("logs"));
            command.add("--add-opens=java.smartcardio/sun.security.smartcardio=ALL-UNNAMED");
            if (System.getenv("DISPLAY") == null && own.isEmpty()) {
                command.addAll(HEADLESS);
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), WindowMeter.class.getName()));
            command.add(home.toString());
            command.addAll(List.of(arguments));
            ProcessBuilder program = new ProcessBuilder(command)
                    .redirectError(home.resolve("stderr").toFile());
            // As the packaged program's launcher does.
            program.environment().put("GDK_GL", "disable");
            own.ifPresent(display -> program.environment().put("DISPLAY", display.name()));
            return figures(program.start(), home);
        } finally {
            own.ifPresent(Display::close);
        }
    }

    private static Map<String, Double> figures(Process program, Path home) throws IOException, InterruptedException {
        Map<String, Double> seen = new LinkedHashMap<>();
        for (String line : new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            int space = line.lastIndexOf(' ');
            seen.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        }
        if (!program.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || program.exitValue() != 0) {
            program.destroyForcibly();
            throw new IOException("The window did not come to its end: " + Files.readString(home.resolve("stderr")));
        }
        return seen;
    }

    /** An X server without a screen. */
    private record Display(Process server, String name) implements AutoCloseable {
        /** Empty when Xvfb is not installed. */
        static Optional<Display> start() {
            try {
                Process server = new ProcessBuilder(
                                "Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String number = server.inputReader(StandardCharsets.US_ASCII).readLine();
                if (number == null) {
                    return Optional.empty();
                }
                return Optional.of(new Display(server, ":" + number));
            } catch (IOException absent) {
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            server.destroy();
        }
    }
}
