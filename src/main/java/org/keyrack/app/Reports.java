package org.keyrack.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyrack.files.OutputFile;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.language.Wording;
import org.keyrack.printer.PrintTask;
import org.keyrack.printer.PrinterException;
import org.keyrack.printer.Printers;
import org.keyrack.report.BatchFacts;
import org.keyrack.report.BatchReport;
import org.keyrack.report.LabelTemplate;
import org.keyrack.report.ReportText;
import org.keyrack.report.TemplateException;

/** The reports of one batch as files and as pictures. Every file is there whole or not at all. Not for the JavaFX thread. */
public final class Reports {
    private final BatchReport report;

    public Reports(BatchFacts facts, Locale locale) {
        this(new BatchReport(facts, text(locale)));
    }

    private Reports(BatchReport report) {
        this.report = report;
    }

    /** The same reports, which also name the modules of a list that are missing and those that are not in it. */
    public Reports expecting(ExpectedUnits list) {
        return new Reports(new BatchReport(report.facts().expecting(list), report.text()));
    }

    /**
     * The reports of a batch.
     *
     * @throws InputException when the ledger has no such batch
     */
    public static Reports of(ReportSource source, BatchId batch, Locale locale) throws InputException {
        return new Reports(
                source.batch(batch)
                        .orElseThrow(() -> new InputException(
                                Wording.of("cli").say("batch.ofBench", String.valueOf(batch.number()), batch.bench()))),
                locale);
    }

    static ReportText text(Locale locale) {
        CauseTexts causes = new CauseTexts(locale);
        return new ReportText(locale, ZoneId.systemDefault(), causes::sentence);
    }

    public BatchFacts facts() {
        return report.facts();
    }

    /** How its files begin. */
    public String fileName() {
        return facts().summary().id().fileName();
    }

    /** The report that two people sign. */
    public void pdf(Path file) throws IOException {
        write(file, report.pdf());
    }

    /** A table of every unit that was seen. */
    public void csv(Path file) throws IOException {
        write(file, report.unitsCsv().getBytes(StandardCharsets.UTF_8));
    }

    /** A table of every key. */
    public void keysCsv(Path file) throws IOException {
        write(file, report.keysCsv().getBytes(StandardCharsets.UTF_8));
    }

    /** The object of {@code schema/report.schema.json}. */
    public ObjectNode json() {
        return report.json();
    }

    /** The same as a file. */
    public void json(Path file) throws IOException {
        write(file, (json().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Labels by the first of the built-in templates. */
    public void labels(Path file) throws IOException, InputException {
        labels(file, template(LabelTemplate.BUILT_IN.get(0)), 0);
    }

    /**
     * Labels.
     *
     * @param skip places of the first sheet that are used up already
     */
    public void labels(Path file, LabelTemplate template, int skip) throws IOException {
        write(file, report.labels(template, skip));
    }

    /** Labels as a PDF, from the first place of a sheet on. */
    byte[] labelSheets(LabelTemplate template) throws IOException {
        return report.labels(template, 0);
    }

    /**
     * Hands the report to a printer.
     *
     * @return what the printing system calls it
     */
    public String print(Printers printers, String printer) throws IOException, PrinterException {
        return printers.print(PrintTask.a4(printer, fileName(), report.pdf()));
    }

    /**
     * Hands labels to a printer.
     *
     * @param skip places of the first sheet that are used up already
     * @return what the printing system calls them
     */
    public String printLabels(Printers printers, String printer, LabelTemplate template, int skip)
            throws IOException, PrinterException {
        return printers.print(new PrintTask(
                printer,
                fileName() + "-labels",
                report.labels(template, skip),
                template.page().width(),
                template.page().height()));
    }

    /**
     * The first pages of labels as PNG files.
     *
     * @param skip places of the first sheet that are used up already
     */
    public List<byte[]> labelPages(LabelTemplate template, int skip, int most, float dpi) throws IOException {
        return BatchReport.pages(report.labels(template, skip), most, dpi);
    }

    /**
     * A template by its built-in name, or of a file.
     *
     * @throws InputException saying what is wrong in it
     */
    public static LabelTemplate template(String nameOrFile) throws InputException {
        try {
            return LabelTemplate.named(nameOrFile);
        } catch (TemplateException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    /** Every form into a folder, which is made when missing. */
    public List<Path> all(Path folder, LabelTemplate template, int skip) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String ending : List.of(".pdf", "-units.csv", "-keys.csv", ".json", "-labels.pdf")) {
            files.add(folder.resolve(fileName() + ending));
        }
        pdf(files.get(0));
        csv(files.get(1));
        keysCsv(files.get(2));
        json(files.get(3));
        labels(files.get(4), template, skip);
        return files;
    }

    /** A full disk leaves no half of a report. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            OutputFile.folder(folder);
        }
        OutputFile.write(file, bytes);
    }
}
