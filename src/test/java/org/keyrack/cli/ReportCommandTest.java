package org.keyrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.launch.CommandRun;
import org.keyrack.printer.PrivateCups;
import org.keyrack.printer.PrivateCups.Printed;

/** {@code keyrack report} over a ledger with two batches: the second meets the modules of the first. */
@Tag("rack")
class ReportCommandTest {
    @TempDir
    Path folder;

    private Path ledger;
    private Path out;

    @BeforeEach
    void twoBatches() throws IOException {
        ledger = folder.resolve("ledger.db");
        out = folder.resolve("reports");
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                set: { transportKey: "4b4c4d4e4f404142434445464748494a", version: 1 }
                as: { id: "00000002", operatorPin: "802517", adminPin: "87654321", keys: [
                  { ref: 3, appId: "0101", type: AES-128, version: 2, value: "7172737475767778797a7b7c7d7e7f70" } ] }
                units: [
                  { count: 2, firstSerial: "0011223344556601", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ] },
                  { count: 1, firstSerial: "0011223344556611", locations: [ { ref: 5, appId: "0101", types: [AES-128] } ],
                    set: { transportKey: "ffeeddccbbaa99887766554433221100", version: 1 } } ]
                memory: cards.bin
                """);
        for (int batch = 1; batch <= 2; batch++) {
            CommandRun load =
                    CommandRun.of("load", "--profile", "demo", "--sim", rack.toString(), "--ledger", ledger.toString());
            assertEquals(ExitCode.UNITS_FAILED, load.exitCode(), load.toString());
        }
    }

    private CommandRun report(String... more) {
        return CommandRun.with(
                () -> {
                    throw new AssertionError("no readers are needed");
                },
                Map.of(),
                CommandRun.join(
                        List.of("report", "--ledger", ledger.toString(), "--dir", out.toString(), "--lang", "en"),
                        more));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.map(file -> file.getFileName().toString().replaceFirst("batch-.*-([0-9])", "$1"))
                    .sorted()
                    .toList();
        }
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String text(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf))) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private List<CSVRecord> table(String ending) throws IOException {
        String csv = Files.readString(file(ending)).substring(1);
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(csv))
                .getRecords();
    }

    @Test
    void everyFormOfABatchIsWrittenAndNamed() throws IOException {
        CommandRun run = report("1");
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        assertEquals(List.of("1-keys.csv", "1-labels.pdf", "1-units.csv", "1.json", "1.pdf"), files());
        for (String line : run.out().lines().toList()) {
            assertTrue(Files.exists(Path.of(line)), line);
        }
        assertEquals(5, run.out().lines().count());
        assertEquals(2, table("1-keys.csv").size());
        assertEquals(
                List.of("REFUSED", "DONE", "DONE"),
                table("1-units.csv").stream().map(row -> row.get("state")).toList());
        assertTrue(
                table("1-units.csv").get(0).get("sentence").startsWith("The module belongs to another set (KCV "),
                () -> run.toString());
        assertTrue(text(file("1.pdf")).contains("1 of 3 modules not done: 1 refused"), text(file("1.pdf")));
        assertTrue(text(file("1-labels.pdf")).contains("0011 2233 4455 6611"), text(file("1-labels.pdf")));
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file("1.json")));
        assertEquals(1, json.path("unitsRefused").asInt());
    }

    @Test
    void theLatestBatchSaysThatTheModulesHeldTheirKeysAlready() throws IOException {
        assertEquals(ExitCode.DONE, report("latest", "--format", "json").exitCode());
        assertEquals(List.of("2.json"), files());
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file("2.json")));
        assertEquals(2, json.path("unitsNothingNeeded").asInt(), json.toString());
        assertEquals(1, json.path("unitsRefused").asInt());
        assertEquals(
                0, json.path("unitsDone").asInt() + json.path("unitsFailed").asInt());
    }

    @Test
    void eachFormIsWrittenAlone() throws IOException {
        assertEquals(ExitCode.DONE, report("1", "--format", "pdf").exitCode());
        assertEquals(ExitCode.DONE, report("1", "--format", "csv").exitCode());
        assertEquals(List.of("1-keys.csv", "1-units.csv", "1.pdf"), files());
        assertEquals(
                ExitCode.DONE,
                report("1", "--format", "labels", "--template", "roll-62x29", "--skip", "1")
                        .exitCode());
        try (PDDocument labels = Loader.loadPDF(Files.readAllBytes(file("labels.pdf")))) {
            assertEquals(3, labels.getNumberOfPages());
        }
    }

    @Test
    void missingAndUnexpectedModulesOfAListAreNamedInEveryForm() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "SN\n0011223344556601\n0011223344556699\n");
        CommandRun run = report("1", "--expected", list.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        assertEquals(
                List.of("REFUSED no", "DONE yes", "DONE no", "MISSING yes"),
                table("1-units.csv").stream()
                        .map(row -> row.get("state") + " " + row.get("expected"))
                        .toList());
        assertEquals("0011 2233 4455 6699", table("1-units.csv").get(3).get("sn"));
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file("1.json")));
        assertEquals(
                "{\"modules\":2,\"missing\":[\"0011223344556699\"],"
                        + "\"unexpected\":[\"0011223344556602\",\"0011223344556611\"]}",
                json.path("expected").toString());
        String pdf = text(file("1.pdf"));
        assertTrue(pdf.contains("2 expected, 1 missing, 2 not in the list"), pdf);
        assertTrue(pdf.contains("Missing: 0011 2233 4455 6699"), pdf);
        Path broken = Files.writeString(folder.resolve("broken.csv"), "SN\nnothing\n");
        assertEquals(
                ExitCode.USAGE, report("1", "--expected", broken.toString()).exitCode());
    }

    @Test
    void batchesAreCompared() throws IOException {
        CommandRun run = report("--compare", "5");
        assertEquals(ExitCode.DONE, run.exitCode(), run.toString());
        assertEquals(List.of("batches.csv", "batches.pdf", "batches.png", "statistics.csv"), files());
        BufferedImage chart = ImageIO.read(file("batches.png").toFile());
        assertTrue(chart.getWidth() > 500 && chart.getHeight() > 500, chart.toString());
        assertEquals(2, table("batches.csv").size());
        CSVRecord all = table("statistics.csv").get(0);
        assertEquals("all", all.get("by"));
        assertEquals(
                "3 2 66.7 2",
                all.get("modules") + " " + all.get("firstPass") + " " + all.get("firstPassPercent") + " "
                        + all.get("triesOfCause"));
        assertTrue(all.get("cause").startsWith("The module belongs to another set"), all.toString());
    }

    @Test
    void whatCannotBeReportedIsSaidWithItsExitCode() {
        for (String[] wrong : new String[][] {
            {"The ledger has no batch 7", "7"},
            {"is no batch", "first"},
            {"Name a batch", "--format", "pdf"},
            {"no reports in “it”", "1", "--lang", "it"},
            {"“-1” is no number", "1", "--skip", "-1"},
            {"nowhere.yaml", "1", "--format", "labels", "--template", "nowhere.yaml"}
        }) {
            String[] arguments = java.util.Arrays.copyOfRange(wrong, 1, wrong.length);
            CommandRun run = CommandRun.of(CommandRun.join(
                    List.of("report", "--ledger", ledger.toString(), "--dir", out.toString()), arguments));
            assertEquals(ExitCode.USAGE, run.exitCode(), run.toString());
            assertTrue(run.err().contains(wrong[0]), run.toString());
            assertEquals("", run.out());
        }
        CommandRun none = CommandRun.of(
                "report", "1", "--ledger", folder.resolve("none.db").toString());
        assertTrue(none.exitCode() == ExitCode.USAGE || none.exitCode() == ExitCode.BENCH, none.toString());
        assertTrue(none.err().contains("no ledger"), none.toString());
    }

    @Test
    void reportAndLabelsAreHandedToAPrinterAndNoFileIsWritten() throws Exception {
        try (PrivateCups cups = PrivateCups.start()) {
            assertEquals(
                    "office-1\n",
                    printed(cups, "--format", "pdf", "--print", PrivateCups.OFFICE)
                            .out());
            assertEquals(
                    "label-2\n",
                    printed(cups, "--format", "labels", "--template", "roll-62x29", "--print", PrivateCups.LABEL)
                            .out());
            List<Printed> printed = cups.await(2);
            assertTrue(text(printed.get(0).pdf()).contains("0011 2233 4455 6601"));
            try (PDDocument labels = Loader.loadPDF(printed.get(1).pdf().toFile())) {
                assertEquals(3, labels.getNumberOfPages(), "a label for each module whose SN is known");
                assertEquals(62 * 72 / 25.4, labels.getPage(0).getMediaBox().getWidth(), 1);
            }
            CommandRun unknown = printed(cups, "--format", "pdf", "--print", "nowhere");
            assertEquals(ExitCode.USAGE, unknown.exitCode());
            assertTrue(unknown.err().contains("There is no printer nowhere."), unknown.err());
            CommandRun every = printed(cups, "--print", PrivateCups.OFFICE);
            assertEquals(ExitCode.USAGE, every.exitCode());
            assertTrue(every.err().contains("Say which."), every.err());
            assertFalse(Files.exists(out));
            assertEquals(2, cups.printed().size());
        }
    }

    private CommandRun printed(PrivateCups cups, String... more) {
        return CommandRun.with(
                () -> {
                    throw new AssertionError("no readers are needed");
                },
                cups.environment(),
                CommandRun.join(
                        List.of("report", "1", "--ledger", ledger.toString(), "--dir", out.toString(), "--lang", "en"),
                        more));
    }
}
