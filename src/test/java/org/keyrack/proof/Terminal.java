package org.keyrack.proof;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program at a terminal of its own, and a person who types at it when he is asked. */
final class Terminal implements AutoCloseable {
    private static final long LIMIT = TimeUnit.SECONDS.toMillis(60);

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder shown = new StringBuilder();
    private boolean ended;

    /** Starts a Java program at a terminal (util-linux's {@code script}). */
    Terminal(List<String> command, Path home, Map<String, String> environment) throws IOException {
        String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        ProcessBuilder builder =
                new ProcessBuilder("script", "--quiet", "--return", "--flush", "--command", line, "/dev/null");
        builder.environment().put("KEYRACK_HOME", home.toString());
        builder.environment().put("KEYRACK_BENCH", "proof");
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true).start();
        keys = process.getOutputStream();
        Thread reading = new Thread(this::read, "screen of a terminal");
        reading.setDaemon(true);
        reading.start();
    }

    private void read() {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                synchronized (this) {
                    shown.append(buffer, 0, count);
                    notifyAll();
                }
            }
        } catch (IOException closed) {
            // The program is gone.
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    /** Waits until the screen has shown a text, after so many characters; gives where it ends. */
    synchronized int await(int seen, String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT);
        while (shown.indexOf(text, seen) < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("not shown: " + text + "\n" + shown);
            }
            wait(left);
        }
        return shown.indexOf(text, seen) + text.length();
    }

    /** Waits for a prompt, and types a line. */
    int answer(int seen, String prompt, String line) throws IOException, InterruptedException {
        int end = await(seen, prompt);
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
        return end;
    }

    /** Writes the whole memory of the program into a file, dead objects too. */
    void dumpMemory(Path file) throws IOException, InterruptedException {
        long pid = process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        "GC.heap_dump",
                        "-all",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!dump.waitFor(LIMIT, TimeUnit.MILLISECONDS) || dump.exitValue() != 0) {
            throw new AssertionError("no dump of its memory");
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("does not end:\n" + shown());
        }
        return process.exitValue();
    }

    synchronized String shown() {
        return shown.toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
