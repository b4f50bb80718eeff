package org.keyrack.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The letter of a component or of a share of one, on one sheet, A4: large groups of digits for a person who types them. Never a
 * picture that a telephone reads.
 *
 * @param title what it is
 * @param about of what
 * @param packageNumber of its envelope; empty without one
 * @param kcv of what is printed in groups
 * @param what is to be done with it, in lines
 */
public record LetterSheet(String title, String about, String packageNumber, String kcv, String what) {
    private static final int COLUMNS = 4;
    private static final float GROUP = 20;

    /**
     * A component of a key.
     *
     * @param key how people call it
     * @param number from 1
     * @param of how many
     * @param keyKcv KCV of the whole key
     */
    public static LetterSheet component(
            String key, int number, int of, String packageNumber, String kcv, String keyKcv, ReportText text) {
        return new LetterSheet(
                text.say("letter.title", number, of),
                text.say("letter.key", key, keyKcv),
                packageNumber,
                text.say("letter.kcv", kcv),
                text.say("letter.what"));
    }

    /**
     * A share of a component.
     *
     * @param letter which component of which key, as a sentence says it, with its KCV
     * @param needed how many shares give it back
     */
    public static LetterSheet share(
            String letter, int number, int of, int needed, String packageNumber, String kcv, ReportText text) {
        return new LetterSheet(
                text.say("share.title", number, of),
                letter,
                packageNumber,
                text.say("share.kcv", kcv),
                text.say("share.what", needed));
    }

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
                pen.text(Sheets.LEFT, y, title, Ink.TITLE);
                y += 26;
                pen.text(Sheets.LEFT, y, about, Ink.HEADING);
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
                pen.text(Sheets.LEFT, y, kcv, Ink.TITLE.at(GROUP));
                y += 50;
                for (String line : what.split("\n", -1)) {
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
