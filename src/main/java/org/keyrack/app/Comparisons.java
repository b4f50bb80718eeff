package org.keyrack.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.ledger.PageStart;
import org.keyrack.report.BatchFacts;
import org.keyrack.report.Comparison;
import org.keyrack.report.ComparisonReport;
import org.keyrack.report.ReportText;

/** How batches compare over time, as data, files and a picture. Not for the JavaFX thread. */
public final class Comparisons {
    private final ComparisonReport report;

    private Comparisons(ComparisonReport report) {
        this.report = report;
    }

    /**
     * Compares the newest batches.
     *
     * @param bench only this bench's; empty compares all
     * @param most batches at most
     */
    public static Comparisons of(ReportSource source, Optional<String> bench, int most, Locale locale) {
        List<BatchFacts> batches = source.batches(bench, PageStart.NEWEST, most).batches().stream()
                .flatMap(batch -> source.batch(batch.id()).stream())
                .toList();
        ReportText text = Reports.text(locale);
        return new Comparisons(new ComparisonReport(Comparison.of(batches, text), text));
    }

    /** What the charts show. */
    public Comparison data() {
        return report.comparison();
    }

    public void pdf(Path file) throws IOException {
        Reports.write(file, report.pdf());
    }

    /** The first page: the charts. */
    public void png(Path file) throws IOException {
        Reports.write(file, png(150));
    }

    /** The first page as a PNG file's bytes. */
    public byte[] png(float dpi) throws IOException {
        return report.png(dpi);
    }

    /** Yields and causes by slot, reader, operator, day and bench. */
    public void statistics(Path file) throws IOException {
        Reports.write(file, report.statisticsCsv().getBytes(StandardCharsets.UTF_8));
    }

    public void csv(Path file) throws IOException {
        Reports.write(file, report.csv().getBytes(StandardCharsets.UTF_8));
    }
}
