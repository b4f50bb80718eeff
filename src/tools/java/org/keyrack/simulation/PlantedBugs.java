package org.keyrack.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles each planted bug in front of the program's classes and lets the simulation look for it, in a JVM of its own. */
final class PlantedBugs {
    private static final Pattern FOUND = Pattern.compile("Found by seed (\\d+): (.*)");

    private PlantedBugs() {}

    /**
     * How a bug was found.
     *
     * @param seeds how many it took
     */
    record Found(long seeds, String what) {}

    /**
     * Looks for a bug.
     *
     * @param folder empty; for the classes
     * @param seeds at most
     * @return empty when no seed finds it
     */
    static Optional<Found> look(PlantedBug bug, Path folder, int seeds) throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(bug.plant(folder.resolve("sources")), classes);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx400m",
                        "-cp",
                        classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        Simulate.class.getName(),
                        "--as-found",
                        "--seeds",
                        Integer.toString(seeds))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher found = FOUND.matcher(said);
        if (code == 1 && found.find()) {
            return Optional.of(new Found(Long.parseLong(found.group(1)) + 1, found.group(2)));
        }
        if (code != 0) {
            throw new IOException("The simulation with " + bug + " ended with " + code + ": " + said);
        }
        return Optional.empty();
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = new ArrayList<>(List.of(
                    "-proc:none",
                    "-nowarn",
                    "-parameters",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")));
            boolean done = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!done) {
                throw new IOException("A planted bug does not compile");
            }
        }
    }
}
