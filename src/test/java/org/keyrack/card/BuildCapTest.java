package org.keyrack.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script behind {@code ./dev cap}: which JDK it takes, what it says when something is missing, and what it makes of a
 * converter's file. The converter itself comes with a Java Card SDK, which no registry has: here a file is in its place.
 */
@Tag("rack")
class BuildCapTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private record Said(int exitCode, String text) {}

    @BeforeEach
    void nothingOfThisMachine() throws IOException {
        environment.put("KEYRACK_CAP_OUT", folder.resolve("out").toString());
        environment.put("KEYRACK_CLASSES", System.getProperty("java.class.path"));
        environment.put(
                "KEYRACK_JDKS", Files.createDirectories(folder.resolve("jdks")).toString());
        environment.put("PATH", withoutJava().toString());
    }

    /** The tools that the script needs besides a JDK. */
    private Path withoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : "dirname rm mkdir find head sort tail readlink cat".split(" ", -1)) {
            for (String place : new String[] {"/usr/bin", "/bin"}) {
                Path program = Path.of(place, tool);
                if (Files.exists(program) && Files.notExists(bin.resolve(tool))) {
                    program(bin.resolve(tool), "exec " + program + " \"$@\"");
                }
            }
        }
        return bin;
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Said run() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "packaging/javacard/build-cap.sh").redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("JAVACARD_SDK");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Path sdk() throws Exception {
        Path sdk = Files.createDirectories(folder.resolve("sdk"));
        try (ZipOutputStream api = new ZipOutputStream(Files.newOutputStream(
                Files.createDirectories(sdk.resolve("lib")).resolve("api_classic-3.0.4.jar")))) {
            Path simulator = Path.of(javacard.framework.Applet.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(simulator))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (entry.getName().startsWith("javacard") && !entry.isDirectory()) {
                        api.putNextEntry(new ZipEntry(entry.getName()));
                        in.transferTo(api);
                    }
                }
            }
        }
        Path converted = Files.write(folder.resolve("converted.cap"), MadeCap.keyRack(2_000, 7));
        Files.writeString(
                Files.createDirectories(sdk.resolve("bin")).resolve("converter.sh"),
                "while [ \"$1\" != -d ]; do shift; done\nmkdir \"$2\"\ncat '" + converted
                        + "' > \"$2/applet.cap\"\necho \"JAVA_HOME=$JAVA_HOME\"\n");
        return sdk;
    }

    @Test
    void jdkIsFoundAmongTheInstalledOnesAndTooNewOnesAreLeftOut() throws Exception {
        Path jdks = folder.resolve("jdks");
        for (String tool : new String[] {"javac", "java", "jar"}) {
            program(
                    jdks.resolve("a-too-new/bin").resolve(tool),
                    "echo 'error: release version 7 not supported'; exit 2");
            program(
                    jdks.resolve("b-right/bin").resolve(tool),
                    "exec " + JDK.resolve("bin").resolve(tool) + " \"$@\"");
        }
        Said said = run();
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("JDK " + jdks.resolve("b-right")), said.text());
        assertTrue(said.text().contains("no CAP file was built: set JAVACARD_SDK"), said.text());
    }

    @Test
    void withoutAJdkItSaysWhereItLookedAndWhatToInstall() throws Exception {
        environment.put("JAVA_HOME", folder.resolve("jdks").toString());
        Said said = run();
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("looked at: " + folder.resolve("jdks")), said.text());
        assertTrue(said.text().contains("Install a JDK 17, or set JAVA_HOME"), said.text());
    }

    @Test
    void whatIsNoSdkIsNamed() throws Exception {
        environment.put("JAVA_HOME", JDK.toString());
        environment.put("JAVACARD_SDK", folder.resolve("none").toString());
        assertTrue(run().text().contains("JAVACARD_SDK is no directory"));
        environment.put("JAVACARD_SDK", folder.resolve("jdks").toString());
        Said said = run();
        assertEquals(1, said.exitCode(), said.text());
        assertTrue(said.text().contains("no api_classic-3.0.4.jar"), said.text());
    }

    @Test
    void convertersFileIsPackedTheSameEveryTimeAndItsHashIsSaid() throws Exception {
        environment.put("JAVA_HOME", JDK.toString());
        environment.put("JAVACARD_SDK", sdk().toString());
        Path cap = folder.resolve("out/keyrack.cap");
        Said said = run();
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(
                said.text().contains("JAVA_HOME=" + JDK), "the converter gets the JDK that was found: " + said.text());
        CapFile converted = CapFile.read(folder.resolve("converted.cap"));
        assertTrue(said.text().contains("load-file hash " + converted.hash().hex()), said.text());
        assertEquals(converted.loadFile(), CapFile.read(cap).loadFile());
        try (ZipFile packed = new ZipFile(cap.toFile())) {
            assertFalse(packed.stream().anyMatch(entry -> entry.getName().startsWith("APPLET-INF")));
        }
        byte[] first = Files.readAllBytes(cap);
        assertEquals(0, run().exitCode());
        assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(cap)));
    }
}
