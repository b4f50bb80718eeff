package org.keyrack.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.printer.PrintRecord.Chosen;

/** What was handed to printers, read again after a crash. */
class PrintRecordTest {
    private static final Chosen CHOSEN = new Chosen("b 1/7", "Zebra é", "/my labels/é.yaml", "");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("new").resolve("printed");
    }

    @Test
    void whatWasWrittenIsThereAgain() throws IOException {
        PrintRecord record = PrintRecord.open(file);
        record.begin(CHOSEN);
        record.begin("b 1/7", List.of("aa", "bb"));
        record.handed("b 1/7", List.of("aa", "bb"));
        record.begin("b 1/7", List.of("cc"));
        record.kept("b 1/7", List.of("cc"));
        record.begin("b 1/7", List.of("dd"));
        record.begin(new Chosen("b 1/8", "", "", "/reports"));
        record.end("b 1/8");
        // Once as it was written, once as the opening wrote it anew.
        for (int i = 0; i < 2; i++) {
            PrintRecord again = PrintRecord.open(file);
            assertEquals(List.of(CHOSEN), again.open());
            assertEquals(List.of("dd"), again.unclear("b 1/7"));
            assertFalse(again.isToBePrinted("b 1/7", "aa"));
            assertTrue(again.isToBePrinted("b 1/7", "cc"), "the printer had not taken it");
            assertFalse(again.isToBePrinted("b 1/7", "dd"), "it may be printed");
            assertTrue(again.isToBePrinted("b 1/7", "ee"));
        }
    }

    @Test
    void aLineThatACrashHasCutOffSaysNothing() throws IOException {
        PrintRecord record = PrintRecord.open(file);
        record.begin(CHOSEN);
        record.begin("b 1/7", List.of("aa"));
        String whole = Files.readString(file);
        record.handed("b 1/7", List.of("aa"));
        String more = Files.readString(file);
        for (int length = whole.length(); length < more.length(); length++) {
            Files.writeString(file, more.substring(0, length));
            assertEquals(List.of("aa"), PrintRecord.open(file).unclear("b 1/7"), "cut at " + length);
        }
    }

    @Test
    void aFileThatIsNoRecordIsLeftAsItIs() throws IOException {
        Files.createDirectories(folder.resolve("new"));
        for (String other :
                List.of("begun b+1%2F7 aa\n", "batch x\n", "\n", "%zz\n", "batch b+1%2F7 p t r\nlost b+1%2F7\n")) {
            Files.writeString(file, other);
            assertThrows(IOException.class, () -> PrintRecord.open(file), other);
            assertEquals(other, Files.readString(file));
        }
    }
}
