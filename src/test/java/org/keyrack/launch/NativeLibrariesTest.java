package org.keyrack.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.proof.Program;

/** What killed programs leave of their native libraries, each a process of its own. */
@Tag("rack")
class NativeLibrariesTest {
    @TempDir
    Path folder;

    private Path temporary;

    @BeforeEach
    void makeTemporary() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    private Program keyrack(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("load", "--profile", "demo", "--sim"));
        all.addAll(List.of(arguments));
        return Program.java(
                "org.keyrack.launch.Main",
                List.of("-Djava.io.tmpdir=" + temporary),
                folder.resolve("home"),
                Map.of(),
                all.toArray(String[]::new));
    }

    private List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(Files::isRegularFile)
                    .map(temporary::relativize)
                    .map(Path::toString)
                    .filter(name -> name.contains("sqlite") || name.contains("jna"))
                    .toList();
        }
    }

    private Program begun() throws Exception {
        Program load = keyrack();
        load.awaitMessage(line -> line.startsWith("1/"));
        return load;
    }

    @Test
    void whatAKilledProgramLeftIsSweptByTheNextOneAndWhatALivingOneUsesStays() throws Exception {
        try (Program killed = begun()) {
            killed.kill();
        }
        assertTrue(libraries().stream().anyMatch(name -> name.endsWith(".so")), () -> "left: " + left());
        try (Program next = begun()) {
            next.signal("STOP");
            List<String> ofOne = libraries();
            assertEquals(2, ofOne.size(), "a library and its mark: " + ofOne);
            try (Program other = keyrack("--help")) {
                assertEquals(0, other.exitCode(), other::toString);
            }
            assertEquals(ofOne, libraries());
            next.signal("CONT");
            assertEquals(0, next.exitCode(), next::toString);
        }
        try (Program last = keyrack("--help")) {
            assertEquals(0, last.exitCode(), last::toString);
        }
        assertEquals(List.of(), libraries());
    }

    private String left() {
        try {
            return libraries().toString();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** What stands in such a folder runs as this user. */
    @Test
    void aFolderThatOthersMayWriteIntoIsNotUsed() throws Exception {
        Path open = Files.createDirectory(temporary.resolve("keyrack-native-" + System.getProperty("user.name")));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Program load = begun()) {
            assertTrue(libraries().stream().noneMatch(name -> name.startsWith("keyrack-native")), this::left);
            load.kill();
        }
    }
}
