package org.keyrack.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * Every form of one batch's report. The same facts, language and zone give the same bytes.
 *
 * @param facts what the ledger says
 * @param text the language
 */
public record BatchReport(BatchFacts facts, ReportText text) {
    /** A PDF, A4: result, evidence and room for two signatures on the first page, then every module, worst first. */
    public byte[] pdf() throws IOException {
        return BatchPdf.write(facts, text);
    }

    /** CSV (RFC 4180, UTF-8), a line for each unit that was seen, passed or failed; worst first. */
    public String unitsCsv() throws IOException {
        return BatchCsv.units(facts, text);
    }

    /** CSV, a line for each key of each unit. */
    public String keysCsv() throws IOException {
        return BatchCsv.keys(facts, text);
    }

    /** One object of the shape of {@code schema/report.schema.json}. */
    public ObjectNode json() {
        return BatchJson.of(facts, text);
    }

    /**
     * A PDF with a label for each unit, in the order of the readers.
     *
     * @param skip places of the first sheet that are used up already
     */
    public byte[] labels(LabelTemplate template, int skip) throws IOException {
        return LabelSheet.write(facts, template, skip, text);
    }

    /**
     * The first pages of a PDF as PNG files, for a preview.
     *
     * @param most pages at most
     * @param dpi dots per inch
     */
    public static List<byte[]> pages(byte[] pdf, int most, float dpi) throws IOException {
        return PageImages.png(pdf, most, dpi);
    }
}
