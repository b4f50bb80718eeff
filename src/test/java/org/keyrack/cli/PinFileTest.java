package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that holds a PIN: for its owner's eyes, whatever editor wrote it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PinFileTest {
    @TempDir
    Path folder;

    private Path file(byte[] bytes, String rights) throws Exception {
        Path file = Files.write(folder.resolve("pin"), bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private String pin(Path file) throws CliException {
        PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
        CliContext context = new CliContext(null, null, nowhere, nowhere, false, Map.of(), Optional.empty(), folder);
        return new String(PinSource.file(context, file).pin("Reader"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoPartOfThePin(String code) throws Exception {
        assertEquals("123456", pin(file("\uFEFF123456\r\n".getBytes(Charset.forName(code)), "rw-------")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-rw-", "rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
    void aFileThatOthersMayReadOrWriteIsRefused(String rights) throws Exception {
        Path file = file("123456".getBytes(StandardCharsets.US_ASCII), rights);
        CliException refused = assertThrows(CliException.class, () -> pin(file));
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
        assertFalse(refused.getMessage().replace(folder.toString(), "").contains("123456"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "123456789", "12 34", "１２３４", "12345a"})
    void whatIsNoPinIsRefusedWithoutBeingShown(String text) throws Exception {
        Path file = file(text.getBytes(StandardCharsets.UTF_8), "rw-------");
        CliException refused = assertThrows(CliException.class, () -> pin(file));
        assertTrue(refused.getMessage().contains("4 to 8 digits"), refused.getMessage());
        // The name of the folder is drawn at random and may hold any digits.
        String said = refused.getMessage().replace(folder.toString(), "");
        assertTrue(text.isEmpty() || !said.contains(text), said);
    }

    @Test
    void aFileThatIsLongerThanAPinIsRefused() throws Exception {
        Path file = file(new byte[65], "rw-------");
        assertThrows(CliException.class, () -> pin(file));
    }
}
