package org.keyrack.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.journal.KeyClass;
import org.keyrack.report.Comparison.Point;

/** Batches over time as a table: a line for each batch and cause; a batch without failures has one line. */
final class ComparisonCsv {
    static final List<String> COLUMNS = List.of(
            "bench",
            "batch",
            "simulated",
            "started",
            "ended",
            "operator",
            "profile",
            "units",
            "unitsNotDone",
            "keysLoaded",
            "keysFailed",
            "keysUnknown",
            "keysPerMinute",
            "cause",
            "unitsOfCause");

    private ComparisonCsv() {}

    static String write(Comparison comparison, ReportText text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Point point : comparison.points()) {
            if (point.failures().isEmpty()) {
                rows.add(row(point, "", 0));
            }
            point.failures().forEach((cause, units) -> rows.add(row(point, cause, units)));
        }
        return SafeCsv.write(text.locale(), COLUMNS, rows);
    }

    private static List<String> row(Point point, String cause, int units) {
        var summary = point.summary();
        return List.of(
                summary.bench(),
                String.valueOf(summary.batch()),
                String.valueOf(summary.simulated()),
                summary.started().toString(),
                summary.ended().map(Object::toString).orElse(""),
                summary.operator(),
                summary.profile(),
                String.valueOf(point.units()),
                String.valueOf(point.notDone()),
                String.valueOf(summary.counts().of(KeyClass.LOADED)),
                String.valueOf(summary.counts().of(KeyClass.FAILED)),
                String.valueOf(summary.counts().of(KeyClass.UNKNOWN)),
                point.keysPerMinute().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.1f", point.keysPerMinute().getAsDouble())
                        : "",
                cause,
                String.valueOf(units));
    }
}
