package org.keyrack.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.printer.PrinterException.Kind;
import org.keyrack.printer.PrivateCups.Printed;

/** Pages through a real CUPS to virtual printers. */
@Tag("rack")
class PrintersTest {
    private static final float POINTS = 72 / 25.4f;

    private static byte[] pages(int count, float width, float height) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < count; i++) {
                document.addPage(new PDPage(new PDRectangle(width * POINTS, height * POINTS)));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static void assertPages(int count, float width, float height, Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertEquals(count, document.getNumberOfPages());
            for (PDPage page : document.getPages()) {
                assertEquals(width, page.getMediaBox().getWidth() / POINTS, 0.5, "millimetres across");
                assertEquals(height, page.getMediaBox().getHeight() / POINTS, 0.5, "millimetres down");
                assertEquals(0, page.getRotation());
            }
        }
    }

    @Test
    void pagesComeOutOfThePrinterThatWasNamedAtTheirExactSize() throws Exception {
        try (PrivateCups cups = PrivateCups.start()) {
            assertEquals(
                    List.of(PrivateCups.LABEL, PrivateCups.OFFICE),
                    cups.printers().names());
            String labels =
                    cups.printers().print(new PrintTask(PrivateCups.LABEL, "three labels", pages(3, 62, 29), 62, 29));
            String report = cups.printers().print(PrintTask.a4(PrivateCups.OFFICE, "report", pages(2, 210, 297)));
            assertEquals(List.of("label-1", "office-2"), List.of(labels, report));
            List<Printed> printed = cups.await(2);
            assertEquals("three labels", printed.get(0).title());
            assertEquals(PrivateCups.LABEL, printed.get(0).printer());
            assertPages(3, 62, 29, printed.get(0).pdf());
            assertEquals(PrivateCups.OFFICE, printed.get(1).printer());
            assertPages(2, 210, 297, printed.get(1).pdf());
        }
    }

    @Test
    void whatIsNotThereIsSaidAndNothingIsPrinted() throws Exception {
        try (PrivateCups cups = PrivateCups.start()) {
            PrintTask nowhere = PrintTask.a4("nowhere", "report", pages(1, 210, 297));
            PrinterException unknown =
                    assertThrows(PrinterException.class, () -> cups.printers().print(nowhere));
            assertEquals(Kind.UNKNOWN, unknown.kind());
            assertTrue(unknown.getMessage().startsWith("There is no printer nowhere."), unknown.getMessage());
            cups.run("cupsreject", PrivateCups.OFFICE);
            PrintTask report = PrintTask.a4(PrivateCups.OFFICE, "report", pages(1, 210, 297));
            PrinterException refused =
                    assertThrows(PrinterException.class, () -> cups.printers().print(report));
            assertEquals(Kind.REFUSED, refused.kind());
            cups.stop();
            PrinterException stopped =
                    assertThrows(PrinterException.class, () -> cups.printers().print(report));
            assertEquals(Kind.NO_SERVICE, stopped.kind());
            assertEquals(
                    Kind.NO_SERVICE,
                    assertThrows(PrinterException.class, () -> cups.printers().names())
                            .kind());
            assertEquals(List.of(), cups.printed());
        }
    }

    @Test
    void ofAServiceThatHangsNobodyKnowsWhetherItPrints(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            Printers printers = new Cups(Map.of("CUPS_SERVER", socket.toString()), Duration.ofMillis(300));
            PrinterException hung = assertThrows(
                    PrinterException.class,
                    () -> printers.print(PrintTask.a4(PrivateCups.OFFICE, "report", pages(1, 210, 297))));
            assertTrue(hung.unclear(), hung.getMessage());
        }
    }
}
