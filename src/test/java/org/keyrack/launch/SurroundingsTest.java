package org.keyrack.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.cli.ExitCode;
import org.keyrack.proof.Program;

/** What the program finds around it: folders of any name, users unknown to the system, displays that do not answer. */
@Tag("rack")
@EnabledOnOs(OS.LINUX)
class SurroundingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Bench (2", "a[b", "100%d", "x)y*", "back\\slash"})
    void aHomeOfAnyNameHasItsLog(String name) throws Exception {
        Path home = folder.resolve(name);
        try (Program program = Program.keyrack(home, Map.of("LC_ALL", "C.UTF-8"), "ledger", "show", "--sim")) {
            assertEquals(ExitCode.BENCH, program.exitCode(), program::toString);
            assertEquals(1, program.messages().lines().count(), program::toString);
        }
        assertTrue(Files.exists(home.resolve("logs").resolve("keyrack.log")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "localhost:59999", ":5999", "unix:5998.0", ""})
    void aDisplayThatDoesNotAnswerIsNone(String display) {
        assertFalse(Display.answers(display));
    }

    @Test
    void aNameThatTheSystemCannotWriteIsSaidWithItsRemedy() throws Exception {
        List<String> command = List.of(
                "bash",
                "-c",
                "exec \"$0\" -cp \"$1\" org.keyrack.launch.Main load --sim --profile \"$(printf '\\303\\211t\\303\\251').keyrack\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"));
        try (Program program = Program.start(command, folder, Map.of("LC_ALL", "C"))) {
            assertEquals(ExitCode.USAGE, program.exitCode(), program::toString);
            assertTrue(program.messages().contains("LC_ALL=C.UTF-8"), program::toString);
            assertEquals(1, program.messages().lines().count(), program::toString);
        }
    }

    @Test
    void whatPeopleTypeIsReadAndSaidInALocaleThatKnowsAsciiAlone() throws Exception {
        List<String> command = List.of(
                "bash",
                "-c",
                "exec \"$0\" -cp \"$1\" org.keyrack.launch.Main inspect --sim \"$(printf '\\303\\240 puce')\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"));
        try (Program program = Program.start(command, folder, Map.of("LC_ALL", "C", "KEYRACK_LANG", "fr"))) {
            assertEquals(ExitCode.USAGE, program.exitCode(), program::toString);
            assertTrue(program.messages().contains("«\u00A0à puce\u00A0»"), program::toString);
        }
        Map<String, String> none = Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "", "LC_ALL", "C", "KEYRACK_LANG", "fr");
        try (Program program = Program.keyrack(folder, none, "gone.keyrack")) {
            assertEquals(ExitCode.BENCH, program.exitCode(), program::toString);
            assertTrue(program.messages().startsWith("Il n’y a pas d’affichage"), program::toString);
        }
    }
}
