package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.app.PrintoutNews.Kind;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.printer.PrintTask;
import org.keyrack.printer.PrinterException;
import org.keyrack.printer.Printers;
import org.keyrack.printer.PrivateCups;
import org.keyrack.printer.PrivateCups.Printed;
import org.keyrack.proof.Program;
import org.keyrack.protocol.SerialNumber;

/** What batches print by themselves, by a real CUPS, a real ledger and a simulated rack. */
@Tag("rack")
class PrintoutsTest {
    private static final String ROLL = "roll-62x29";
    private static final String FIRST = "0011 2233 4455 6677";

    @TempDir
    Path folder;

    private PrivateCups cups;

    @BeforeEach
    void start() {
        cups = PrivateCups.start();
    }

    @AfterEach
    void stop() throws IOException {
        cups.close();
    }

    private static String text(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private List<String> printed(int jobs) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Printed each : cups.await(jobs)) {
            assertEquals(PrivateCups.LABEL, each.printer());
            texts.add(text(each.pdf()));
        }
        assertEquals(jobs, texts.size());
        return texts;
    }

    /** Printers that tell how long after its module was done a label was handed over. */
    private record Timed(Printers cups, Map<String, Long> done, List<Duration> waits) implements Printers {
        @Override
        public List<String> names() throws PrinterException {
            return cups.names();
        }

        @Override
        public String print(PrintTask task) throws PrinterException {
            String request = cups.print(task);
            long since = done.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            waits.add(Duration.ofNanos(System.nanoTime() - since));
            return request;
        }
    }

    @Test
    void eachModulesLabelIsPrintedOnceAndWithinTwoSecondsWhenItIsDone() throws Exception {
        Timed timed = new Timed(cups.printers(), new ConcurrentHashMap<>(), new ArrayList<>());
        try (PrintingRack rack = PrintingRack.open(folder, 4, timed)) {
            rack.load(PrintingRack.labels(PrivateCups.LABEL, ROLL), printing -> event -> {
                if (event instanceof UnitEnded ended) {
                    timed.done().put(ended.sn().hex(), System.nanoTime());
                }
                printing.accept(event);
            });
            assertEquals(List.of(), rack.rest());
        }
        List<String> labels = printed(4);
        for (int unit = 0; unit < 4; unit++) {
            String sn = SerialNumber.parse(String.format("%016x", 0x0011223344556677L + unit))
                    .grouped();
            assertEquals(1, labels.stream().filter(label -> label.contains(sn)).count(), sn);
        }
        assertTrue(labels.stream().allMatch(label -> label.contains("DONE")), labels.toString());
        // The middle one of all: a machine at its limit holds any single one up.
        List<Duration> waits = timed.waits().stream().sorted().toList();
        assertTrue(waits.get(waits.size() / 2).compareTo(Duration.ofSeconds(2)) <= 0, waits.toString());
        try (PrintingRack again = PrintingRack.open(folder, 1, cups.printers())) {
            again.resume();
            assertEquals(List.of(), again.rest());
        }
        printed(4);
    }

    @Test
    void aSheetIsPrintedWhenItIsFullAndTheLastOneWhenTheBatchEnds() throws Exception {
        Path template = Files.writeString(folder.resolve("sheet.yaml"), """
                name: Two on a page
                page: { width: 62, height: 60 }
                columns: 1
                rows: 2
                margins: { left: 0, top: 0 }
                label: { width: 62, height: 29 }
                gaps: { columns: 0, rows: 0 }
                padding: 3
                qr: 0
                fields: [sn]
                """);
        try (PrintingRack rack = PrintingRack.open(folder, 3, cups.printers())) {
            rack.load(PrintingRack.labels(PrivateCups.LABEL, template.toString()));
            assertEquals(List.of(), rack.rest());
        }
        List<Long> lines = printed(2).stream()
                .map(sheet ->
                        sheet.lines().filter(line -> line.startsWith("0011")).count())
                .toList();
        assertEquals(List.of(2L, 1L), lines);
    }

    @Test
    void labelsWaitForAPrinterThatIsAwayAndComeAtTheNextStart() throws Exception {
        cups.stop();
        try (PrintingRack rack = PrintingRack.open(folder, 2, cups.printers())) {
            rack.load(PrintingRack.labels(PrivateCups.LABEL, ROLL));
            PrintoutNews told = rack.told();
            assertEquals(Kind.WAITING, told.kind());
            assertTrue(told.detail().startsWith("Nothing can be printed: CUPS does not answer."), told.detail());
        }
        cups.resume();
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.resume();
            PrintoutNews late = rack.told();
            assertEquals(Kind.LATE, late.kind());
            assertEquals(2, late.count());
            assertEquals(rack.batch(1).toString(), late.batch());
            rack.resume();
            assertEquals(List.of(), rack.rest());
        }
        assertEquals(2, new TreeSet<>(printed(2)).size());
    }

    @ParameterizedTest
    @EnumSource(KilledPrintouts.Point.class)
    void afterAKillALabelIsPrintedOnceOrNamed(KilledPrintouts.Point point) throws Exception {
        try (Program program = Program.java(
                KilledPrintouts.class.getName(),
                List.of(),
                folder,
                cups.environment(),
                folder.toString(),
                point.name())) {
            program.awaitLine(line -> line.equals("POINT"));
            program.kill();
        }
        boolean named = point != KilledPrintouts.Point.DONE;
        int jobs = point == KilledPrintouts.Point.BEGUN ? 0 : 1;
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.resume();
            PrintoutNews told = rack.told();
            assertEquals(named ? Kind.UNCLEAR : Kind.LATE, told.kind());
            assertEquals(1, told.count());
            assertEquals(named ? FIRST : PrivateCups.LABEL, told.detail());
            assertEquals(List.of(), rack.rest());
        }
        assertEquals(
                jobs,
                printed(jobs).stream().filter(label -> label.contains(FIRST)).count());
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.resume();
            assertEquals(List.of(), rack.rest(), "it is said once");
        }
        printed(jobs);
    }

    @Test
    void theReportOfABatchIsWrittenIntoItsFolderByItself() throws Exception {
        Path reports = folder.resolve("reports");
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.load(new PrintoutWish(Optional.empty(), Optional.of(reports), Locale.ENGLISH));
            PrintoutNews written = rack.told();
            assertEquals(Kind.WRITTEN, written.kind());
            Path file = written.file().orElseThrow();
            assertEquals(reports.resolve(rack.batch(1).fileName() + ".pdf"), file);
            assertTrue(text(file).contains(FIRST));
        }
        printed(0);
    }

    @Test
    void aReportThatCannotBeWrittenIsWrittenAtTheNextStart() throws Exception {
        Path reports = Files.writeString(folder.resolve("reports"), "a file stands in its way");
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.load(new PrintoutWish(Optional.empty(), Optional.of(reports), Locale.ENGLISH));
            assertEquals(Kind.NOT_WRITTEN, rack.told().kind());
        }
        Files.delete(reports);
        try (PrintingRack rack = PrintingRack.open(folder, 1, cups.printers())) {
            rack.resume();
            assertEquals(Kind.WRITTEN, rack.told().kind());
        }
        assertTrue(Files.exists(reports.resolve("batch-bench-1.pdf")));
    }
}
