package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Of one command: its memory is written into a file. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private PreparedFiles files;
    private PrivatePcscd pcscd;
    private final List<String> left = new ArrayList<>();

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

    /** Runs one command in a home of its own beside one ledger. */
    private void command(String name, String... words) throws Exception {
        Path home = folder.resolve("homes").resolve(name);
        List<String> command = new ArrayList<>(List.of(name.split("-")));
        command.addAll(List.of(words));
        String said;
        try (Program program = CanaryProgram.start(home, folder.resolve("temporary-" + name), pcscd, command)) {
            assertEquals(0, program.exitCode(LIMIT), program::toString);
            said = program.output() + program.messages();
        }
        Canaries secrets = secrets();
        for (String hit : secrets.found("messages", said.getBytes(StandardCharsets.UTF_8))) {
            left.add(name + ": " + hit);
        }
        for (String hit : secrets.found(home)) {
            left.add(name + ": " + hit);
        }
        // The control: the same search finds what was planted.
        List<String> planted =
                new Canaries().key("planted", bytes(CanaryProgram.PLANTED)).found(home);
        for (String place : List.of("dump.hprof", "temporary/planted", "log/finest.log")) {
            assertTrue(planted.stream().anyMatch(hit -> hit.contains(" in " + place)), () -> name + ": " + planted);
        }
        Files.delete(home.resolve("dump.hprof"));
    }

    private static String[] and(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private List<String> readers() throws Exception {
        try (Program program = Program.keyrack(
                folder.resolve("reader"),
                Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()),
                "readers")) {
            assertEquals(0, program.exitCode(), program::toString);
            return program.output()
                    .lines()
                    .map(line -> line.substring(0, line.indexOf(": ")))
                    .toList();
        }
    }

    private void commands() throws Exception {
        List<String> readers = readers();
        String keys = files.secret("keys", String.join(" ", ISSUER_KEYS)).toString();
        String operatorPin = files.secret("operator", OPERATOR).toString();
        String ledger = folder.resolve("homes/ledger.db").toString();
        List<String> cap = List.of("--cap", files.cap().toString(), "--accept-hash", files.hash());
        command("card-load", and(cap, "--ei", readers.get(1), readers.get(2)));
        command("card-keys", "--new-keys-file", keys);
        List<String> prepare = List.of("--keys-file", keys, "--ledger", ledger);
        command(
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
        command(
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
        command("rotate", "--pin-file", operatorPin, "--ledger", ledger);
        command("load", "--profile", "demo", "--pcsc", "--pin-file", operatorPin, "--ledger", ledger);
    }

    @Test
    void noSecretOfAPreparationIsLeftInMemoryFilesOrMessagesOnceACommandIsOver() throws Exception {
        files = new PreparedFiles(Files.createDirectories(folder.resolve("given")));
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 3\n");
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), 3);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            pcscd = service;
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            commands();
        }
        assertEquals(
                List.of(),
                new Canaries().and(secrets()).found("ledger", Files.readAllBytes(folder.resolve("homes/ledger.db"))));
        assertEquals(List.of(), left);
    }
}
