package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.launch.CommandRun;
import org.keyrack.launch.PrivateFile;

/** A virtual rack, a ledger and a supervisor in a folder, for orders. */
final class OrderRack {
    static final String PASSPHRASE = "correct horse battery";

    final Path folder;

    OrderRack(Path folder) {
        this.folder = folder;
    }

    /** Fills the rack: modules with SNs from a first one on, with key 3 for location 5. */
    void fill(int count, String firstSerial) throws IOException {
        write(group(count, firstSerial));
    }

    /** The same with these SNs, one of which may be there twice. */
    void fill(List<String> serials) throws IOException {
        Set<String> before = new HashSet<>();
        write(serials.stream()
                .map(sn -> before.add(sn) ? group(1, sn) : group(1, sn).replace(" }", ", duplicateSerial: true }"))
                .collect(Collectors.joining(",\n  ")));
    }

    private static String group(int count, String firstSerial) {
        return "{ count: %d, firstSerial: \"%s\", locations: [ {ref: 5, appId: \"0101\", types: [AES-128]} ] }"
                .formatted(count, firstSerial);
    }

    private void write(String groups) throws IOException {
        Files.deleteIfExists(folder.resolve("cards.bin"));
        Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "4b4c4d4e4f404142434445464748494a", version: 1 }
                as: { id: "00000002", operatorPin: "802517", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "7172737475767778797a7b7c7d7e7f70" } ] }
                units: [ %s ]
                memory: cards.bin
                """.formatted(groups));
    }

    /** The ledger with a supervisor who is trusted in it: 4711. */
    void trust() throws IOException {
        PrivateFile.write(folder.resolve("passphrase"), PASSPHRASE + "\n");
        run(0, "supervisor", "new-key", "4711", "--dir", path("."), "--passphrase-file", path("passphrase"));
        run(0, ledger("supervisor", "trust", path("4711.vkey")));
    }

    /** Writes an order and has 4711 sign it. */
    Path order(String number, String... more) {
        Path file = folder.resolve(number + ".order");
        run(
                0,
                ledger(CommandRun.join(
                        List.of(
                                "order",
                                "new",
                                file.toString(),
                                "--number",
                                number,
                                "--customer",
                                "Nobody",
                                "--load",
                                "3:5"),
                        List.of(more).contains("--until")
                                ? more
                                : CommandRun.join(List.of(more), "--until", "2999-12-31"))));
        sign(file);
        return file;
    }

    void sign(Path file) {
        run(0, "order", "sign", file.toString(), "--key", path("4711.key"), "--passphrase-file", path("passphrase"));
    }

    CommandRun load(Path order, String... more) {
        return run(CommandRun.join(
                List.of("load", "--order", order.toString(), "--sim", path("rack.yaml"), "--ledger", path("ledger.db")),
                more));
    }

    String path(String name) {
        return folder.resolve(name).normalize().toString();
    }

    String[] ledger(String... command) {
        return CommandRun.join(List.of(command), "--ledger", path("ledger.db"));
    }

    CommandRun run(String... arguments) {
        return CommandRun.with(
                () -> {
                    throw new AssertionError("no readers of the computer are needed");
                },
                Map.of(),
                arguments);
    }

    CommandRun run(int exitCode, String... arguments) {
        CommandRun run = run(arguments);
        org.junit.jupiter.api.Assertions.assertEquals(exitCode, run.exitCode(), run.toString());
        return run;
    }
}
