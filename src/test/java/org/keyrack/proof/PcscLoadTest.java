package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.reader.pcsc.PrivatePcscd;

/** {@code keyrack load} as a process of its own, the cards in another, pcscd between them. */
@Tag("pcsc")
class PcscLoadTest {
    private static final String T = "d3c1a79b5e4f20816c7ab93d58e10f42";
    private static final String PLAIN = "9be1c04d7736aa5f18d2e36b40c7f985";
    private static final String OWN = "64f2b81d9ae7350cc1487be906fd2a53";
    private static final String PIN = "59273816";
    private static final int UNITS = 7;

    @TempDir
    Path folder;

    private Path rack() throws IOException {
        return Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "%s", version: 1 }
                as: { id: "00000003", operatorPin: "%s", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "%s" },
                  { ref: 4, appId: "0102", type: AES-128, version: 2, value: "%s", diversify: true } ] }
                units: { count: %d, firstSerial: "6600000000000001", locations: [
                  { ref: 5, appId: "0101", types: [AES-128] }, { ref: 6, appId: "0102", types: [AES-128] } ] }
                timing: { initiate: 20, export: 60, import: 90 }
                """.formatted(T, PIN, PLAIN, OWN, UNITS));
    }

    private Program load(PrivatePcscd pcscd, String... more) throws IOException {
        Path pin = Files.writeString(folder.resolve("pin"), PIN + "\n");
        List<String> arguments =
                new ArrayList<>(List.of("load", "--profile", "demo", "--pcsc", "--pin-file", pin.toString(), "--json"));
        arguments.addAll(Arrays.asList(more));
        return Program.keyrack(
                folder.resolve("home"),
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                arguments.toArray(String[]::new));
    }

    private Program cards(PrivatePcscd pcscd) throws IOException {
        return Program.keyrack(
                folder.resolve("cards"),
                Map.of(),
                "sim",
                "--rack",
                rack().toString(),
                "--vpcd",
                Integer.toString(pcscd.firstPort()));
    }

    private static String figures(Program load) throws IOException {
        JsonNode result = new ObjectMapper().readTree(load.output());
        return result.path("keysLoaded").asInt() + " "
                + result.path("keysFailed").asInt() + " "
                + result.path("keysUnknown").asInt();
    }

    /** How often each download of the ledger counts; its verification besides. */
    private void eachKeyCountsOnce() throws Exception {
        try (Program verify = Program.keyrack(folder.resolve("home"), Map.of(), "ledger", "verify");
                Program export =
                        Program.keyrack(folder.resolve("home"), Map.of(), "ledger", "export", "--format", "jsonl")) {
            assertEquals(0, verify.exitCode(), verify::toString);
            assertEquals(0, export.exitCode(), export::toString);
            List<String> loaded = new ArrayList<>();
            for (String line : export.output().lines().toList()) {
                JsonNode event = new ObjectMapper().readTree(line);
                if (event.path("result").asText().equals("loaded")) {
                    loaded.add(event.path("sn").asText() + event.path("ref2").asText());
                }
            }
            assertEquals(2 * UNITS, loaded.size(), loaded::toString);
            assertEquals(2 * UNITS, loaded.stream().distinct().count(), loaded::toString);
        }
    }

    @Test
    void aRestartOfPcscdInTheMiddleOfALoadIsSurvivedAndEachKeyCountsOnce() throws Exception {
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), UNITS + 1);
                Program cards = cards(pcscd)) {
            cards.awaitLine("ready"::equals);
            try (Program load = load(pcscd)) {
                load.awaitMessage(line -> line.startsWith("1/"));
                pcscd.restart();
                assertEquals(0, load.exitCode(), load::toString);
                assertEquals("14 0 0", figures(load), load::toString);
            }
            eachKeyCountsOnce();
        }
    }

    @Test
    void controlCFinishesTheKeysOnTheirWayAndTheNextLoadDoesTheRest() throws Exception {
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), UNITS + 1);
                Program cards = cards(pcscd)) {
            cards.awaitLine("ready"::equals);
            try (Program load = load(pcscd)) {
                load.awaitMessage(line -> line.startsWith("1/"));
                load.signal("INT");
                int code = load.exitCode();
                assertTrue(code == 1 || code == 130, load::toString);
            }
            try (Program rest = load(pcscd)) {
                assertEquals(0, rest.exitCode(), rest::toString);
            }
            eachKeyCountsOnce();
        }
    }
}
