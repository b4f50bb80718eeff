package org.keyrack.report;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.KeyRecord;
import org.keyrack.ledger.UnitRecord;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.SerialNumber;

/** One module in the batch report: how it stands, why, and each of its keys. */
final class UnitBlock {
    private static final float ROW = 12.5f;
    private static final float HEAD = 18;
    private static final List<String> COLUMNS = List.of(
            "column.ref1",
            "column.ref2",
            "column.version",
            "column.kcv",
            "column.result",
            "column.receipt",
            "column.v",
            "column.as",
            "column.ctr",
            "column.time");
    /** Left edges, as parts of the width. */
    private static final float[] EDGES = {0, 0.065f, 0.13f, 0.2f, 0.28f, 0.46f, 0.59f, 0.72f, 0.82f, 0.905f, 1};

    private final Sheets sheets;
    private final ReportText text;

    UnitBlock(Sheets sheets, ReportText text) {
        this.sheets = sheets;
        this.text = text;
    }

    void write(UnitRecord unit) throws IOException {
        String why = BatchCsv.shown(unit).map(text::cause).orElse("");
        if (unit.setAside().isPresent()) {
            why = (why + " "
                            + text.say(
                                    unit.setAsideBy().isPresent() ? "unit.setAsideBy" : "unit.setAside",
                                    text.moment(unit.setAside().get()),
                                    unit.setAsideBy().orElse("")))
                    .strip();
        }
        if (unit.releasedBy().isPresent()) {
            why = (why + " " + text.say("unit.releasedBy", unit.releasedBy().get())).strip();
        }
        float reason = why.isEmpty() ? 0 : sheets.height(why, Ink.TEXT, Sheets.WIDTH) + 3;
        // A head is never left alone at the foot of a page.
        sheets.keep(HEAD + reason + ROW * (unit.keys().isEmpty() ? 1 : 3));
        head(unit);
        if (!why.isEmpty()) {
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, why, Ink.TEXT);
            sheets.down(1);
        }
        if (!unit.keys().isEmpty()) {
            columns();
            for (KeyRecord key : unit.keys()) {
                if (sheets.keep(ROW)) {
                    continued(unit);
                    columns();
                }
                row(key);
            }
        }
        sheets.down(10);
    }

    private void head(UnitRecord unit) throws IOException {
        Pen pen = sheets.pen();
        sheets.down(9);
        float y = sheets.y();
        float x = Sheets.LEFT;
        x += Sheets.badge(pen, sheets.font(), x, y, text.state(unit.state()), Ink.of(unit.state())) + 8;
        String sn = name(unit);
        pen.text(x, y, sn, Ink.STRONG.at(10));
        x += sheets.font().width(sn, 10) + 12;
        String times = unit.started().map(text::time).orElse("")
                + unit.ended().map(ended -> " – " + text.time(ended)).orElse("");
        String right = text.say("unit.keys", unit.counts().of(KeyClass.LOADED), unit.keysPlanned())
                + (times.isEmpty() ? "" : " · " + times);
        pen.right(Sheets.RIGHT, y, right, Ink.CELL);
        float room = Sheets.RIGHT - sheets.font().width(right, 8) - 10 - x;
        pen.text(x, y, sheets.font().cut(text.place(unit), 8, room), Ink.CELL.in(Ink.GREY));
        sheets.down(14);
    }

    private String name(UnitRecord unit) {
        return unit.sn().map(SerialNumber::grouped).orElseGet(() -> text.say("unit.notRead"));
    }

    private void continued(UnitRecord unit) throws IOException {
        sheets.down(9);
        sheets.pen().text(Sheets.LEFT, sheets.y(), text.say("unit.continued", name(unit)), Ink.CELL.in(Ink.GREY));
        sheets.down(10);
    }

    private void columns() throws IOException {
        Pen pen = sheets.pen();
        pen.fill(Sheets.LEFT, sheets.y() - 8, Sheets.WIDTH, ROW, Ink.SHADE);
        for (int i = 0; i < COLUMNS.size(); i++) {
            cell(i, text.say(COLUMNS.get(i)), Ink.SMALL.at(7));
        }
        sheets.down(ROW);
    }

    private void row(KeyRecord key) throws IOException {
        String result = (key.refused() ? text.say("key.notGenuine") : text.state(key.state()))
                + (key.settled() ? " " + text.say("key.settled") : "")
                + (key.audited().isPresent() && !key.refused() ? " " + text.say("key.audited") : "")
                + (key.attempt() > 1 ? " " + text.say("key.attempt", key.attempt()) : "");
        cell(0, String.valueOf(key.ref1()), Ink.CELL);
        cell(1, String.valueOf(key.ref2()), Ink.CELL);
        cell(2, number(key.keyVersion()), Ink.CELL);
        cell(3, key.kcv().map(Kcv::toString).orElse("–"), Ink.CELL);
        cell(4, result, Ink.CELL.in(key.refused() ? Ink.BAD : Ink.of(key.state())));
        cell(5, abbreviated(key.receipt()), Ink.CELL);
        cell(6, abbreviated(key.v()), Ink.CELL);
        cell(7, key.asId().map(id -> as(id, key)).orElse("–"), Ink.CELL);
        cell(8, key.header().map(header -> String.valueOf(header.ctr())).orElse("–"), Ink.CELL);
        cell(9, key.ended().map(text::time).orElse("–"), Ink.CELL);
        sheets.pen().line(Sheets.LEFT, sheets.y() + 4, Sheets.RIGHT, sheets.y() + 4, Ink.RULE, 0.3f);
        sheets.down(ROW);
    }

    /** An AS that is no card says so. */
    private String as(Bytes id, KeyRecord key) {
        return key.asKind()
                .filter(kind -> kind != AsKind.CARD)
                .map(kind -> id.hex() + " " + text.say("as." + kind.id()))
                .orElseGet(id::hex);
    }

    private void cell(int column, String value, Ink ink) throws IOException {
        float x = Sheets.LEFT + Sheets.WIDTH * EDGES[column] + 4;
        float room = Sheets.WIDTH * (EDGES[column + 1] - EDGES[column]) - 6;
        float size = sheets.font().fitting(value, ink.size(), 6, room);
        sheets.pen().text(x, sheets.y(), sheets.font().cut(value, size, room), ink.at(size));
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "–";
    }

    /** The first four bytes: enough for the eye; the whole is in the ledger and in the JSON. */
    private static String abbreviated(Optional<Bytes> value) {
        return value.map(bytes -> bytes.slice(0, Math.min(4, bytes.length())).hex() + "…")
                .orElse("–");
    }
}
