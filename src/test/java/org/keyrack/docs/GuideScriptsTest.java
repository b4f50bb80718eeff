package org.keyrack.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.card.CapFile;
import org.keyrack.card.MadeCap;
import org.keyrack.launch.PrivateFile;
import org.keyrack.proof.Program;
import org.keyrack.token.Tokens;

/** The scripts that the guides print run as they stand. */
class GuideScriptsTest {
    private static final Path DOCS = Path.of("docs");

    private static final String RACK = """
            set: { transportKey: "000102030405060708090a0b0c0d0e0f", version: 1 }
            as: { id: "00000001", operatorPin: "123456", adminPin: "87654321", keys: [
              { ref: 3, appId: "0101", type: AES-128, version: 2, value: "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf", diversify: true } ] }
            units: { count: 2, firstSerial: "0011223344556677", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] }
            """;

    @TempDir
    Path folder;

    @Test
    @Tag("rack")
    void theIntegratorsScriptLoadsTheDemoRackAndEndsWithItsExitCode() throws Exception {
        assertEquals(0, exitCode(script(), "batch [^ ]+: 15 done, 0 failed, 60 keys loaded, 0 unknown"));
        String failing = script().replace("--profile demo", "--profile gone.keyrack");
        assertEquals(2, exitCode(failing, "gone.keyrack: there is no such file. Check its name."));
    }

