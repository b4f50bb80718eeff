package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** Readers whose names are not ASCII, through pcscd: row 30 of docs/faults.md. */
@Tag("pcsc")
class ReaderNamesTest {
    private static final List<String> NAMES = List.of("Lecteur à puce", "Reader K3000＠");
    private static final int UNITS = 3;

    @TempDir
    Path folder;

    private List<JsonNode> eventsOfALoad(String locale) throws Exception {
        Path rack = ProofLoad.rack(folder, UNITS, "none", "[]");
        Path home = folder.resolve("home");
        Path pin = ProofLoad.pin(folder);
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), UNITS + 1, NAMES::get);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(pcscd.firstPort()).get(30, TimeUnit.SECONDS);
            Map<String, String> environment =
                    Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString(), "LC_ALL", locale);
            try (Program load = Program.keyrack(
                    home, environment, "load", "--profile", "demo", "--pcsc", "--pin-file", pin.toString(), "--json")) {
                assertEquals(0, load.exitCode(), load::toString);
                assertEquals("6 0 0", ProofLoad.figures(new ObjectMapper().readTree(load.output())), load::toString);
            }
            return ProofLoad.events(home);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void readersNamedBeyondAsciiAreLoadedInALocaleThatIsAscii(String locale) throws Exception {
        List<JsonNode> events = eventsOfALoad(locale);
        ProofLoad.eachKeyOnce(events, UNITS);
        List<String> readers = events.stream()
                .map(event -> event.path("reader").asText())
                .filter(reader -> !reader.isEmpty())
                .distinct()
                .toList();
        for (String name : NAMES) {
            assertTrue(readers.stream().anyMatch(reader -> reader.startsWith(name)), readers::toString);
        }
    }
}
