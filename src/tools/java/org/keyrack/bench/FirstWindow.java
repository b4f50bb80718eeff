package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keyrack.measure.Figure;

/**
 * Row 7: from the start of the process to the first painted window, on an Xvfb of its own. Measured on the package's image
 * that ./dev package left, else on the installed package, else on an image of target's classes with an archive of the same
 * class list; the figure's name says which.
 */
final class FirstWindow {
    private static final Path BUILT = Path.of("target/package/image/keyrack");
    private static final Path INSTALLED = Path.of("/usr/lib/keyrack");
    private static final Path CLASS_LIST = Path.of("packaging/jpackage/classes.list");

    private final Path folder;

    /** @param folder of one's own, for home and image */
    FirstWindow(Path folder) {
        this.folder = folder;
    }

    /** @param repeats warm starts after the cold one */
    List<Figure> measure(int repeats) throws IOException, InterruptedException {
        Program program = program();
        Process screen = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader display =
                new BufferedReader(new InputStreamReader(screen.getInputStream(), StandardCharsets.US_ASCII))) {
            List<String> arguments = new ArrayList<>(List.of(Integer.toString(repeats + 1)));
            arguments.addAll(program.command());
            ProcessBuilder watch = new ProcessBuilder(Jvm.command(WindowWatch.class, arguments.toArray(String[]::new)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            watch.environment().put("DISPLAY", ":" + display.readLine().trim());
            watch.environment().put("KEYRACK_HOME", folder.resolve("home").toString());
            Process watching = watch.start();
            String printed = new String(watching.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (watching.waitFor() != 0) {
                throw new IOException("The first window could not be measured on " + program.name());
            }
            List<Double> seconds = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            printed.lines().map(line -> line.split(" ", -1)).forEach(start -> {
                seconds.add(Double.parseDouble(start[0]) / 1000);
                megabytes.add(Double.parseDouble(start[1]) / 1024);
            });
            return List.of(
                    Figure.of(7, "first window, " + program.name(), "s", Figure.atMost(1.5), seconds),
                    Figure.of(7, "resident after the first window, " + program.name(), "MB", megabytes));
        } finally {
            screen.destroy();
            screen.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Program program() throws IOException, InterruptedException {
        for (Path image : List.of(BUILT, INSTALLED)) {
            Path app = image.resolve("lib/app");
            if (Files.isExecutable(image.resolve("bin/keyrack"))) {
                if (!Files.exists(app.resolve("keyrack.jsa"))) {
                    succeed("sh", app.resolve("make-archive.sh").toString());
                }
                return new Program(
                        image.equals(BUILT) ? "built package" : "installed package",
                        List.of(image.resolve("bin/keyrack").toString()));
            }
        }
        return ofTarget();
    }

    /** A class data sharing archive holds classes of jars only, so target's classes become one. */
    private Program ofTarget() throws IOException, InterruptedException {
        Path jar = folder.resolve("keyrack.jar");
        Path archive = folder.resolve("keyrack.jsa");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        succeed(
                Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                "target/classes",
                ".");
        String classPath = jar + ":"
                + Files.readString(Path.of("target/runtime.classpath")).trim();
        succeed(
                java,
                "-Xshare:dump",
                "-XX:+UseSerialGC",
                "-XX:SharedClassListFile=" + CLASS_LIST,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath);
        List<String> start = new ArrayList<>(List.of(java));
        start.addAll(Jvm.packaged());
        start.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath, "org.keyrack.launch.Main"));
        return new Program("image of target", start);
    }

    private static void succeed(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + process.exitValue());
        }
    }

    private record Program(String name, List<String> command) {}
}
