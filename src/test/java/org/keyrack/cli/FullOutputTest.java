package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command writes: that it could not be written is heard at its end. */
class FullOutputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "load --help", "ledger show --help"})
    void aCommandWhoseOutputIsLostDoesNotEndWell(String arguments) {
        StringWriter messages = new StringWriter();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws java.io.IOException {
                throw new java.io.IOException("No space left on device");
            }
        };
        CliContext context = new CliContext(
                null,
                null,
                new PrintWriter(full, false, StandardCharsets.UTF_8),
                new PrintWriter(messages, true),
                false,
                Map.of(),
                Optional.empty(),
                folder);
        assertEquals(ExitCode.BENCH, KeyrackCommand.run(context, arguments.split(" ", -1)));
        assertTrue(messages.toString().startsWith("The output is not whole"), messages.toString());
    }
}
