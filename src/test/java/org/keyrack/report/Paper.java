package org.keyrack.report;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** A PDF as a reader sees it: its text, its pictures, its codes. */
public final class Paper implements AutoCloseable {
    final PDDocument document;
    private final byte[] bytes;

    public Paper(byte[] pdf) throws IOException {
        bytes = pdf;
        document = Loader.loadPDF(pdf);
    }

    int pages() {
        return document.getNumberOfPages();
    }

    public String text() throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper.getText(document);
    }

    String page(int number) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        return stripper.getText(document);
    }

    BufferedImage picture(int page) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(BatchReport.pages(bytes, page, 200).get(page - 1)));
    }

    /** Texts of all QR codes in the picture of a page. */
    public List<String> codes(int page) throws Exception {
        BufferedImage picture = picture(page);
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        LuminanceSource source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);
        Result[] found = new QRCodeMultiReader()
                .decodeMultiple(
                        new BinaryBitmap(new HybridBinarizer(source)),
                        Map.of(
                                DecodeHintType.TRY_HARDER,
                                true,
                                DecodeHintType.POSSIBLE_FORMATS,
                                List.of(BarcodeFormat.QR_CODE)));
        return Arrays.stream(found).map(Result::getText).toList();
    }

    /** What stands outside of the page or over other text: both are empty in a good document. */
    public List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        new PDFTextStripper() {
            private List<TextPosition> before = List.of();

            @Override
            protected void writeString(String text, List<TextPosition> positions) {
                PDPage page = getCurrentPage();
                TextPosition first = positions.get(0);
                TextPosition last = positions.get(positions.size() - 1);
                float right = last.getXDirAdj() + last.getWidthDirAdj();
                if (first.getXDirAdj() < 2
                        || right > page.getMediaBox().getWidth() - 2
                        || first.getYDirAdj() > page.getMediaBox().getHeight() - 2
                        || first.getYDirAdj() - first.getHeightDir() < 2) {
                    faults.add("outside of page " + getCurrentPageNo() + ": " + text);
                }
                if (!before.isEmpty()) {
                    TextPosition end = before.get(before.size() - 1);
                    boolean sameLine = Math.abs(end.getYDirAdj() - first.getYDirAdj()) < 1;
                    boolean over = first.getXDirAdj() < end.getXDirAdj() + end.getWidthDirAdj() - 0.5f
                            && first.getXDirAdj() >= before.get(0).getXDirAdj();
                    if (sameLine && over) {
                        faults.add("over other text on page " + getCurrentPageNo() + ": " + text);
                    }
                }
                before = List.copyOf(positions);
            }
        }.getText(document);
        return faults;
    }

    /** The files that are attached, by name. */
    public Map<String, String> attached() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (var each : document.getDocumentCatalog()
                .getNames()
                .getEmbeddedFiles()
                .getNames()
                .entrySet()) {
            files.put(
                    each.getKey(), new String(each.getValue().getEmbeddedFile().toByteArray(), StandardCharsets.UTF_8));
        }
        return files;
    }

    /** Every font of every page is in the file. */
    public boolean fontsAreEmbedded() throws IOException {
        for (PDPage page : document.getPages()) {
            for (var name : page.getResources().getFontNames()) {
                PDFont font = page.getResources().getFont(name);
                if (!font.isEmbedded()) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
