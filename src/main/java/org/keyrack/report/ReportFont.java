package org.keyrack.report;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Liberation Sans from PDFBox's jar, embedded, so that a report looks the same on every system. */
final class ReportFont {
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String ELLIPSIS = "…";

    private final PDType0Font font;
    private final CmapLookup glyphs;

    ReportFont(PDDocument document) throws IOException {
        try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("PDFBox's jar has no font Liberation Sans");
            }
            TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            // Ligatures would hide letters from a search in the file, and looking for them takes most of a long
            // report's time.
            file.setEnableGsub(false);
            this.glyphs = file.getUnicodeCmapLookup();
            this.font = PDType0Font.load(document, file, true);
        }
    }

    PDType0Font font() {
        return font;
    }

    /**
     * The text with what the font cannot show replaced: spaces by a space, a letter and its accent by the letter that has
     * both, anything else by a question mark.
     */
    String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                shown.append(' ');
            } else if (Character.isISOControl(c) || glyphs.getGlyphId(c) == 0) {
                shown.append('?');
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Width in points. */
    float width(String text, float size) {
        try {
            return font.getStringWidth(shown(text)) / 1000 * size;
        } catch (IOException e) {
            throw new IllegalStateException("The font cannot be measured", e);
        }
    }

    /** The text, or its beginning and an ellipsis when it is wider than so many points. */
    String cut(String text, float size, float width) {
        if (width(text, size) <= width) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(text.substring(0, middle) + ELLIPSIS, size) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return text.substring(0, low).stripTrailing() + ELLIPSIS;
    }

    /** The largest size, from {@code most} down to {@code least}, at which the text fits; {@code least} if none does. */
    float fitting(String text, float most, float least, float width) {
        // A little less than fits exactly: rounding must not make cut() take a letter away.
        float wanted = width(text, most) <= width ? most : 0.998f * most * width / width(text, most);
        return Math.max(least, wanted);
    }

    /** Lines no wider than so many points; a word that is wider is broken. */
    List<String> wrap(String text, float size, float width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : shown(text).strip().split(" +", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer, size) <= width) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (width(line, size) > width) {
                int fits = line.length() - 1;
                while (fits > 1 && width(line.substring(0, fits), size) > width) {
                    fits--;
                }
                lines.add(line.substring(0, fits));
                line = line.substring(fits);
            }
        }
        lines.add(line);
        return lines;
    }
}
