package org.keyrack.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.UnitRecord;

/** A label for each module of a batch, in the order of the readers. */
final class LabelSheet {
    private static final float LEAST = 5;
    private static final float MOST = 11;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final BatchSummary summary;
    private final LabelTemplate template;
    private final ReportText text;
    private final ReportFont font;

    private LabelSheet(BatchSummary summary, LabelTemplate template, ReportText text, ReportFont font) {
        this.summary = summary;
        this.template = template;
        this.text = text;
        this.font = font;
    }

    /**
     * Draws the sheets.
     *
     * @param skip places of the first sheet that are used up already
     * @return a PDF
     */
    static byte[] write(BatchFacts facts, LabelTemplate template, int skip, ReportText text) throws IOException {
        // What could not be read has no SN to stick on it.
        List<UnitRecord> units = facts.batch().units().stream()
                .filter(unit -> unit.sn().isPresent())
                .sorted(Comparator.comparingInt(
                                (UnitRecord unit) -> unit.shelf().orElse(Integer.MAX_VALUE))
                        .thenComparing(LabelSheet::place)
                        .thenComparing(unit -> unit.sn().orElseThrow()))
                .toList();
        try (PDDocument document = new PDDocument()) {
            Sheets.describe(
                    document,
                    text.say("label.batch", facts.name()),
                    text.locale().getLanguage(),
                    facts.summary().started());
            LabelSheet sheet = new LabelSheet(facts.summary(), template, text, new ReportFont(document));
            int at = skip % template.perPage();
            Pen pen = null;
            for (UnitRecord unit : units) {
                if (pen == null || at == template.perPage()) {
                    at = pen == null ? at : 0;
                    pen = sheet.page(document, pen);
                }
                sheet.label(pen, at++, unit);
            }
            sheet.close(pen == null ? sheet.page(document, null) : pen);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** Readers by their numbers: reader 2 before reader 10. */
    private static String place(UnitRecord unit) {
        return NUMBER.matcher(unit.reader())
                .replaceAll(number -> "0".repeat(Math.max(0, 12 - number.group().length())) + number.group());
    }

    /** What the QR code says: plain words, so that any telephone shows something useful. */
    static String code(BatchSummary summary, UnitRecord unit) {
        return "SN " + unit.sn().orElseThrow().hex().toUpperCase(Locale.ROOT) + " BATCH " + summary.bench() + "/"
                + summary.batch()
                + " RESULT " + unit.state() + (unit.setAside().isPresent() && unit.passed() ? " SET ASIDE" : "")
                + (summary.simulated() ? " SIMULATION" : "");
    }

    private Pen page(PDDocument document, @Nullable Pen before) throws IOException {
        close(before);
        PDPage page = new PDPage(new PDRectangle(
                Pen.mm(template.page().width()), Pen.mm(template.page().height())));
        document.addPage(page);
        return new Pen(document, page, font);
    }

    private void close(@Nullable Pen pen) throws IOException {
        if (pen != null) {
            pen.close();
        }
    }

    private void label(Pen pen, int at, UnitRecord unit) throws IOException {
        int column = at % template.columns();
        int row = at / template.columns();
        double left = template.margins().left()
                + column * (template.label().width() + template.gaps().columns())
                + template.padding();
        double top = template.margins().top()
                + row * (template.label().height() + template.gaps().rows())
                + template.padding();
        double wide = template.label().width() - 2 * template.padding();
        double high = template.label().height() - 2 * template.padding();
        if (template.qr() > 0) {
            QrCode code = QrCode.of(code(summary, unit));
            pen.qr(Pen.mm(left), Pen.mm(top + (high - template.qr()) / 2), Pen.mm(template.qr()), code);
            // The quiet zone of four modules.
            double taken = template.qr() * (1 + 4.0 / code.modules());
            left += taken;
            wide -= taken;
        }
        if (wide >= 5) {
            lines(pen, Pen.mm(left), Pen.mm(top), Pen.mm(wide), Pen.mm(high), unit);
        }
    }

    private void lines(Pen pen, float left, float top, float wide, float high, UnitRecord unit) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (LabelTemplate.Field field : template.fields()) {
            lines.addAll(lines(field, unit, wide));
        }
        if (summary.simulated()) {
            lines.add(new Line(text.say("simulation"), true));
        }
        float most = Math.min(MOST, high / (lines.size() * 1.25f));
        float step = most * 1.25f;
        float y = top + (high - step * lines.size()) / 2 + most * 0.95f;
        for (Line line : lines) {
            float least = Math.min(LEAST, most);
            float size = font.fitting(line.text(), most, least, wide);
            String shown = font.cut(line.text(), size, wide);
            if (line.warning()) {
                // White on black: a module that must not leave is seen from afar, also in black and white.
                pen.fill(left - 1.5f, y - size * 0.92f, font.width(shown, size) + 3, size * 1.18f, Ink.BLACK);
            }
            pen.text(left, y, shown, new Ink(size, line.strong(), line.warning() ? Color.WHITE : Ink.BLACK));
            y += step;
        }
    }

    private record Line(String text, boolean strong, boolean warning) {
        Line(String text, boolean strong) {
            this(text, strong, false);
        }
    }

    private List<Line> lines(LabelTemplate.Field field, UnitRecord unit, float wide) {
        return switch (field) {
            case SN -> serial(unit.sn().orElseThrow().grouped(), wide);
            case RESULT -> List.of(new Line(result(unit), true, !unit.passed()));
            case BATCH -> List.of(new Line(text.say("label.batch", summary.bench() + "/" + summary.batch()), false));
            case DATE -> List.of(new Line(text.day(unit.ended().orElse(summary.started())), false));
            case KEYS -> List.of(new Line(keys(unit), false));
            case BENCH -> List.of(new Line(summary.bench(), false));
            case OPERATOR -> List.of(new Line(summary.operator(), false));
            case PROFILE -> List.of(new Line(summary.profile(), false));
            case READER -> List.of(new Line(text.place(unit), false));
            case SET -> List.of(new Line("KCV(T) " + summary.setKcv(), false));
        };
    }

    private String result(UnitRecord unit) {
        String beside = unit.setAside().isPresent()
                ? text.say("label.setAside")
                : unit.keysPlanned() == 0 && unit.keys().isEmpty() ? "" : keys(unit);
        return text.state(unit.state()) + (beside.isEmpty() ? "" : " · " + beside);
    }

    private String keys(UnitRecord unit) {
        return text.say("label.keys", unit.counts().of(KeyClass.LOADED), unit.keysPlanned());
    }

    /** A serial number is never cut: on a narrow label it takes two lines. */
    private List<Line> serial(String grouped, float wide) {
        if (font.width(grouped, 7) <= wide) {
            return List.of(new Line(grouped, true));
        }
        int half = grouped.length() / 2;
        return List.of(
                new Line(grouped.substring(0, half).strip(), true),
                new Line(grouped.substring(half).strip(), true));
    }
}
