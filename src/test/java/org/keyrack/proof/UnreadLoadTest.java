package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/** Whole loads through pcscd of a rack with modules that cannot be read: none of them vanishes, and the others are loaded. */
@Tag("pcsc")
class UnreadLoadTest {
    private static final int UNITS = 5;
    private static final int HELD = 3;
    private static final String FAULTS = "[ { unit: 1, command: GETDATA, times: 99, do: statusWord, sw: \"6F00\" },"
            + " { unit: 2, command: GETDATA, times: 99, do: hang, for: 600000 } ]";
    private static final Map<Integer, String> REFUSED = Map.of(1, "CARD_FAULTY", 2, "CARD_SILENT", HELD, "CARD_HELD");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    /** Runs keyrack over the rack while another program holds one of its modules. */
    private Program keyrack(PrivatePcscd pcscd, String... arguments) throws Exception {
        return Program.keyrack(folder.resolve("home"), environment(pcscd), arguments);
    }

    private static Map<String, String> environment(PrivatePcscd pcscd) {
        return Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString());
    }

    private static String reader(int unit) {
        return String.format("Virtual %02X 00 %02X", unit / 2, unit % 2);
    }

    @Test
    void aFaultyASilentAndAHeldModuleAreListedCountedWrittenDownAndInTheExitCode() throws Exception {
        Path rack = ProofLoad.rack(folder, UNITS, "{ initiate: 10, export: 20, import: 30 }", FAULTS);
        String pin = ProofLoad.pin(folder).toString();
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), UNITS + 1);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(pcscd.firstPort()).get(30, TimeUnit.SECONDS);
            try (Program other = Program.java(
                    HeldCard.class.getName(),
                    List.of(),
                    folder.resolve("other"),
                    environment(pcscd),
                    String.valueOf(HELD))) {
                other.awaitLine("held"::equals);
                try (Program load =
                        keyrack(pcscd, "load", "--profile", "demo", "--pcsc", "--pin-file", pin, "--json")) {
                    assertEquals(1, load.exitCode(), load::toString);
                    asJson(json.readTree(load.output()));
                    REFUSED.keySet()
                            .forEach(unit -> assertTrue(load.messages().contains(reader(unit) + " "), load::messages));
                }
                try (Program again = keyrack(pcscd, "load", "--profile", "demo", "--pcsc", "--pin-file", pin)) {
                    assertEquals(1, again.exitCode(), again::toString);
                    assertTrue(
                            again.output().startsWith("0 of 5 modules done, 0 failed, 3 refused, 2 needed nothing"),
                            again::output);
                }
                try (Program named = keyrack(
                        pcscd, "load", "--profile", "demo", "--pcsc", "--pin-file", pin, "--reader", reader(HELD))) {
                    assertEquals(1, named.exitCode(), named::toString);
                    assertTrue(named.messages().contains("another program holds it"), named::messages);
                }
            }
        }
        inTheLedger(ProofLoad.events(folder.resolve("home")));
    }

    private static void asJson(JsonNode report) {
        assertEquals(
                List.of(2, 3, 5, 4),
                Stream.of("unitsDone", "unitsRefused", "unitsSeen", "keysLoaded")
                        .map(field -> report.path(field).asInt())
                        .toList(),
                report::toString);
        Map<String, String> refused = new TreeMap<>();
        report.path("refusals")
                .forEach(node -> refused.put(
                        node.path("reader").asText(), node.path("refusal").asText()));
        assertEquals(byReader(), refused);
        List<String> units = new ArrayList<>();
        report.path("units").forEach(unit -> {
            if (unit.path("state").asText().equalsIgnoreCase("refused")) {
                units.add(unit.path("reader").asText());
            }
        });
        assertEquals(List.copyOf(byReader().keySet()), units.stream().sorted().toList(), report::toString);
    }

    private static Map<String, String> byReader() {
        Map<String, String> readers = new TreeMap<>();
        REFUSED.forEach((unit, kind) -> readers.put(reader(unit), kind));
        return readers;
    }

    private static void inTheLedger(List<JsonNode> events) {
        Map<String, String> written = new TreeMap<>();
        events.stream()
                .filter(event -> event.path("type").asText().equals("unit-refused")
                        && event.path("batch").asInt() == 1)
                .forEach(event -> {
                    assertTrue(event.path("sn").isMissingNode(), event::toString);
                    written.put(
                            event.path("reader").asText(),
                            event.path("cause").asText().replace("refusal.", ""));
                });
        assertEquals(byReader(), written);
    }
}
