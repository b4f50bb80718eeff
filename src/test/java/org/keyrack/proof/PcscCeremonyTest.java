package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.ceremony.Scripts;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;

/**
 * A ceremony at a terminal, through pcscd, over a blank card in another process than the program: what one person typed is gone
 * from its memory before the next is called, and nothing secret is in its files or on its screen.
 */
@Tag("pcsc")
@EnabledOnOs(OS.LINUX)
class PcscCeremonyTest {
    /** Others than the components: those are looked for. */
    private static final String ISSUER_KEYS =
            "0A4D61F2738C95BE07D1E8F9A2B3C4D5 16273849A0B1C2D3E4F5061728394A5B 9C8D7E6F50413223140516F7E8D9CABB";

    private static final String OPERATOR = "194735";
    private static final String ADMINISTRATOR = "82736451";
    private static final String CUSTODIAN = "64738291";

    @TempDir
    private Path folder;

    private PreparedFiles files;
    private PrivatePcscd pcscd;

    /** The work with a blank card that is in a pcscd. */
    private interface Work {
        void run(Path home) throws Exception;
    }

    private void withCard(String faults, Work work) throws Exception {
        files = new PreparedFiles(Files.createDirectories(folder.resolve("given")));
        files.write("as.yaml", PreparedFiles.asPlan());
        files.write("script.yaml", Scripts.text());
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 1\n" + faults);
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), 1);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            pcscd = service;
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            work.run(Files.createDirectories(folder.resolve("home")));
        }
    }

    private Terminal enter(Path home) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Duser.language=en",
                "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("temporary")),
                "-cp",
                System.getProperty("java.class.path"),
                "org.keyrack.launch.Main",
                "ceremony",
                "enter",
                files.folder().resolve("script.yaml").toString(),
                "--new-keys-file",
                files.secret("keys", ISSUER_KEYS).toString(),
                "--cap",
                files.cap().toString(),
                "--accept-hash",
                files.hash(),
                "--no-second-as"));
        return new Terminal(
                command, home, Map.of("PCSCLITE_CSOCK_NAME", pcscd.socket().toString()));
    }

    private static String letter(int index) {
        String hex = PreparedFiles.COMPONENTS.get(index);
        return hex.toLowerCase(Locale.ROOT) + " " + PreparedFiles.kcvOf(hex);
    }

    private static Canaries canaries(int component) {
        String hex = PreparedFiles.COMPONENTS.get(component);
        return new Canaries()
                .key("component " + (component + 1), HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT)));
    }

    private static Canaries secrets() {
        String t = PreparedFiles.joined(PreparedFiles.COMPONENTS.get(0), PreparedFiles.COMPONENTS.get(1));
        return canaries(0)
                .and(canaries(1))
                .and(new Canaries()
                        .key("T", HexFormat.of().parseHex(t))
                        .pin("operator's PIN", OPERATOR)
                        .pin("administrator's PIN", ADMINISTRATOR)
                        .pin("custodian's PIN", CUSTODIAN));
    }

    private static int pins(Terminal terminal) throws Exception {
        int seen = 0;
        for (String pin : List.of(OPERATOR, ADMINISTRATOR, CUSTODIAN)) {
            seen = terminal.answer(seen, "New PIN, 4 to 8 digits: ", pin);
            seen = terminal.answer(seen, "The same PIN again: ", pin);
        }
        return seen;
    }

    @Test
    void componentIsGoneFromMemoryBeforeTheNextPersonIsCalledAndNothingSecretIsLeft() throws Exception {
        withCard("", home -> {
            Path dump = folder.resolve("dump.hprof");
            String shown;
            try (Terminal terminal = enter(home)) {
                int seen = pins(terminal);
                // The wrong letter first: refused, and the same person is asked again.
                seen = terminal.answer(seen, "then its KCV: ", letter(1));
                seen = terminal.await(seen, "This is not component 1 of the key T1");
                seen = terminal.answer(seen, "then its KCV: ", letter(0));
                seen = terminal.await(seen, "then its KCV: ");
                terminal.dumpMemory(dump);
                byte[] memory = Files.readAllBytes(dump);
                assertEquals(List.of(), canaries(0).and(canaries(1)).found("memory", memory));
                Canaries kept = new Canaries()
                        .key("issuer's key", HexFormat.of().parseHex(ISSUER_KEYS.substring(0, 32)))
                        .pin("PIN", ADMINISTRATOR);
                List<String> found = kept.found("memory", memory);
                assertTrue(found.contains("issuer's key as raw in memory"), "the control: " + found);
                assertTrue(found.contains("PIN as UTF-16 in memory"), "the control: " + found);
                terminal.answer(seen - 1, "", letter(1));
                assertEquals(0, terminal.exitCode(), terminal::shown);
                shown = terminal.shown();
            }
            assertTrue(shown.contains("The AS 00000007 is as the plan has it"), shown);
            assertEquals(List.of(), secrets().found("screen", shown.getBytes(StandardCharsets.UTF_8)));
            assertEquals(List.of(), secrets().found(home));
        });
    }

    @Test
    void cardThatIsPulledGoesOnWithTheKeyThatWasEnteredAndAnEmptyLineEndsItUntilItIsBegunAgain() throws Exception {
        withCard("faults: [ { blank: 1, command: LOADCOMPONENT, nth: 2, do: pull, for: 300 } ]\n", home -> {
            try (Terminal terminal = enter(home)) {
                int seen = pins(terminal);
                seen = terminal.answer(seen, "then its KCV: ", letter(0));
                seen = terminal.answer(seen, "then its KCV: ", letter(1));
                seen = terminal.answer(seen, "press Enter", "");
                seen = terminal.answer(seen, "component 1 of the key T1", "");
                assertEquals(1, terminal.exitCode(), terminal::shown);
                assertTrue(terminal.shown().contains("Give the same command again"), terminal::shown);
            }
            try (Terminal terminal = enter(home)) {
                int seen = pins(terminal);
                seen = terminal.answer(seen, "then its KCV: ", letter(0));
                terminal.answer(seen, "then its KCV: ", letter(1));
                assertEquals(0, terminal.exitCode(), terminal::shown);
            }
        });
    }

    @Test
    void cardThatIsPutInItsPlaceGetsNothing() throws Exception {
        withCard("faults: [ { blank: 1, command: LOADCOMPONENT, nth: 2, do: swap } ]\n", home -> {
            try (Terminal terminal = enter(home)) {
                int seen = pins(terminal);
                seen = terminal.answer(seen, "then its KCV: ", letter(0));
                seen = terminal.answer(seen, "then its KCV: ", letter(1));
                terminal.answer(seen, "press Enter", "");
                assertEquals(1, terminal.exitCode(), terminal::shown);
                assertFalse(terminal.shown().substring(seen).contains("alone at the keyboard"), terminal::shown);
            }
        });
    }
}
