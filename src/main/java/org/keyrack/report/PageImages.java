package org.keyrack.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Pages of a PDF as pictures, for a preview. */
final class PageImages {
    private PageImages() {}

    /**
     * Renders the first pages.
     *
     * @param pdf the file's bytes
     * @param most pages at most
     * @param dpi dots per inch; 96 shows a page at its size on most screens
     * @return a PNG file each
     */
    static List<byte[]> png(byte[] pdf, int most, float dpi) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page = 0; page < Math.min(most, document.getNumberOfPages()); page++) {
                BufferedImage image = renderer.renderImageWithDPI(page, dpi, ImageType.RGB);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(image, "png", bytes);
                images.add(bytes.toByteArray());
            }
        }
        return images;
    }
}
