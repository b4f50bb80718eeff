package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program in a process of its own, and what it writes. Closing ends it and waits until it is gone. */
public final class Program implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Output out;
    private final Output err;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = new Output(process.inputReader(StandardCharsets.UTF_8));
        this.err = new Output(process.errorReader(StandardCharsets.UTF_8));
    }

    /**
     * Starts keyrack.
     *
     * @param home its {@code KEYRACK_HOME}
     * @param environment what else it finds in its environment
     */
    public static Program keyrack(Path home, Map<String, String> environment, String... arguments) throws IOException {
        return java("org.keyrack.launch.Main", List.of(), home, environment, arguments);
    }

    /** Starts a main class of the test's class path, with options for its JVM. */
    public static Program java(
            String main, List<String> options, Path home, Map<String, String> environment, String... arguments)
            throws IOException {
        // A shell that runs the tests in the background has SIGINT ignored, and so would everything that it starts.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Duser.language=en",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return start(command, home, environment);
    }

    /** Starts any program. */
    public static Program start(List<String> command, Path home, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KEYRACK_HOME", home.toString());
        builder.environment().put("KEYRACK_BENCH", "proof");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Program(String.join(" ", command.subList(Math.min(command.size() - 1, 1), command.size())), process);
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Waits for a line on its output. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        return out.await(wanted).orElseGet(() -> fail("not said on its output by " + this));
    }

    /** Waits for a line on its error output. */
    public String awaitMessage(Predicate<String> wanted) throws InterruptedException {
        return err.await(wanted).orElseGet(() -> fail("not said on its error output by " + this));
    }

    /** Waits for its end and gives its exit code. */
    public int exitCode() throws IOException, InterruptedException {
        return exitCode(LIMIT);
    }

    /** The same of what takes longer than other programs. */
    public int exitCode(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            // What it waits for, for whoever reads the failure.
            signal("QUIT");
            out.await(line -> line.startsWith("JNI global refs"));
            fail("does not end: " + this);
        }
        out.end();
        err.end();
        return process.exitValue();
    }

    /** All lines of its output so far. */
    public String output() {
        return out.text();
    }

    /** All lines of its error output so far. */
    public String messages() {
        return err.text();
    }

    /** Ends it at once (SIGKILL) and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal by its name, INT as Ctrl+C does. */
    public void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        String command = name.length() > 300 ? "…" + name.substring(name.length() - 300) : name;
        return command + "\nstate: " + (alive() ? "running" : "exit code " + process.exitValue()) + "\noutput:\n"
                + output() + "\nmessages:\n" + messages();
    }

    /** Collects lines as they come. */
    private static final class Output {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        Output(BufferedReader reader) {
            Thread thread = new Thread(() -> collect(reader), "output of a program");
            thread.setDaemon(true);
            thread.start();
        }

        private void collect(BufferedReader reader) {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (this) {
                        lines.add(line);
                        notifyAll();
                    }
                }
            } catch (IOException cut) {
                // The process was killed in the middle of a line.
                synchronized (this) {
                    lines.add("(cut)");
                }
            } finally {
                synchronized (this) {
                    ended = true;
                    notifyAll();
                }
            }
        }

        synchronized Optional<String> await(Predicate<String> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            for (int seen = 0; ; ) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return Optional.of(lines.get(seen));
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
        }

        synchronized void end() throws InterruptedException {
            await(line -> false);
        }

        synchronized String text() {
            return String.join("\n", lines);
        }
    }
}
