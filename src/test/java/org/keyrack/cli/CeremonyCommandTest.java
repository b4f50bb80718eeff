package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PreparedFiles;
import org.keyrack.protocol.Bytes;

/** {@code keyrack ceremony letters}: what comes out of the printer joins to the key whose KCV is written down. */
@DisabledOnOs(OS.WINDOWS)
class CeremonyCommandTest {
    @TempDir
    Path folder;

    /** A printer that keeps what it gets: the test's own paper. */
    private String printer(String ends) throws Exception {
        Path script = Files.writeString(
                folder.resolve("printer"), "#!/bin/sh\ncat > \"" + folder + "/sheet-$$.pdf\"\n" + ends + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private CommandRun letters(String printer, String... more) {
        return CommandRun.of(CommandRun.join(
                List.of(
                        "ceremony",
                        "letters",
                        "--key",
                        "KBK of set 7",
                        "--components",
                        "3",
                        "--print",
                        printer,
                        "--ledger",
                        folder.resolve("ledger.db").toString()),
                more));
    }

    private List<Path> sheets() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted()
                    .toList();
        }
    }

    /** What stands on a sheet, as somebody types it: groups, then the KCV. */
    private static String typed(Path sheet) throws Exception {
        try (PDDocument document = Loader.loadPDF(sheet.toFile())) {
            String text = new PDFTextStripper().getText(document);
            assertTrue(text.contains("KBK of set 7"), text);
            StringBuilder typed = new StringBuilder();
            Matcher group = Pattern.compile("\\b([0-9A-F]{4}) ([0-9A-F])\\b").matcher(text);
            while (group.find()) {
                typed.append(group.group(1)).append(group.group(2)).append(' ');
            }
            Matcher kcv =
                    Pattern.compile("KCV of this component +([0-9A-F]{6})").matcher(text);
            assertTrue(kcv.find(), text);
            return typed + kcv.group(1);
        }
    }

    @Test
    void theLettersJoinToTheKeyOfWhichTheLedgerKeepsTheKcvAlone() throws Exception {
        CommandRun run =
                letters(printer(""), "--bytes", "32", "--package", "A-1", "--package", "A-2", "--package", "A-3");
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        List<Path> sheets = sheets();
        assertEquals(3, sheets.size());
        String joined = "00".repeat(32);
        String events = Files.readString(export());
        for (Path sheet : sheets) {
            String typed = typed(sheet);
            try (KeyComponent component = KeyComponent.parse(typed.toCharArray(), "letter")) {
                String hex = Bytes.of(component.value().toArray()).hex();
                joined = PreparedFiles.joined(joined, hex);
                assertFalse((events + run.out() + run.err()).contains(hex), "a component is shown");
            }
        }
        assertTrue(run.out().contains("KCV " + PreparedFiles.kcvOf(joined)), run.out());
        assertTrue(events.contains("\"type\":\"letters-printed\""), events);
        assertTrue(events.contains("\"packages\":[\"A-1\",\"A-2\",\"A-3\"]"), events);
    }

    private Path export() {
        Path lines = folder.resolve("lines");
        assertEquals(
                ExitCode.DONE,
                CommandRun.of(
                                "ledger",
                                "export",
                                "--ledger",
                                folder.resolve("ledger.db").toString(),
                                "--format",
                                "jsonl",
                                "--out",
                                lines.toString())
                        .exitCode());
        return lines;
    }

    @Test
    void aSheetThatIsNotPrintedEndsItAndNothingIsWrittenDown() throws Exception {
        CommandRun run = letters(printer("exit 3"));
        assertEquals(ExitCode.BENCH, run.exitCode(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().contains("Destroy the letters before it"), run.err());
        assertEquals(1, sheets().size(), "the next component was not printed");
        assertFalse(Files.readString(export()).contains("letters-printed"));
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        assertEquals(ExitCode.USAGE, letters(printer(""), "--package", "one").exitCode());
        assertEquals(ExitCode.USAGE, letters(printer(""), "--bytes", "24").exitCode());
        assertEquals(List.of(), sheets());
    }
}
