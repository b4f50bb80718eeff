package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client in another language, with cryptography of its own, meets the cards as an integrator would. */
@Tag("pcsc")
class OutsideClientTest {
    private static final String RACK = "src/test/resources/proof/outside.yaml";

    @TempDir
    Path folder;

    @Test
    void aClientWithCryptographyOfItsOwnFindsTheCardsAsTheProtocolSays() throws Exception {
        try (Program pcscd = Program.keyrack(
                folder, Map.of(), "pcscd", "8", "--dir", folder.resolve("p").toString())) {
            String socket = pcscd.awaitLine(line -> line.startsWith("socket ")).substring(7);
            String port = pcscd.awaitLine(line -> line.startsWith("port ")).substring(5);
            try (Program cards = Program.keyrack(folder, Map.of(), "sim", "--rack", RACK, "--vpcd", port)) {
                cards.awaitLine("ready"::equals);
                try (Program client = Program.start(
                        List.of("/usr/bin/python3", "-B", "src/test/python/outside_client.py"),
                        folder,
                        Map.of("PCSCLITE_CSOCK_NAME", socket))) {
                    assertEquals(0, client.exitCode(), client::toString);
                    assertTrue(client.output().contains(" 0 differences"), client::toString);
                }
            }
        }
    }
}
