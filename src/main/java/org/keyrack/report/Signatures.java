package org.keyrack.report;

import java.io.IOException;

/** Room for the signatures of operator and supervisor. */
final class Signatures {
    /** The two boxes. */
    private static final float BOXES = 100;

    private final Sheets sheets;
    private final ReportText text;

    Signatures(Sheets sheets, ReportText text) {
        this.sheets = sheets;
        this.text = text;
    }

    void write() throws IOException {
        sheets.heading(text.say("signatures.title"), height());
        sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("signatures.sentence"), Ink.TEXT);
        sheets.down(4);
        float gap = 16;
        float wide = (Sheets.WIDTH - gap) / 2;
        box(Sheets.LEFT, wide, text.say("signatures.operator"));
        box(Sheets.LEFT + wide + gap, wide, text.say("signatures.supervisor"));
        sheets.down(BOXES);
    }

    /** What stands under the heading. */
    float height() {
        return sheets.height(text.say("signatures.sentence"), Ink.TEXT, Sheets.WIDTH) + 4 + BOXES;
    }

    private void box(float x, float wide, String who) throws IOException {
        float top = sheets.y();
        Pen pen = sheets.pen();
        pen.box(x, top, wide, 96, Ink.RULE, 0.8f);
        pen.text(x + 8, top + 14, who, Ink.STRONG);
        float name = top + 43;
        pen.line(x + 8, name, x + wide - 8, name, Ink.GREY, 0.5f);
        pen.text(x + 8, name + 8, text.say("signatures.name"), Ink.SMALL.at(6.5f));
        pen.text(x + wide * 0.66f, name + 8, text.say("signatures.date"), Ink.SMALL.at(6.5f));
        float signature = top + 81;
        pen.line(x + 8, signature, x + wide - 8, signature, Ink.GREY, 0.5f);
        pen.text(x + 8, signature + 8, text.say("signatures.signature"), Ink.SMALL.at(6.5f));
    }
}
