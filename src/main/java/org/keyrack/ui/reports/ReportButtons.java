package org.keyrack.ui.reports;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;
import org.keyrack.app.Reports;
import org.keyrack.journal.BatchId;
import org.keyrack.printer.Printers;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;

/** A button for each form of a batch's report, and one for its labels. */
public final class ReportButtons extends HBox {
    private final Desk desk;
    private Optional<BatchId> batch = Optional.empty();

    /** @param prefix of the buttons' ids: {@code <prefix>-report-<form>} */
    public ReportButtons(Desk desk, String prefix) {
        this.desk = desk;
        getStyleClass().add("actions");
        for (Form form : Form.values()) {
            Button button = new Button(desk.texts().get("reports.form." + form));
            button.setMinWidth(USE_PREF_SIZE);
            button.setId(prefix + "-report-" + form);
            button.setOnAction(pressed -> batch.ifPresent(named -> pressed(form, named)));
            getChildren().add(button);
        }
        Button print = new Button(desk.texts().get("reports.print"));
        print.setMinWidth(USE_PREF_SIZE);
        print.setId(prefix + "-report-print");
        print.setOnAction(pressed -> batch.ifPresent(this::print));
        getChildren().add(print);
        show(Optional.empty());
    }

    /** What a report can be. */
    public enum Form {
        PDF(".pdf"),
        CSV(".csv"),
        JSON(".json"),
        LABELS("-labels.pdf");

        private final String ending;

        Form(String ending) {
            this.ending = ending;
        }
    }

    /** Whose reports are written; without a batch there are no buttons. */
    public void show(Optional<BatchId> named) {
        batch = named;
        Shown.set(this, named.isPresent());
    }

    private void pressed(Form form, BatchId named) {
        if (form == Form.LABELS) {
            new LabelsDialog(desk, named).show(getScene().getWindow());
            return;
        }
        FileChooser chooser = new FileChooser();
        chooser.setTitle(desk.texts().get("reports.form." + form));
        chooser.setInitialFileName(named.fileName() + form.ending);
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            write(form, named, file.toPath());
        }
    }

    /** Hands the report to the printer that Settings name; a notice says what became of it. */
    void print(BatchId named) {
        String printer = desk.settings().reportPrinterProperty().get();
        if (printer.isEmpty()) {
            desk.notices().warn("reports.noPrinter");
            return;
        }
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        Printers printers = desk.context().printers();
        desk.background()
                .run(
                        () -> records.with(
                                source -> Reports.of(source, named, locale).print(printers, printer)),
                        request -> desk.notices().info("reports.printed", printer, request),
                        failure -> desk.notices()
                                .error(desk.texts()
                                        .format(
                                                "reports.notPrinted",
                                                desk.causes().sentence(failure))));
    }

    /** Writes a report in the background; a notice says where it is, or why not. */
    void write(Form form, BatchId named, Path file) {
        LedgerRecords records = LedgerRecords.of(desk);
        Locale locale = desk.texts().locale();
        desk.background()
                .run(
                        () -> records.with(source -> {
                            Reports reports = Reports.of(source, named, locale);
                            switch (form) {
                                case PDF -> reports.pdf(file);
                                case CSV -> reports.csv(file);
                                case JSON -> reports.json(file);
                                case LABELS -> reports.labels(file);
                            }
                            return file;
                        }),
                        written -> desk.notices().written("reports.written", written),
                        failure -> desk.notices()
                                .error(desk.texts()
                                        .format(
                                                "reports.notWritten",
                                                desk.causes().sentence(failure))));
    }
}
