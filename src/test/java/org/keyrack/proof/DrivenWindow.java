package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.ui.WindowProcess;

/** A {@link WindowProcess}: what is typed into it, what it answers, and its memory. Closing closes its window. */
final class DrivenWindow implements AutoCloseable {
    /** How the tests of this machine draw. */
    private static final List<String> SCREEN = List.of(
            "glass.platform",
            "monocle.platform",
            "prism.order",
            "testfx.robot",
            "testfx.headless",
            "java.awt.headless",
            "headless.geometry");

    private final Process window;
    private final BufferedReader said;
    private final Path errors;
    private final Path dump;

    /**
     * Opens the window.
     *
     * @param home its own
     * @param beside a folder for what it says on its error output, and for its memory
     */
    DrivenWindow(Path home, Path beside, PrivatePcscd service) throws IOException {
        errors = beside.resolve("errors");
        dump = beside.resolve("dump.hprof");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Duser.language=en",
                "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("temporary"))));
        SCREEN.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), WindowProcess.class.getName(), home.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().put("PCSCLITE_CSOCK_NAME", service.socket().toString());
        builder.environment().put("KEYRACK_BENCH", "proof");
        window = builder.start();
        said = window.inputReader(StandardCharsets.UTF_8);
    }

    /** Types, where the focus is. */
    DrivenWindow type(String keys) throws IOException {
        OutputStream in = window.getOutputStream();
        in.write(keys.getBytes(StandardCharsets.US_ASCII));
        in.flush();
        return this;
    }

    /** Does what hands do beside typing, and tells what the window answers. */
    String does(String command) throws IOException {
        type("!" + command + "\n");
        String answer = said.readLine();
        assertTrue(answer != null, this::errors);
        return answer;
    }

    /** Waits until the window waits for somebody. */
    void await(String phase) throws IOException {
        assertEquals(phase, said.readLine(), this::errors);
    }

    /** What it has said on its error output. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException unread) {
            return unread.toString();
        }
    }

    /** Its memory, with what nobody refers to any more. */
    byte[] memory() throws IOException, InterruptedException {
        Files.deleteIfExists(dump);
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(window.pid()),
                        "GC.heap_dump",
                        "-all",
                        dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(asked.waitFor(60, TimeUnit.SECONDS) && asked.exitValue() == 0, "no dump of its memory");
        byte[] memory = Files.readAllBytes(dump);
        Files.delete(dump);
        return memory;
    }

    @Override
    public void close() throws IOException {
        window.getOutputStream().close();
        try {
            assertTrue(window.waitFor(60, TimeUnit.SECONDS), this::errors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            window.destroyForcibly();
        }
    }
}
