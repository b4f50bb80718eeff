package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    private static final int UNITS = 7;

    @TempDir
    Path folder;

    private Program load(PrivatePcscd pcscd, String... more) throws IOException {
        Path pin = ProofLoad.pin(folder);
        List<String> arguments =
                new ArrayList<>(List.of("load", "--profile", "demo", "--pcsc", "--pin-file", pin.toString(), "--json"));
        arguments.addAll(Arrays.asList(more));
        return Program.keyrack(
                folder.resolve("home"),
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                arguments.toArray(String[]::new));
    }

    private Program cards(PrivatePcscd pcscd) throws IOException {
        Path rack = ProofLoad.rack(folder, UNITS, "{ initiate: 20, export: 60, import: 90 }", "[]");
        return ProofLoad.cards(folder, rack, pcscd);
    }

    private static String figures(Program load) throws IOException {
        return ProofLoad.figures(new ObjectMapper().readTree(load.output()));
    }

    /** How often each download of the ledger counts; its verification besides. */
    private void eachKeyCountsOnce() throws Exception {
        Path home = folder.resolve("home");
        try (Program verify = Program.keyrack(home, Map.of(), "ledger", "verify")) {
            assertEquals(0, verify.exitCode(), verify::toString);
        }
        ProofLoad.eachKeyOnce(ProofLoad.events(home), UNITS);
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
