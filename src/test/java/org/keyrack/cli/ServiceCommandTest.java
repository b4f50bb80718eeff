package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.PrivateFile;
import org.keyrack.proof.Program;
import org.keyrack.reader.pcsc.PrivatePcscd;

/** Row 5 of faults.md at the command line: no service, or no readers; cause, then action, and an exit code. */
@Tag("pcsc")
class ServiceCommandTest {
    private static final String STOPPED = "The smart-card service is not running. Start pcscd, then check again.";
    private static final String NO_READERS = "The smart-card service is running and shows no reader. Plug in a reader.";

    @TempDir
    Path folder;

    private Program keyrack(Path socket, String... arguments) throws IOException {
        return Program.keyrack(folder.resolve("home"), Map.of("PCSCLITE_CSOCK_NAME", socket.toString()), arguments);
    }

    private Program load(Path socket) throws IOException {
        Path pin = PrivateFile.write(folder.resolve("pin"), "123456\n");
        return keyrack(socket, "load", "--profile", "demo", "--pcsc", "--pin-file", pin.toString());
    }

    private static void said(Program program, int code, String out, String err) throws Exception {
        try (program) {
            assertEquals(code, program.exitCode(), program::toString);
            assertEquals(out, program.output(), program::toString);
            assertEquals(err, program.messages(), program::toString);
        }
    }

    @Test
    void withoutTheServiceEveryCommandSaysWhatToDoAndNothingIsLoaded() throws Exception {
        Path nowhere = folder.resolve("pcscd.comm");
        said(keyrack(nowhere, "readers"), ExitCode.BENCH, "", STOPPED);
        said(keyrack(nowhere, "inspect", "--json"), ExitCode.BENCH, "", STOPPED);
        said(load(nowhere), ExitCode.BENCH, "", STOPPED);
    }

    @Test
    void withoutReadersEveryCommandSaysWhatToDoAndNothingIsLoaded() throws Exception {
        try (PrivatePcscd pcscd = PrivatePcscd.start(folder.resolve("p"), 0)) {
            said(keyrack(pcscd.socket(), "readers"), ExitCode.DONE, NO_READERS, "");
            said(keyrack(pcscd.socket(), "inspect"), ExitCode.DONE, NO_READERS, "");
            said(load(pcscd.socket()), ExitCode.BENCH, "", NO_READERS);
        }
    }

    @Test
    void aFolderThatCannotHoldAServiceIsNamedWithWhatToDo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (Program pcscd = keyrack(folder.resolve("none"), "pcscd", "2", "--dir", file.toString())) {
            assertEquals(ExitCode.USAGE, pcscd.exitCode(), pcscd::toString);
            assertTrue(
                    pcscd.messages().startsWith("The folder " + file + " cannot be used for a service: "),
                    pcscd::toString);
            assertTrue(pcscd.messages().strip().endsWith(". Choose another one."), pcscd::toString);
        }
    }
}
