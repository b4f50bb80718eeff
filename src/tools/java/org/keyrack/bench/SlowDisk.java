package org.keyrack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Java process for which every fsync takes longer: the library of {@code src/tools/c/slow_disk.c} stands before the system's. */
final class SlowDisk implements AutoCloseable {
    private static final Path SOURCE = Path.of("src", "tools", "c", "slow_disk.c");
    private static final List<String> COMPILERS = List.of("cc", "gcc");

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    /**
     * Starts one.
     *
     * @param library as {@link #library} gives it
     * @param milliseconds that an fsync takes longer
     * @param program told by a line on its standard input when to measure, says a figure a line
     */
    SlowDisk(Path library, int milliseconds, Class<?> program, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Jvm.command(program, arguments)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("KEYRACK_SYNC_MS", Integer.toString(milliseconds));
        process = builder.start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The library, compiled into a folder; empty when this machine has no C compiler. */
    static Optional<Path> library(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("slow_disk.so").toAbsolutePath();
        for (String compiler : COMPILERS) {
            Process compiling;
            try {
                compiling = new ProcessBuilder(
                                compiler,
                                "-shared",
                                "-fPIC",
                                "-O2",
                                "-o",
                                library.toString(),
                                SOURCE.toString(),
                                "-ldl")
                        .inheritIO()
                        .start();
            } catch (IOException absent) {
                continue;
            }
            if (compiling.waitFor() != 0) {
                throw new IOException(compiler + " cannot compile " + SOURCE);
            }
            return Optional.of(library);
        }
        return Optional.empty();
    }

    /** Lets the process measure once. */
    double figure() throws IOException {
        commands.println("go");
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The process with the slow disk has ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
