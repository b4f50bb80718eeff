package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.keyrack.reader.pcsc.PrivatePcscd;

/** Commands over PC/SC, each in a home of its own: what of these secrets is left in messages, files or memory of any. */
final class CanaryCommands {
    /** Of one command: its memory is written into a file. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;
    private final PrivatePcscd pcscd;
    private final Canaries secrets;
    private final List<String> left = new ArrayList<>();

    /** @param folder of the homes */
    CanaryCommands(Path folder, PrivatePcscd pcscd, Canaries secrets) {
        this.folder = folder;
        this.pcscd = pcscd;
        this.secrets = secrets;
    }

    /** What was found so far. */
    List<String> left() {
        return left;
    }

    /**
     * Runs one command.
     *
     * @param name its first words, with {@code -} between them
     */
    void run(String name, String... words) throws Exception {
        Path home = folder.resolve("homes").resolve(name);
        List<String> command = new ArrayList<>(List.of(name.split("-")));
        command.addAll(List.of(words));
        String said;
        try (Program program = CanaryProgram.start(home, folder.resolve("temporary-" + name), pcscd, command)) {
            assertEquals(0, program.exitCode(LIMIT), program::toString);
            said = program.output() + program.messages();
        }
        for (String hit : secrets.found("messages", said.getBytes(StandardCharsets.UTF_8))) {
            left.add(name + ": " + hit);
        }
        for (String hit : secrets.found(home)) {
            left.add(name + ": " + hit);
        }
        // The control: the same search finds what was planted.
        List<String> planted = new Canaries()
                .key("planted", HexFormat.of().parseHex(CanaryProgram.PLANTED))
                .found(home);
        for (String place : List.of("dump.hprof", "temporary/planted", "log/finest.log")) {
            assertTrue(planted.stream().anyMatch(hit -> hit.contains(" in " + place)), () -> name + ": " + planted);
        }
        Files.delete(home.resolve("dump.hprof"));
    }

    /** The readers of the service, in its order. */
    List<String> readers() throws Exception {
        try (Program program = Program.keyrack(
                folder.resolve("reader"),
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                "readers")) {
            assertEquals(0, program.exitCode(), program::toString);
            return program.output()
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(": ")))
                    .toList();
        }
    }
}
