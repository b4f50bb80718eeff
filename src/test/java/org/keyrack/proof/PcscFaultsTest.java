package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.launch.PrivateFile;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/**
 * Whole loads by {@code keyrack load} in a process of its own, through pcscd, over cards with a fault. Row numbers are those
 * of docs/faults.md.
 */
@Tag("pcsc")
class PcscFaultsTest {
    private static final int UNITS = 3;
    private static final int DEMO_UNITS = 15;

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    /**
     * What a load left.
     *
     * @param code its exit code
     * @param report its JSON object
     * @param events the ledger's lines
     * @param exports EXPORTKEY commands that the AS saw
     * @param imports IMPORTKEY commands that the modules saw
     * @param initiates INITIATE commands that the modules saw
     */
    private record Seen(int code, JsonNode report, List<JsonNode> events, int exports, int imports, int initiates) {
        String figures() {
            return ProofLoad.figures(report);
        }
    }

    private Seen load(String faults) throws Exception {
        Path rack = ProofLoad.rack(folder, UNITS, "{ initiate: 10, export: 20, import: 30 }", faults);
        return load(rack, UNITS, ProofLoad.pin(folder));
    }

    private Seen load(Path rack, int units, Path pin) throws Exception {
        Path home = folder.resolve("home");
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), units + 1);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(pcscd.firstPort()).get(30, TimeUnit.SECONDS);
            Map<String, String> environment =
                    Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString());
            try (Program load = Program.keyrack(
                    home, environment, "load", "--profile", "demo", "--pcsc", "--pin-file", pin.toString(), "--json")) {
                int code = load.exitCode();
                assertTrue(load.output().startsWith("{"), load::toString);
                return new Seen(
                        code,
                        json.readTree(load.output()),
                        ProofLoad.events(home),
                        count(cards, Instruction.EXPORTKEY),
                        count(cards, Instruction.IMPORTKEY),
                        count(cards, Instruction.INITIATE));
            }
        }
    }

    private static int count(VirtualBench cards, Instruction command) {
        return cards.commandCounts().getOrDefault(command.name(), 0);
    }

    @Test
    void aLoadCostsOneExportAndOneImportAKeyAndOneInitiateAUnit() throws Exception {
        Seen seen = load("[]");
        assertEquals("6 0 0", seen.figures());
        assertEquals(List.of(2 * UNITS, 2 * UNITS, UNITS), List.of(seen.exports(), seen.imports(), seen.initiates()));
        ProofLoad.eachKeyOnce(seen.events(), UNITS);
    }

    @Test
    void row7AnAnswerThatIsLostIsCountedOnceThroughItsReceipt() throws Exception {
        Seen seen = load("[ { unit: 2, command: IMPORTKEY, nth: 1, do: answerLost, for: 300 } ]");
        assertEquals("6 0 0", seen.figures());
        assertEquals(0, seen.code());
        // Not exported again: the receipt proved it.
        assertEquals(List.of(2 * UNITS, 2 * UNITS), List.of(seen.exports(), seen.imports()));
        ProofLoad.eachKeyOnce(seen.events(), UNITS);
        assertEquals(
                1,
                seen.events().stream()
                        .filter(event -> event.path("settled").asBoolean())
                        .count());
    }

    @Test
    void row8ACommandThatIsLostIsLoadedOnceWithAFreshR() throws Exception {
        Seen seen = load("[ { unit: 2, command: IMPORTKEY, nth: 1, do: commandLost, for: 300 } ]");
        assertEquals("6 0 0", seen.figures());
        assertEquals(2 * UNITS + 1, seen.exports());
        ProofLoad.eachKeyOnce(seen.events(), UNITS);
        List<String> randoms = seen.events().stream()
                .filter(event -> event.path("type").asText().equals("intent"))
                .map(event -> event.path("r").asText())
                .toList();
        assertEquals(2 * UNITS + 1, new TreeSet<>(randoms).size());
    }

    @ParameterizedTest
    @CsvSource({"wrongBytes, 6, 0", "wrongLength, 6, 0", "bareSuccess, 4, 1"})
    void row10GarbageNeverCountsWithoutAProof(String action, int loaded, int code) throws Exception {
        Seen seen = load("[ { unit: 1, command: IMPORTKEY, nth: 1, do: " + action + " } ]");
        assertEquals(loaded, seen.report().path("keysLoaded").asInt(), seen.report()::toString);
        assertEquals(code, seen.code());
        assertEquals(loaded, new TreeSet<>(ProofLoad.loaded(seen.events())).size());
        assertEquals(loaded, ProofLoad.loaded(seen.events()).size());
    }

    @Test
    void row24TheAsPulledComesBackItsPinIsEnteredAgainAndNothingIsLost() throws Exception {
        Seen seen = load("[ { as: 1, command: EXPORTKEY, nth: 3, do: pull, for: 600 } ]");
        assertEquals("6 0 0", seen.figures());
        assertEquals(0, seen.code());
        ProofLoad.eachKeyOnce(seen.events(), UNITS);
        // What was asked of the AS when it went is in the ledger, and not as loaded.
        assertTrue(
                seen.events().stream()
                        .anyMatch(event -> event.path("cause").asText().equals("as.lost")),
                () -> seen.events().toString());
    }

    @Test
    void row29TheDemoBatchOverT0CostsOneExportAndOneImportAKey() throws Exception {
        String demo = new String(
                RackFile.class.getResourceAsStream("/rack/demo.yaml").readAllBytes(), StandardCharsets.UTF_8);
        Path rack = Files.writeString(folder.resolve("demo.yaml"), demo + "protocol: T0\n");
        Seen seen = load(rack, DEMO_UNITS, PrivateFile.write(folder.resolve("pin"), "123456\n"));
        assertEquals("60 0 0", seen.figures());
        assertEquals(0, seen.code());
        assertEquals(List.of(60, 60), List.of(seen.exports(), seen.imports()));
    }

    /** The offer 61xx is garbled on the way and the card keeps its power: what is sent next would be swallowed. */
    @Test
    void row29AT0CardWhoseAnswerIsLostIsResetBeforeItIsReadAndCountedOnce() throws Exception {
        Seen seen = load("[ { unit: 2, command: IMPORTKEY, nth: 1, do: wrongLength, length: 1 },"
                + " { unit: 3, command: SELECT, nth: 1, do: wrongLength, length: 1 } ]\nprotocol: T0");
        assertEquals("6 0 0", seen.figures());
        assertEquals(List.of(2 * UNITS, 2 * UNITS), List.of(seen.exports(), seen.imports()));
        ProofLoad.eachKeyOnce(seen.events(), UNITS);
    }
}
