package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrack.launch.PrivateFile;
import org.keyrack.reader.pcsc.PrivatePcscd;

/** What whole loads through pcscd share: the rack, the process with its cards, and what load and ledger say afterwards. */
final class ProofLoad {
    static final String T = "d3c1a79b5e4f20816c7ab93d58e10f42";
    static final String TA = "9be1c04d7736aa5f18d2e36b40c7f985";
    /** Each module gets a TA of its own from it. */
    static final String MASTER_TA = "64f2b81d9ae7350cc1487be906fd2a53";

    static final String OPERATOR_PIN = "59273816";
    static final String ADMINISTRATOR_PIN = "83641957";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProofLoad() {}

    /**
     * Writes the file of a rack: an AS with two keys, and modules with a location for each.
     *
     * @param timing and {@code faults} as the rack file has them
     */
    static Path rack(Path folder, int units, String timing, String faults) throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "%s", version: 1 }
                as: { id: "00000003", operatorPin: "%s", adminPin: "%s", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "%s" },
                  { ref: 4, appId: "0102", type: AES-128, version: 2, value: "%s", diversify: true } ] }
                units: { count: %d, firstSerial: "6600000000000001", locations: [
                  { ref: 5, appId: "0101", types: [AES-128] }, { ref: 6, appId: "0102", types: [AES-128] } ] }
                timing: %s
                faults: %s
                """.formatted(
                        T, OPERATOR_PIN, ADMINISTRATOR_PIN, TA, MASTER_TA, units, timing, faults));
    }

    /** Writes the file that {@code --pin-file} names. */
    static Path pin(Path folder) throws IOException {
        return PrivateFile.write(folder.resolve("pin"), OPERATOR_PIN + "\n");
    }

    /** The cards of a rack in a process of their own; they are in when it says "ready". */
    static Program cards(Path folder, Path rack, PrivatePcscd pcscd) throws IOException {
        return Program.keyrack(
                folder.resolve("cards"),
                Map.of(),
                "sim",
                "--rack",
                rack.toString(),
                "--vpcd",
                Integer.toString(pcscd.firstPort()));
    }

    /** Keys loaded, failed and unknown, as {@code load --json} says. */
    static String figures(JsonNode report) {
        return report.path("keysLoaded").asInt() + " "
                + report.path("keysFailed").asInt() + " "
                + report.path("keysUnknown").asInt();
    }

    /** The lines of the ledger. */
    static List<JsonNode> events(Path home, String... more) throws IOException, InterruptedException {
        String[] export = Stream.concat(Stream.of("ledger", "export", "--format", "jsonl"), Stream.of(more))
                .toArray(String[]::new);
        try (Program program = Program.keyrack(home, Map.of(), export)) {
            assertEquals(0, program.exitCode(), program::toString);
            List<JsonNode> events = new ArrayList<>();
            for (String line : program.output().lines().toList()) {
                events.add(JSON.readTree(line));
            }
            return events;
        }
    }

    /** SN and REF2 of each download that the ledger counts as loaded. */
    static List<String> loaded(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("result").asText().equals("loaded"))
                .map(event -> event.path("sn").asText() + event.path("ref2").asText())
                .toList();
    }

    /** Asserts that each of the two keys of each module is loaded, and once. */
    static void eachKeyOnce(List<JsonNode> events, int units) {
        List<String> loaded = loaded(events);
        assertEquals(2 * units, loaded.size(), loaded::toString);
        assertEquals(2 * units, Set.copyOf(loaded).size(), loaded::toString);
    }
}
