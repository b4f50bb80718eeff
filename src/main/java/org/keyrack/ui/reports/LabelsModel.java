package org.keyrack.ui.reports;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.keyrack.app.Reports;
import org.keyrack.journal.BatchId;
import org.keyrack.printer.Printers;
import org.keyrack.report.LabelTemplate;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.LatestAnswer;

/** View model of the label preview: the template, the places used up, and the first page as it will be printed. */
public final class LabelsModel {
    /** Dots across a page: enough to read a label of an A4 sheet on the screen. */
    private static final double DOTS = 1400;

    private static final double MOST_DPI = 300;
    private static final double MM_PER_INCH = 25.4;

    private final Desk desk;
    private final BatchId batch;
    private final ObjectProperty<String> template =
            new SimpleObjectProperty<>(this, "template", LabelTemplate.BUILT_IN.get(0));
    private final ObjectProperty<Integer> skip = new SimpleObjectProperty<>(this, "skip", 0);
    private final ReadOnlyObjectWrapper<Preview> preview =
            new ReadOnlyObjectWrapper<>(this, "preview", Preview.nothing("labels.drawing"));
    private final LatestAnswer drawing;

    public LabelsModel(Desk desk, BatchId batch) {
        this.desk = desk;
        this.batch = batch;
        this.drawing = new LatestAnswer(desk.background());
        template.set(desk.labelTemplate());
        template.subscribe(name -> draw());
        skip.subscribe(count -> draw());
    }

    /**
     * What is shown.
     *
     * @param page the first page as a PNG file; empty while it is drawn or when it cannot be
     * @param sentence why there is none; empty when there is one
     * @param places labels on a page
     */
    record Preview(Optional<byte[]> page, String key, String sentence, int places) {
        static Preview nothing(String key) {
            return new Preview(Optional.empty(), key, "", 0);
        }
    }

    private void draw() {
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        String name = template.get();
        int used = skip.get();
        preview.set(Preview.nothing("labels.drawing"));
        drawing.run(
                () -> records.with(source -> {
                    LabelTemplate chosen = Reports.template(name);
                    Reports reports = Reports.of(source, batch, locale);
                    double dpi = Math.min(
                            MOST_DPI, DOTS * MM_PER_INCH / chosen.page().width());
                    byte[] page =
                            reports.labelPages(chosen, used, 1, (float) dpi).get(0);
                    return new Preview(Optional.of(page), "", "", chosen.perPage());
                }),
                preview::set,
                failure -> preview.set(
                        new Preview(Optional.empty(), "", desk.causes().sentence(failure), 0)));
    }

    /**
     * Writes the labels as a PDF, by the same code that drew the preview.
     *
     * @param done gets the file
     */
    void save(Path file, Consumer<Path> done) {
        with(
                (reports, chosen, used) -> {
                    reports.labels(file, chosen, used);
                    return file;
                },
                done,
                "reports.notWritten");
    }

    /**
     * Hands the labels to a printer, by the same code again.
     *
     * @param done gets what the printing system calls them
     */
    void print(String printer, Consumer<String> done) {
        Printers printers = desk.context().printers();
        with(
                (reports, chosen, used) -> reports.printLabels(printers, printer, chosen, used),
                done,
                "reports.notPrinted");
    }

    /** Something that is done with the labels. */
    private interface Use<T> {
        T of(Reports reports, LabelTemplate chosen, int used) throws Exception;
    }

    private <T> void with(Use<T> use, Consumer<T> done, String failed) {
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        String name = template.get();
        int used = skip.get();
        desk.background()
                .run(
                        () -> records.with(
                                source -> use.of(Reports.of(source, batch, locale), Reports.template(name), used)),
                        done,
                        failure -> preview.set(new Preview(
                                Optional.empty(),
                                "",
                                desk.texts().format(failed, desk.causes().sentence(failure)),
                                0)));
    }

    BatchId batch() {
        return batch;
    }

    /** A built-in template's name, or a file. */
    ObjectProperty<String> templateProperty() {
        return template;
    }

    /** Places of the first sheet that are used up already. */
    ObjectProperty<Integer> skipProperty() {
        return skip;
    }

    ReadOnlyObjectProperty<Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }
}
