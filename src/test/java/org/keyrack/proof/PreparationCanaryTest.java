package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/**
 * From blank cards to loaded modules over PC/SC, one command after the other: when a command is over, no PIN, component, key
 * that components join to, or key of the cards' issuer is in its messages, log (at its finest), ledger, temporary folder or
 * memory. The cards are in another process.
 */
@Tag("pcsc")
class PreparationCanaryTest {
    /** Others than the components: those are looked for. */
    private static final List<String> ISSUER_KEYS = List.of(
            "0A4D61F2738C95BE07D1E8F9A2B3C4D5", "16273849A0B1C2D3E4F5061728394A5B", "9C8D7E6F50413223140516F7E8D9CABB");

    private static final String OPERATOR = "59273816";
    private static final String ADMINISTRATOR = "83641957";
    private static final String CUSTODIAN = "60482715";

    @TempDir
    private Path folder;

    private PreparedFiles files;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    }

    private static Canaries secrets() {
        Canaries secrets = new Canaries()
                .pin("operator's PIN", OPERATOR)
                .pin("administrator's PIN", ADMINISTRATOR)
                .pin("custodian's PIN", CUSTODIAN);
        for (int i = 0; i < 2; i++) {
            secrets.key("component " + i + " of T", bytes(PreparedFiles.COMPONENTS.get(i)));
            secrets.key(
                    "component " + i + " of the KBK",
                    bytes(PreparedFiles.backupComponents().get(i)));
        }
        String t = PreparedFiles.joined(PreparedFiles.COMPONENTS.get(0), PreparedFiles.COMPONENTS.get(1));
        secrets.key("T", bytes(t)).key("KBK", bytes(t + t));
        for (int i = 0; i < ISSUER_KEYS.size(); i++) {
            secrets.key("issuer's key " + i, bytes(ISSUER_KEYS.get(i)));
        }
        return secrets;
    }

    private static String[] and(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private void commands(CanaryCommands commands) throws Exception {
        List<String> readers = commands.readers();
        String keys = files.secret("keys", String.join(" ", ISSUER_KEYS)).toString();
        String operatorPin = files.secret("operator", OPERATOR).toString();
        String ledger = folder.resolve("homes/ledger.db").toString();
        List<String> cap = List.of("--cap", files.cap().toString(), "--accept-hash", files.hash());
        commands.run("card-load", and(cap, "--ei", readers.get(1), readers.get(2)));
        commands.run("card-keys", "--new-keys-file", keys);
        List<String> prepare = List.of("--keys-file", keys, "--ledger", ledger);
        commands.run(
                "prepare-as",
                and(
                        prepare,
                        "--plan",
                        files.write("as.yaml", PreparedFiles.asPlanWithBackup(LifeCycleState.OPERATIONAL))
                                .toString(),
                        "--cap",
                        cap.get(1),
                        "--accept-hash",
                        files.hash(),
                        "--component",
                        "T1=" + files.component(0),
                        "--component",
                        "T1=" + files.component(1),
                        "--component",
                        "KBK=" + files.backupComponent(0),
                        "--component",
                        "KBK=" + files.backupComponent(1),
                        "--operator-pin-file",
                        operatorPin,
                        "--admin-pin-file",
                        files.secret("administrator", ADMINISTRATOR).toString(),
                        "--custodian-pin-file",
                        files.secret("custodian", CUSTODIAN).toString(),
                        "--no-second-as",
                        readers.get(0)));
        commands.run(
                "prepare-modules",
                and(
                        prepare,
                        "--plan",
                        files.write("modules.yaml", PreparedFiles.modulePlan("{ counter: \"00112233\" }"))
                                .toString(),
                        "--component",
                        "T=" + files.component(0),
                        "--component",
                        "T=" + files.component(1),
                        readers.get(1),
                        readers.get(2)));
        commands.run("rotate", "--pin-file", operatorPin, "--ledger", ledger);
        commands.run("load", "--profile", "demo", "--pcsc", "--pin-file", operatorPin, "--ledger", ledger);
    }

    @Test
    void noSecretOfAPreparationIsLeftInMemoryFilesOrMessagesOnceACommandIsOver() throws Exception {
        files = new PreparedFiles(Files.createDirectories(folder.resolve("given")));
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 3\n");
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), 3);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            CanaryCommands commands = new CanaryCommands(folder, service, secrets());
            commands(commands);
            assertEquals(List.of(), commands.left());
        }
        assertEquals(
                List.of(),
                new Canaries().and(secrets()).found("ledger", Files.readAllBytes(folder.resolve("homes/ledger.db"))));
    }
}
