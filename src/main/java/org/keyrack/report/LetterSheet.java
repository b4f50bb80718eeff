package org.keyrack.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The letter of one component on one sheet, A4: large groups of digits for a person who types them. Never a picture that a
 * telephone reads.
 *
 * @param key how people call the key
 * @param number of the component, from 1
 * @param of how many
 * @param packageNumber of its envelope; empty without one
 * @param kcv of the component
 * @param keyKcv of the whole key
 */
public record LetterSheet(String key, int number, int of, String packageNumber, String kcv, String keyKcv) {
    private static final int COLUMNS = 4;
    private static final float GROUP = 20;

    /**
     * The sheet as a PDF; the caller wipes it.
     *
     * @param groups 8 or 16 groups of four digits and a check digit
     */
    public byte[] pdf(List<char[]> groups, ReportText text) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (Pen pen = new Pen(document, page, new ReportFont(document))) {
                float y = Pen.mm(30);
                pen.text(Sheets.LEFT, y, text.say("letter.title", number, of), Ink.TITLE);
                y += 26;
                pen.text(Sheets.LEFT, y, text.say("letter.key", key, keyKcv), Ink.HEADING);
                y += 18;
                pen.text(
                        Sheets.LEFT,
                        y,
                        packageNumber.isEmpty()
                                ? text.say("letter.envelope")
                                : text.say("letter.package", packageNumber),
                        Ink.TEXT.at(11));
                y += 60;
                for (int i = 0; i < groups.size(); i++) {
                    char[] group = groups.get(i);
                    float x = Sheets.LEFT + i % COLUMNS * Sheets.WIDTH / COLUMNS;
                    pen.text(x, y, new String(group, 0, group.length - 1), Ink.TITLE.at(GROUP));
                    pen.text(x + 72, y, String.valueOf(group[group.length - 1]), Ink.TEXT.at(GROUP));
                    if (i % COLUMNS == COLUMNS - 1) {
                        y += 36;
                    }
                }
                y += 12;
                pen.text(Sheets.LEFT, y, text.say("letter.kcv", kcv), Ink.TITLE.at(GROUP));
                y += 50;
                for (String line : text.say("letter.what").split("\n", -1)) {
                    pen.text(Sheets.LEFT, y, line, Ink.TEXT.at(10));
                    y += 15;
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
