package org.keyrack.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.cli.ExitCode;
import org.keyrack.proof.Program;

/** The program's entry, in a process of its own. */
@Tag("rack")
class MainTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (Program program = Program.keyrack(file, Map.of(), "--version")) {
            assertEquals(ExitCode.USAGE, program.exitCode(), program::toString);
            assertEquals(
                    "KeyRack cannot make its folder " + file.resolve("settings")
                            + ". Check its access rights, or let KEYRACK_HOME name another folder.",
                    program.messages());
            assertEquals("", program.output());
        }
    }

    @Test
    void aProfileAloneOpensTheWindowAlsoWhenItsFileIsGone() throws Exception {
        // Neither display is set: what the window needs is named, not the command line's grammar.
        Map<String, String> none = Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "");
        try (Program program = Program.keyrack(folder, none, "gone.keyrack")) {
            assertEquals(ExitCode.BENCH, program.exitCode(), program::toString);
            assertTrue(program.messages().startsWith("There is no display here"), program::toString);
        }
    }
}
