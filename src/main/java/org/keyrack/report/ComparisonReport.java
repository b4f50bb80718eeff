package org.keyrack.report;

import java.io.IOException;

/**
 * Every form of a comparison of batches.
 *
 * @param comparison chart data
 * @param text the language
 */
public record ComparisonReport(Comparison comparison, ReportText text) {
    /** A PDF, A4: rates, failures by cause, figures. */
    public byte[] pdf() throws IOException {
        return ComparisonPdf.write(comparison, text);
    }

    /** The first page as a PNG file. */
    public byte[] png(float dpi) throws IOException {
        return PageImages.png(pdf(), 1, dpi).get(0);
    }

    /** CSV of yields and causes by slot, reader, operator, day and bench. */
    public String statisticsCsv() throws IOException {
        return StatisticsCsv.write(comparison.statistics(), text);
    }

    /** CSV, a line for each batch and cause. */
    public String csv() throws IOException {
        return ComparisonCsv.write(comparison, text);
    }
}