    @Test
    @Tag("pcsc")
    void receiptsOfABatchAreAuditedByTheAsAndAFalseOneIsFound() throws Exception {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), RACK);
        Path pin = PrivateFile.write(folder.resolve("pin"), "123456");
        try (Program pcscd = Program.keyrack(
                folder, Map.of(), "pcscd", "4", "--dir", folder.resolve("p").toString())) {
            String socket = pcscd.awaitLine(line -> line.startsWith("socket ")).substring(7);
            String port = pcscd.awaitLine(line -> line.startsWith("port ")).substring(5);
            Map<String, String> service = Map.of("PCSCLITE_CSOCK_NAME", socket);
            try (Program cards = Program.keyrack(folder, Map.of(), "sim", "--rack", rack.toString(), "--vpcd", port)) {
                cards.awaitLine("ready"::equals);
                String batch;
                try (Program load = Program.keyrack(
                        folder,
                        service,
                        "load",
                        "--profile",
                        "demo",
                        "--pcsc",
                        "--pin-file",
                        pin.toString(),
                        "--json")) {
                    assertEquals(0, load.exitCode(), load::toString);
                    batch = load.output();
                }
                assertEquals("2 receipts are genuine, 0 are not", audited(service, pin, batch, 0));
                String forged = batch.replaceFirst("\"receipt\":\"..", "\"receipt\":\"" + otherByte(batch));
                assertTrue(audited(service, pin, forged, 1).endsWith("1 receipts are genuine, 1 are not"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "integrator.md, blank-to-loaded.sh",
        "integrator.md, token-to-loaded.sh",
        "custodian.md, keys-for-years.sh",
        "supervisor.md, order-to-certificate.sh",
        "supervisor.md, witness.sh"
    })
    void eachWayIsPrintedAsItRuns(String guide, String script) throws IOException {
        assertTrue(Files.readString(DOCS.resolve(guide)).contains("```sh\n" + way(script) + "```"));
    }

    @Test
    @Tag("pcsc")
    void sixteenBlankCardsBecomeALoadedRackWhoseReceiptsAreGenuine() throws Exception {
        python("verify-receipt.py");
        Path cap = Files.write(folder.resolve("keyrack.cap"), MadeCap.keyRack(13_000, 7));
        String script = "set -- '" + cap + "' " + CapFile.read(cap).hash().hex() + "\n" + way("blank-to-loaded.sh");
        assertEquals(0, exitCode(script, "60 receipts are genuine, 0 are not"));
    }

    @Test
    @Tag("pcsc")
    void keysAreMadeClonedLoadedByTwoAsRotatedAuditedAndTheirOldTIsCleared() throws Exception {
        Path cap = Files.write(folder.resolve("keyrack.cap"), MadeCap.keyRack(13_000, 7));
        String script = "set -- '" + cap + "' " + CapFile.read(cap).hash().hex() + "\n" + way("keys-for-years.sh");
        assertEquals(
                0,
                exitCode(
                        script,
                        "(?s)7 records, 7 of them new.*10 receipts are genuine, 0 not.*version 1, KCV AAED9B: cleared"
                                + ".*version 1, KCV AAED9B: cleared"));
        try (Stream<Path> records = Files.list(folder)) {
            assertEquals(
                    List.of("first.pdf", "second.pdf"),
                    records.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".pdf"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    @Tag("token")
    void aTokenFromNothingLoadsTheDemoRack() throws Exception {
        String script = "set -- '" + Tokens.softhsmLibrary() + "'\n" + way("token-to-loaded.sh");
        assertEquals(0, exitCode(script, "15 of 15 modules done, 0 failed. 30 keys loaded, 0 failed, 0 unknown"));
    }

    @Test
    @Tag("rack")
    void anOrderEndsWithACertificateThatIsCheckedWithoutKeyRack() throws Exception {
        python("verify-certificate.py");
        assertEquals(0, exitCode(way("order-to-certificate.sh"), "Order 2026-1187: 15 of 15"));
        assertEquals(
                List.of("\u2014 keyrack-supervisor/4711", "\u2014 keyrack/"),
                Files.readAllLines(folder.resolve("2026-1187.order-certificate")).stream()
                        .filter(line -> line.startsWith("\u2014"))
                        .map(line -> line.replaceFirst("(?<=keyrack/).*|(?<=4711) .*", ""))
                        .sorted()
                        .toList());
    }

    @Test
    @Tag("rack")
    void aWitnessCosignsADaysWorkAndFindsABenchThatWasPutBack() throws Exception {
        python("verify-certificate.py");
        assertEquals(
                0,
                exitCode(
                        way("witness.sh"),
                        "(?s)cosigned by keyrack-witness/auditor-1.*not cosigned.*FORK: not cosigned.*FORK: (bench-a|the)"));
        try (Stream<Path> forks = Files.walk(folder.resolve("auditor"))) {
            assertEquals(
                    List.of("kept", "seen"),
                    forks.filter(file -> file.toString().contains("forks") && Files.isRegularFile(file))
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("written"))
                            .sorted()
                            .toList());
        }
    }

    private static String way(String script) throws IOException {
        return Files.readString(DOCS.resolve(script));
    }

    /** Puts a script of the guides beside the way, and a Python that leaves nothing in its folder. */
    private void python(String script) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        executable("python3", "#!/bin/sh\nexec /usr/bin/python3 -B \"$@\"\n");
        Files.copy(DOCS.resolve(script), folder.resolve(script));
    }

    /** A first byte of the first receipt that it has not. */
    private static String otherByte(String batch) {
        return batch.replaceFirst("(?s).*?\"receipt\":\"(..).*", "$1").equals("00") ? "01" : "00";
    }

    private String audited(Map<String, String> service, Path pin, String batch, int exitCode) throws Exception {
        Path file = Files.writeString(folder.resolve("batch.json"), batch);
        try (Program script = Program.start(
                List.of(
                        "/usr/bin/python3",
                        "-B",
                        "docs/verify-receipt.py",
                        "--pin-file",
                        pin.toString(),
                        file.toString()),
                folder,
                service)) {
            assertEquals(exitCode, script.exitCode(), script::toString);
            return script.output().strip();
        }
    }

    /** A script may do the work of half an hour at a bench. */
    private int exitCode(String script, String said) throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        executable(
                "keyrack",
                "#!/bin/sh\nexec " + Path.of(System.getProperty("java.home"), "bin", "java")
                        + " -XX:+UseSerialGC -Duser.language=en -cp '" + classPath()
                        + "' org.keyrack.launch.Main \"$@\"\n");
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        try (Program run = Program.start(
                List.of(
                        "sh",
                        "-c",
                        "cd \"$1\" && PATH=\"$1/bin:$PATH\" sh \"$2\"",
                        "sh",
                        folder.toString(),
                        file.toString()),
                folder,
                Map.of())) {
            int exitCode = run.exitCode(Duration.ofMinutes(8));
            assertTrue(Pattern.compile(said).matcher(run.toString()).find(), run::toString);
            return exitCode;
        }
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** The script runs in a folder of its own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String script() throws IOException {
        Matcher script =
                Pattern.compile("(?s)```sh\\n(.*?)```").matcher(Files.readString(Path.of("docs/integrator.md")));
        assertTrue(script.find(), "the guide has no script");
        return script.group(1);
    }
}
