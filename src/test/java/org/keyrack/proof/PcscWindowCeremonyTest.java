package org.keyrack.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.prepare.PublishedBlock;
import org.keyrack.reader.pcsc.PrivatePcscd;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.ui.CeremonyProcess;
import org.keyrack.ui.ceremony.CeremonyPeople;

/**
 * A ceremony in the window, through pcscd, over a blank card in another process than the program: what one person entered is
 * gone from its memory when the next is called, and nothing secret is in its files or its clipboard.
 */
@Tag("pcsc")
@EnabledOnOs(OS.LINUX)
class PcscWindowCeremonyTest {
    private static final List<String> SCREEN = List.of(
            "glass.platform",
            "monocle.platform",
            "prism.order",
            "testfx.robot",
            "testfx.headless",
            "java.awt.headless",
            "headless.geometry");
    /** Others than the components: those are looked for. */
    private static final String ISSUER_KEYS =
            "0A4D61F2738C95BE07D1E8F9A2B3C4D5 16273849A0B1C2D3E4F5061728394A5B 9C8D7E6F50413223140516F7E8D9CABB";

    private static final List<String> PINS = List.of("194735", "82736451", "64738291");

    @TempDir
    private Path folder;

    private Process window;
    private BufferedReader said;

    private void start(Path home, Path given, PrivatePcscd service) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Duser.language=en",
                "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("temporary"))));
        SCREEN.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                CeremonyProcess.class.getName(),
                home.toString(),
                given.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("PCSCLITE_CSOCK_NAME", service.socket().toString());
        builder.environment().put("KEYRACK_BENCH", "proof");
        window = builder.start();
        said = window.inputReader(StandardCharsets.UTF_8);
    }

    private void type(String keys) throws Exception {
        OutputStream in = window.getOutputStream();
        in.write(keys.getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    /** Waits until the window waits for somebody. */
    private void await(String phase) throws Exception {
        String line = said.readLine();
        assertEquals(phase, line, () -> errors());
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String letter(String hex) {
        return hex + PreparedFiles.kcvOf(hex);
    }

    /** A component in every form, its letter with check digits too. */
    private static Canaries component(String name, String hex) throws Exception {
        byte[] letter = CeremonyPeople.letter(hex).substring(0, 20).getBytes(StandardCharsets.US_ASCII);
        return new Canaries()
                .key(name, HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT)))
                .and(new Canaries().key("letter of " + name, letter));
    }

    private byte[] memory() throws Exception {
        Path dump = folder.resolve("dump.hprof");
        Files.deleteIfExists(dump);
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(window.pid()),
                        "GC.heap_dump",
                        "-all",
                        dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(asked.waitFor(60, TimeUnit.SECONDS) && asked.exitValue() == 0, "no dump of its memory");
        return Files.readAllBytes(dump);
    }

    @Test
    void whatSomebodyEnteredIsGoneFromTheWindowsMemoryWhenTheNextIsCalledAndFromFilesAndClipboard() throws Exception {
        PreparedFiles files = new PreparedFiles(Files.createDirectories(folder.resolve("given")));
        CeremonyPeople.script(files);
        files.cap();
        files.secret("keys", ISSUER_KEYS);
        Path home = Files.createDirectories(folder.resolve("home"));
        Path rack = Files.writeString(folder.resolve("rack.yaml"), "blank: 1\n");
        String first = PreparedFiles.COMPONENTS.get(0);
        String second = PreparedFiles.COMPONENTS.get(1);
        Canaries components = component("component 1", first).and(component("component 2", second));
        Canaries block = component("protection 1", PublishedBlock.FIRST)
                .and(component("protection 2", PublishedBlock.SECOND))
                .and(component("protection key", PublishedBlock.KBPK))
                .and(component("key 3", PublishedBlock.KEY));
        try (PrivatePcscd service = PrivatePcscd.start(folder.resolve("p"), 1);
                VirtualBench cards = VirtualBench.start(RackFile.load(rack))) {
            cards.connectToVpcd(service.firstPort()).get(60, TimeUnit.SECONDS);
            start(home, files.folder(), service);
            try {
                for (int i = 0; i < PINS.size(); i++) {
                    await("CALLED " + i);
                    type("\n");
                    await("ENTERING " + i);
                    type(PINS.get(i) + "\n" + PINS.get(i) + "\n");
                }
                await("CALLED 3");
                type("\n");
                await("ENTERING 3");
                type(CeremonyPeople.letter(first) + "\n");
                await("CALLED 4");
                byte[] memory = memory();
                assertEquals(List.of(), components.found("memory", memory));
                assertTrue(
                        new Canaries()
                                .pin("PIN", PINS.get(1))
                                .found("memory", memory)
                                .contains("PIN as UTF-16 in memory"),
                        "the control: the PINs are there until the card has them all");
                type("\n");
                await("ENTERING 4");
                type(">" + letter(second) + "\n");
                await("CALLED 6");
                assertEquals(List.of(), components.found("memory", memory()));
                type("\n");
                await("ENTERING 6");
                type(CeremonyPeople.letter(PublishedBlock.FIRST) + "\n");
                await("CALLED 7");
                type("\n");
                await("ENTERING 7");
                type(CeremonyPeople.letter(PublishedBlock.SECOND) + "\n");
                await("ENDED 12");
                assertEquals(List.of(), components.and(block).found("memory", memory()));
            } finally {
                window.getOutputStream().close();
                assertTrue(window.waitFor(60, TimeUnit.SECONDS), this::errors);
            }
        }
        Canaries secrets = components
                .and(block)
                .and(new Canaries()
                        .pin("operator", PINS.get(0))
                        .pin("administrator", PINS.get(1))
                        .pin("custodian", PINS.get(2)));
        assertEquals(List.of(), secrets.found(home));
        assertEquals(List.of(), secrets.found("errors", Files.readAllBytes(folder.resolve("errors"))));
        try (Stream<Path> records = Files.list(files.folder())) {
            Path record = records.filter(file -> file.toString().endsWith(".pdf"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(List.of(), secrets.found("record", Files.readAllBytes(record)));
        }
    }
}
