package org.keyrack.report;

import java.awt.Color;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.keyrack.journal.KeyClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.report.Comparison.CauseTotal;
import org.keyrack.report.Comparison.Point;

/** Batches over time on paper: a chart of their rates, a chart of their failures by cause, and the figures. */
final class ComparisonPdf {
    private static final float CHART = 120;
    private static final float AXIS = 34;
    /** The last stands for all further causes. Numbers stand in the bars: colours alone tell nothing. */
    private static final Color[] COLORS = {
        Ink.BAD, Ink.BLUE, Ink.OPEN, new Color(0x9A6700), new Color(0x1B7F5C), Ink.GREY
    };

    private final Comparison comparison;
    private final ReportText text;

    private ComparisonPdf(Comparison comparison, ReportText text) {
        this.comparison = comparison;
        this.text = text;
    }

    static byte[] write(Comparison comparison, ReportText text) throws IOException {
        return new ComparisonPdf(comparison, text).write();
    }

    private byte[] write() throws IOException {
        List<Point> points = comparison.points();
        String benches =
                points.stream().map(point -> point.summary().bench()).distinct().collect(Collectors.joining(", "));
        String name = text.say("comparison.name", points.size(), benches);
        boolean simulated = points.stream().anyMatch(point -> point.summary().simulated());
        Sheets.Frame frame = new Sheets.Frame(
                "KeyRack · " + text.say("comparison.title"),
                name,
                simulated ? text.say("simulation") : "",
                name,
                (page, pages) -> text.say("foot.page", page, pages));
        Instant made = points.isEmpty()
                ? Instant.EPOCH
                : points.get(points.size() - 1).summary().started();
        try (Sheets sheets =
                new Sheets(frame, text.say("comparison.title"), text.locale().getLanguage(), made)) {
            sheets.newPage();
            sheets.down(16);
            sheets.pen().text(Sheets.LEFT, sheets.y(), text.say("comparison.title"), Ink.TITLE);
            sheets.down(17);
            sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, name, Ink.TEXT.at(11));
            sheets.heading(text.say("comparison.rate"), CHART + 40);
            chart(sheets, point -> point.keysPerMinute().orElse(0), false);
            sheets.heading(text.say("comparison.failures"), comparison.causes().isEmpty() ? 13 : CHART + 40);
            if (comparison.causes().isEmpty()) {
                sheets.paragraph(Sheets.LEFT, Sheets.WIDTH, text.say("comparison.noFailures"), Ink.TEXT);
            } else {
                chart(sheets, Point::notDone, true);
                legend(sheets);
            }
            table(sheets);
            return sheets.finish();
        }
    }

    private void chart(Sheets sheets, ToDoubleFunction<Point> value, boolean byCause) throws IOException {
        List<Point> points = comparison.points();
        sheets.keep(CHART + 40);
        double most = points.stream().mapToDouble(value).max().orElse(0);
        double top = roundTop(most);
        float left = Sheets.LEFT + AXIS;
        float wide = Sheets.WIDTH - AXIS;
        float base = sheets.y() + CHART;
        Pen pen = sheets.pen();
        int steps = top < 4 ? (int) top : 4;
        for (int i = 0; i <= steps; i++) {
            float y = base - CHART * i / steps;
            pen.line(left, y, left + wide, y, Ink.RULE, i == 0 ? 0.9f : 0.4f);
            pen.right(left - 5, y + 2.5f, text.say("comparison.number", top * i / steps), Ink.SMALL.at(7));
        }
        float slot = wide / Math.max(1, points.size());
        float bar = Math.min(26, slot * 0.66f);
        int every = (int) Math.ceil(26 / slot);
        for (int i = 0; i < points.size(); i++) {
            float x = left + slot * i + (slot - bar) / 2;
            if (byCause) {
                stack(pen, points.get(i), x, base, bar, top);
            } else {
                float high = (float) (CHART * value.applyAsDouble(points.get(i)) / top);
                pen.fill(x, base - high, bar, high, Ink.BLUE);
            }
            if (i % every == 0) {
                String number = String.valueOf(points.get(i).summary().batch());
                pen.centred(x + bar / 2, base + 9, number, Ink.SMALL.at(7));
            }
        }
        pen.right(left - 5, base + 9, text.say("comparison.batch"), Ink.SMALL.at(7));
        sheets.down(CHART + 26);
    }

    private void stack(Pen pen, Point point, float x, float base, float bar, double top) throws IOException {
        float y = base;
        float rest = 0;
        for (int i = 0; i < comparison.causes().size(); i++) {
            int units = point.failures().getOrDefault(comparison.causes().get(i).sentence(), 0);
            float high = (float) (CHART * units / top);
            if (i >= COLORS.length - 1) {
                rest += high;
            } else if (high > 0) {
                y -= high;
                part(pen, x, y, bar, high, i);
            }
        }
        if (rest > 0) {
            part(pen, x, y - rest, bar, rest, COLORS.length - 1);
        }
    }

    /** A part of a bar with its cause's number in it, so that it can be told without its colour. */
    private void part(Pen pen, float x, float y, float wide, float high, int cause) throws IOException {
        pen.fill(x, y, wide, high, COLORS[cause]);
        pen.box(x, y, wide, high, Color.WHITE, 0.5f);
        if (high >= 8 && wide >= 7) {
            pen.centred(x + wide / 2, y + high / 2 + 2.5f, String.valueOf(cause + 1), new Ink(7, true, Color.WHITE));
        }
    }

    private void legend(Sheets sheets) throws IOException {
        List<CauseTotal> causes = comparison.causes();
        int last = COLORS.length - 1;
        for (int i = 0; i < Math.min(causes.size(), last); i++) {
            legend(sheets, i, causes.get(i).units(), causes.get(i).sentence());
        }
        if (causes.size() > last) {
            int units = causes.stream().skip(last).mapToInt(CauseTotal::units).sum();
            legend(sheets, last, units, text.say("comparison.others"));
        }
    }

    private void legend(Sheets sheets, int cause, int units, String sentence) throws IOException {
        float column = 46;
        sheets.keep(Math.min(60, sheets.height(sentence, Ink.TEXT, Sheets.WIDTH - column)));
        Pen pen = sheets.pen();
        pen.fill(Sheets.LEFT, sheets.y() - 7.5f, 11, 10, COLORS[cause]);
        pen.centred(Sheets.LEFT + 5.5f, sheets.y(), String.valueOf(cause + 1), new Ink(7, true, Color.WHITE));
        pen.text(Sheets.LEFT + 17, sheets.y(), text.say("causes.units", units), Ink.STRONG);
        sheets.paragraph(Sheets.LEFT + column, Sheets.WIDTH - column, sentence, Ink.TEXT);
        sheets.down(2);
    }

    private void table(Sheets sheets) throws IOException {
        sheets.heading(text.say("comparison.table"), 34);
        header(sheets);
        for (Point point : comparison.points()) {
            if (sheets.keep(13)) {
                header(sheets);
            }
            BatchSummary summary = point.summary();
            OptionalDouble rate = point.keysPerMinute();
            cells(
                    sheets,
                    Ink.CELL,
                    summary.bench() + "/" + summary.batch(),
                    text.day(summary.started()),
                    String.valueOf(point.units()),
                    String.valueOf(point.notDone()),
                    String.valueOf(summary.counts().of(KeyClass.LOADED)),
                    summary.duration().map(text::duration).orElse("–"),
                    rate.isPresent() ? text.say("comparison.number", rate.getAsDouble()) : "–");
            sheets.pen().line(Sheets.LEFT, sheets.y() - 9, Sheets.RIGHT, sheets.y() - 9, Ink.RULE, 0.3f);
        }
    }

    private void header(Sheets sheets) throws IOException {
        sheets.down(4);
        sheets.pen().fill(Sheets.LEFT, sheets.y() - 9, Sheets.WIDTH, 13, Ink.SHADE);
        cells(
                sheets,
                Ink.SMALL,
                text.say("comparison.batch"),
                text.say("comparison.day"),
                text.say("comparison.modules"),
                text.say("comparison.notDone"),
                text.say("comparison.keys"),
                text.say("comparison.duration"),
                text.say("comparison.perMinute"));
    }

    private void cells(Sheets sheets, Ink ink, String first, String second, String... numbers) throws IOException {
        float number = Sheets.WIDTH * 0.11f;
        float rest = Sheets.WIDTH - number * numbers.length - 8;
        float date = 66;
        sheets.pen().text(Sheets.LEFT + 4, sheets.y(), sheets.font().cut(first, ink.size(), rest - date - 6), ink);
        sheets.pen().text(Sheets.LEFT + rest - date, sheets.y(), second, ink);
        for (int i = 0; i < numbers.length; i++) {
            float right = Sheets.LEFT + rest + number * (i + 1);
            sheets.pen().right(right, sheets.y(), sheets.font().cut(numbers[i], ink.size(), number - 3), ink);
        }
        sheets.down(13);
    }

    /** The next of 1, 2, 4, 5, 8, 10 and their tenfolds. */
    private static double roundTop(double most) {
        if (most <= 0) {
            return 1;
        }
        double scale = Math.max(1, Math.pow(10, Math.floor(Math.log10(most))));
        for (double step : new double[] {1, 2, 4, 5, 8, 10}) {
            if (most <= step * scale) {
                return step * scale;
            }
        }
        return scale * 10;
    }
}
