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

    private final PlantedBug bug;
    private final Path classes;

    /** @param folder empty; for the classes */
    PlantedBugs(PlantedBug bug, Path folder) throws IOException {
        this.bug = bug;
        this.classes = Files.createDirectories(folder.resolve("classes"));
        compile(bug.plant(folder.resolve("sources")), classes);
    }

    /** How a bug was found. */
    record Found(long seed, String what) {}

    /**
     * Looks for the bug.
     *
     * @param from the first seed
     * @param seeds at most
     * @return empty when no seed finds it
     */
    Optional<Found> look(long from, int seeds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx400m",
                        "-cp",
                        classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        Simulate.class.getName(),
                        "--as-found",
                        "--from",
                        Long.toString(from),
                        "--seeds",
                        Integer.toString(seeds))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Matcher found = FOUND.matcher(said);
        if (code == 1 && found.find()) {
            return Optional.of(new Found(Long.parseLong(found.group(1)), found.group(2)));
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
