package org.keyrack.report;

import java.awt.Color;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** Draws on one page. Points, from the page's upper left corner; a text's y is its base line. */
final class Pen implements AutoCloseable {
    private static final float MM = 72 / 25.4f;

    private final PDPageContentStream out;
    private final ReportFont font;
    private final float height;

    Pen(PDDocument document, PDPage page, ReportFont font) throws IOException {
        this.out = new PDPageContentStream(document, page, AppendMode.APPEND, true, true);
        this.font = font;
        this.height = page.getMediaBox().getHeight();
    }

    /** Millimetres as points. */
    static float mm(double millimetres) {
        return (float) (millimetres * MM);
    }

    void text(float x, float y, String text, Ink ink) throws IOException {
        out.beginText();
        out.setFont(font.font(), ink.size());
        out.setNonStrokingColor(ink.color());
        if (ink.bold()) {
            // The jar has one weight; a thin outline makes the second.
            out.setRenderingMode(RenderingMode.FILL_STROKE);
            out.setStrokingColor(ink.color());
            out.setLineWidth(ink.size() * 0.032f);
        } else {
            out.setRenderingMode(RenderingMode.FILL);
        }
        out.newLineAtOffset(x, height - y);
        out.showText(font.shown(text));
        out.endText();
    }

    /** Text that ends at x. */
    void right(float x, float y, String text, Ink ink) throws IOException {
        text(x - font.width(text, ink.size()), y, text, ink);
    }

    void centred(float x, float y, String text, Ink ink) throws IOException {
        text(x - font.width(text, ink.size()) / 2, y, text, ink);
    }

    void line(float x1, float y1, float x2, float y2, Color color, float width) throws IOException {
        out.setStrokingColor(color);
        out.setLineWidth(width);
        out.moveTo(x1, height - y1);
        out.lineTo(x2, height - y2);
        out.stroke();
    }

    void fill(float x, float y, float wide, float high, Color color) throws IOException {
        out.setNonStrokingColor(color);
        out.addRect(x, height - y - high, wide, high);
        out.fill();
    }

    void box(float x, float y, float wide, float high, Color color, float width) throws IOException {
        out.setStrokingColor(color);
        out.setLineWidth(width);
        out.addRect(x, height - y - high, wide, high);
        out.stroke();
    }

    void qr(float x, float y, float side, QrCode code) throws IOException {
        float module = side / code.modules();
        out.setNonStrokingColor(Color.BLACK);
        for (int row = 0; row < code.modules(); row++) {
            int from = 0;
            while (from < code.modules()) {
                int to = from;
                while (to < code.modules() && code.dark(to, row)) {
                    to++;
                }
                if (to > from) {
                    out.addRect(x + from * module, height - y - (row + 1) * module, (to - from) * module, module);
                }
                from = to + 1;
            }
        }
        out.fill();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
