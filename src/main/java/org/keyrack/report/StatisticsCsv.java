package org.keyrack.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.report.Comparison.CauseTotal;
import org.keyrack.report.Statistics.By;
import org.keyrack.report.Statistics.Row;

/** Yields and causes as a table: a line for each group and cause; a group without failures has one line. */
final class StatisticsCsv {
    static final List<String> COLUMNS = List.of(
            "by",
            "value",
            "modules",
            "firstPass",
            "firstPassPercent",
            "afterRetry",
            "afterRetryPercent",
            "cause",
            "triesOfCause",
            "cumulativePercent");

    private StatisticsCsv() {}

    static String write(Statistics statistics, ReportText text) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "all", statistics.all());
        for (By by : By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            statistics.groups().getOrDefault(by, List.of()).forEach(row -> add(rows, name, row));
        }
        return SafeCsv.write(text.locale(), COLUMNS, rows);
    }

    private static void add(List<List<String>> rows, String by, Row row) {
        if (row.causes().isEmpty()) {
            rows.add(line(by, row, "", "0", ""));
        }
        for (int i = 0; i < row.causes().size(); i++) {
            CauseTotal cause = row.causes().get(i);
            rows.add(line(by, row, cause.sentence(), String.valueOf(cause.units()), percent(row.cumulative(i + 1))));
        }
    }

    private static List<String> line(String by, Row row, String cause, String tries, String cumulative) {
        return List.of(
                by,
                row.value(),
                String.valueOf(row.modules()),
                String.valueOf(row.firstPass()),
                percent(row.firstPassYield()),
                String.valueOf(row.afterRetry()),
                percent(row.finalYield()),
                cause,
                tries,
                cumulative);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }
}
