package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.crypto.Diversification;
import org.keyrack.protocol.crypto.Kdf;
import org.keyrack.protocol.crypto.SecretKeyBytes;
import org.keyrack.reader.pcsc.PrivatePcscd;

/**
 * Row 25 of faults.md: after a load over PC/SC no secret of the cards, which are in another process, is in the messages, the
 * log (at its finest), the ledger, the reports, the temporary folder or the memory of the program.
 */
@Tag("pcsc")
class CanaryTest {
    private static final int UNITS = 3;

    @TempDir
    Path folder;

    private static SecretKeyBytes key(String hex) {
        return SecretKeyBytes.copyOf(HexFormat.of().parseHex(hex));
    }

    /** T, both TAs, both PINs; for each module T1 and its own TA; for each export of the ledger its session keys. */
    private static Canaries secrets(List<JsonNode> events) {
        Canaries secrets = new Canaries()
                .key("T", HexFormat.of().parseHex(ProofLoad.T))
                .key("TA", HexFormat.of().parseHex(ProofLoad.TA))
                .key("master TA", HexFormat.of().parseHex(ProofLoad.MASTER_TA))
                .pin("operator PIN", ProofLoad.OPERATOR_PIN)
                .pin("administrator PIN", ProofLoad.ADMINISTRATOR_PIN);
        List<JsonNode> exports = events.stream()
                .filter(event -> event.path("type").asText().equals("exported"))
                .toList();
        assertEquals(2 * UNITS, exports.size());
        exports.forEach(exported -> secrets(secrets, exported));
        return secrets;
    }

    private static void secrets(Canaries secrets, JsonNode exported) {
        SerialNumber sn = SerialNumber.parse(exported.path("sn").asText());
        Bytes r = Bytes.ofHex(exported.path("r").asText());
        Bytes context = Bytes.ofHex("0101" + sn.hex());
        String ctr = String.format("%08x", exported.path("ctr").asLong());
        try (SecretKeyBytes t1 = Kdf.derive(key(ProofLoad.T), "KR1-T1", context, 16)) {
            secrets.key("T1 of " + sn, t1.toArray());
            for (String use : List.of("KR1-PRF", "KR1-MAC", "KR1-SIG", "KR1-RCT")) {
                secrets.key(
                        use + " of " + sn + " " + r, Kdf.derive(t1, use, r, 16).toArray());
            }
            secrets.key(
                    "KR1-ENC of " + sn + " " + r,
                    Kdf.derive(t1, "KR1-ENC", Bytes.ofHex(r.hex() + ctr), 16).toArray());
        }
        secrets.key(
                "TA of " + sn,
                Diversification.of(key(ProofLoad.MASTER_TA), sn, 0x0102).toArray());
    }

    @Test
    void noSecretOfTheCardsIsLeftInMemoryFilesOrMessagesAfterARun() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path temporary = folder.resolve("temporary");
        Path pin = ProofLoad.pin(folder);
        Path rack = ProofLoad.rack(folder, UNITS, "none", "[]");
        String ledger = home.resolve("ledger.db").toString();
        String said;
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), UNITS + 1);
                Program cards = ProofLoad.cards(folder, rack, pcscd)) {
            cards.awaitLine("ready"::equals);
            List<String> command = List.of(
                    "load",
                    "--profile",
                    "demo",
                    "--pcsc",
                    "--pin-file",
                    pin.toString(),
                    "--ledger",
                    ledger,
                    "--report",
                    home.resolve("report").toString(),
                    "--operator",
                    CanaryProgram.PLANTED,
                    "--json");
            try (Program load = CanaryProgram.start(home, temporary, pcscd, command)) {
                assertEquals(0, load.exitCode(), load::toString);
                said = load.output() + load.messages();
            }
        }
        Canaries secrets = secrets(ProofLoad.events(folder.resolve("reader"), "--ledger", ledger));
        assertEquals(List.of(), secrets.found("messages", said.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(), secrets.found(home));

        // The control: the same search finds what was planted, in each place.
        Canaries planted = new Canaries().key("planted", HexFormat.of().parseHex(CanaryProgram.PLANTED));
        List<String> hits = planted.found(home);
        hits.addAll(planted.found("messages", said.getBytes(StandardCharsets.UTF_8)));
        for (String place : List.of(
                "planted as raw in dump.hprof",
                "planted as raw in temporary/planted",
                "planted as hex in log/finest.log",
                "planted as hex in ledger.db",
                "planted as hex in messages",
                "planted as hex in report/batch-proof-1.json",
                "planted as hex in report/batch-proof-1-units.csv",
                "planted as hex in report/batch-proof-1.pdf, unpacked")) {
            assertTrue(hits.stream().anyMatch(hit -> hit.startsWith(place)), () -> place + " is not in " + hits);
        }
    }
}
