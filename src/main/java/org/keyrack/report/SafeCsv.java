package org.keyrack.report;

import java.io.IOException;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.keyrack.ledger.SafeCell;

/** CSV (RFC 4180) in UTF-8 that spreadsheets read as it is meant: no formula runs and no number loses its digits. */
final class SafeCsv {
    /** Tells spreadsheets that it is UTF-8. */
    private static final String MARK = "\uFEFF";

    private SafeCsv() {}

    /**
     * Writes a table.
     *
     * @param locale its decimal comma decides about semicolons between columns, which spreadsheets then want
     */
    static String write(Locale locale, List<String> header, List<List<String>> rows) throws IOException {
        StringBuilder out = new StringBuilder(MARK);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',' ? ';' : ',')
                .setHeader(header.toArray(String[]::new))
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (List<String> row : rows) {
                printer.printRecord(row.stream().map(SafeCell::of).toList());
            }
        }
        return out.toString();
    }

    /** Hexadecimal digits in groups, so that a spreadsheet does not take 123E45 or 0011 for a number. */
    static String grouped(String hex, int digits) {
        return hex.toUpperCase(Locale.ROOT).replaceAll("(.{" + digits + "})(?!$)", "$1 ");
    }
}
