package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.prepare.PreparedFiles;

/** {@code keyrack ceremony split} and {@code join}: what comes out of the printer gives the letter back. */
@DisabledOnOs(OS.WINDOWS)
class LetterSharesTest {
    private static final String COMPONENT = PreparedFiles.COMPONENTS.get(0);
    private static final String KCV = PreparedFiles.kcvOf(COMPONENT);

    @TempDir
    Path folder;

    private PreparedFiles files;
    private String printer;
    private int printed;

    @BeforeEach
    void makeFiles() throws Exception {
        files = new PreparedFiles(folder);
        Path script =
                Files.writeString(folder.resolve("printer"), "#!/bin/sh\ncat > \"" + folder + "/$(date +%s%N).pdf\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        printer = script.toString();
    }

    private CommandRun run(String command, String... more) {
        List<String> all = new ArrayList<>(
                List.of("ceremony", command, "--key", "T0-7", "--component", "1", "--key-kcv", PreparedFiles.kcv()));
        all.addAll(List.of(
                "--print", printer, "--ledger", folder.resolve("ledger.db").toString()));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    /** The sheets that were printed since, in their order. */
    private List<String> sheets() throws Exception {
        List<Path> found;
        try (Stream<Path> all = Files.list(folder)) {
            found = all.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted()
                    .toList();
        }
        List<String> texts = new ArrayList<>();
        for (Path sheet : found.subList(printed, found.size())) {
            try (PDDocument document = Loader.loadPDF(sheet.toFile())) {
                texts.add(new PDFTextStripper().getText(document));
            }
        }
        printed = found.size();
        return texts;
    }

    /** What stands on a sheet, in a file as somebody types it. */
    private Path typed(String name, String sheet) throws Exception {
        StringBuilder typed = new StringBuilder();
        Matcher group = Pattern.compile("\\b([0-9A-F]{4}) ([0-9A-F])\\b").matcher(sheet);
        while (group.find()) {
            typed.append(group.group(1)).append(group.group(2)).append(' ');
        }
        Matcher kcv = Pattern.compile("KCV of this (?:share|component) +([0-9A-F]{6})")
                .matcher(sheet);
        assertTrue(kcv.find(), sheet);
        return files.secret(name, typed + kcv.group(1));
    }

    private List<Path> split() throws Exception {
        CommandRun run = run("split", "--letter", files.component(0).toString(), "--shares", "4", "--needed", "3");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("any 3 give it back"), run.out());
        List<String> sheets = sheets();
        assertEquals(4, sheets.size());
        List<Path> shares = new ArrayList<>();
        for (int i = 0; i < sheets.size(); i++) {
            String sheet = sheets.get(i);
            assertTrue(sheet.contains("Share " + (i + 1) + " of 4"), sheet);
            assertTrue(sheet.contains("Component 1 of 2, key T0-7: KCV " + KCV), sheet);
            assertFalse(sheet.replaceAll("\\s", "").contains(COMPONENT), sheet);
            shares.add(typed("share" + (i + 1), sheet));
        }
        return shares;
    }

    private String events() throws Exception {
        Path lines = folder.resolve("lines");
        Files.deleteIfExists(lines);
        CommandRun.of(
                "ledger",
                "export",
                "--ledger",
                folder.resolve("ledger.db").toString(),
                "--format",
                "jsonl",
                "--out",
                lines.toString());
        return Files.readString(lines);
    }

    @Test
    void threeOfFourSharesPrintTheLetterAnewAndTwoDoNot() throws Exception {
        List<Path> shares = split();
        CommandRun few = run("join", "--kcv", KCV, "--share", "2=" + shares.get(1), "--share", "4=" + shares.get(3));
        assertEquals(ExitCode.USAGE, few.exitCode(), few.err());
        assertTrue(few.err().contains("2 shares do not join to the component with KCV " + KCV), few.err());
        assertEquals(List.of(), sheets(), "nothing was printed");

        CommandRun run = run(
                "join",
                "--kcv",
                KCV,
                "--share",
                "4=" + shares.get(3),
                "--share",
                "1=" + shares.get(0),
                "--share",
                "2=" + shares.get(1),
                "--package",
                "A-2001");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String letter = sheets().get(0);
        assertTrue(letter.contains("Component 1 of 2") && letter.contains("Envelope A-2001"), letter);
        assertEquals(
                COMPONENT,
                Files.readString(typed("letter", letter))
                        .replaceAll("(.{4}). ?", "$1")
                        .substring(0, 32));
        String events = events();
        assertTrue(
                events.contains("\"type\":\"letter-split\"") && events.contains("\"type\":\"letter-restored\""),
                events);
        assertTrue(events.contains("\"needed\":3"), events);
        assertFalse((events + run).contains(COMPONENT), "the component is shown");
    }

    @Test
    void shareUnderAnotherNumberOrMistypedIsRefusedAndNothingIsPrinted() throws Exception {
        List<Path> shares = split();
        CommandRun other = run(
                "join",
                "--kcv",
                KCV,
                "--share",
                "1=" + shares.get(1),
                "--share",
                "2=" + shares.get(0),
                "--share",
                "4=" + shares.get(3));
        assertEquals(ExitCode.USAGE, other.exitCode(), other.err());
        assertTrue(other.err().contains("do not join"), other.err());
        String text = Files.readString(shares.get(2));
        char wrong = text.charAt(7) == '0' ? '1' : '0';
        Path mistyped = files.secret(
                "mistyped", text.substring(0, 7) + wrong + text.substring(8).strip());
        CommandRun group = run(
                "join",
                "--kcv",
                KCV,
                "--share",
                "1=" + shares.get(0),
                "--share",
                "2=" + shares.get(1),
                "--share",
                "3=" + mistyped);
        assertEquals(ExitCode.USAGE, group.exitCode(), group.err());
        assertTrue(group.err().contains("group 2 and its check digit"), group.err());
        assertEquals(List.of(), sheets());
        assertFalse(events().contains("letter-restored"));
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        String letter = files.component(0).toString();
        assertEquals(
                ExitCode.USAGE,
                run("split", "--letter", letter, "--shares", "10").exitCode());
        assertEquals(
                ExitCode.USAGE,
                run("split", "--letter", letter, "--needed", "1").exitCode());
        assertEquals(
                ExitCode.USAGE,
                run("split", "--letter", letter, "--package", "one").exitCode());
        assertEquals(ExitCode.USAGE, run("split").exitCode(), "no letter and no terminal");
        assertEquals(
                ExitCode.USAGE,
                run("join", "--kcv", KCV, "--share", "1=" + letter).exitCode(),
                "one share");
        assertEquals(
                ExitCode.USAGE,
                run("join", "--kcv", "12", "--share", "1", "--share", "2").exitCode());
        assertEquals(
                ExitCode.USAGE,
                run("join", "--kcv", KCV, "--share", "1", "--share", "12").exitCode());
        assertEquals(List.of(), sheets());
    }
}
