package org.keyrack.ui.history;

import java.io.File;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.keyrack.report.Statistics;
import org.keyrack.report.Statistics.By;
import org.keyrack.report.Statistics.Row;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Texts;

/** Yields: a sentence about all modules, a table by slot, reader, operator, day or bench, and a button that saves it as CSV. */
final class StatisticsTable extends VBox {
    private static final double ROWS = 190;

    private final Texts texts;
    private final Label all = new Label();
    private final ComboBox<By> by = new ComboBox<>();
    private final TableView<Row> table = new TableView<>();
    private final YieldCharts charts;
    private Optional<Statistics> shown = Optional.empty();

    StatisticsTable(Texts texts, Consumer<Path> save) {
        this.texts = texts;
        this.charts = new YieldCharts(texts);
        getStyleClass().add("field");
        Label title = new Label(texts.get("statistics.title"));
        title.getStyleClass().add("section-title");
        all.setId("history-yield");
        all.setWrapText(true);
        all.setMinHeight(Region.USE_PREF_SIZE);
        by.setId("history-yield-by");
        by.setAccessibleText(texts.get("statistics.by"));
        by.setConverter(new OneWayConverter<>(each -> texts.get("statistics.by." + each)));
        by.getItems().setAll(By.values());
        by.setValue(By.SLOT);
        by.setOnAction(chosen -> fill());
        Button csv = new Button(texts.get("statistics.csv"));
        csv.setId("history-yield-csv");
        csv.setMinWidth(USE_PREF_SIZE);
        csv.setOnAction(pressed -> ask(save));
        HBox.setHgrow(all, Priority.ALWAYS);
        all.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(all, by, csv);
        head.getStyleClass().add("actions");
        columns();
        table.getSelectionModel().selectedItemProperty().subscribe(row -> draw());
        getChildren().setAll(title, head, table, charts);
    }

    /** Draws what the table says, and the causes of the row that is chosen in it, else of all modules. */
    private void draw() {
        Optional<Row> chosen = Optional.ofNullable(table.getSelectionModel().getSelectedItem());
        shown.ifPresent(statistics -> charts.show(
                table.getItems(),
                chosen.orElse(statistics.all()),
                chosen.map(Row::value).orElse("")));
    }

    private void columns() {
        table.setId("history-yield-table");
        table.setAccessibleText(texts.get("statistics.title"));
        table.setPlaceholder(new Label(texts.get("statistics.none")));
        table.setMinHeight(ROWS);
        table.setPrefHeight(ROWS);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TableColumn<Row, String> cause = column("cause", 180, this::cause);
        Columns.wrapped(cause, this::cause);
        table.getColumns()
                .setAll(List.of(
                        column("value", 100, row -> row.value().isEmpty() ? "–" : row.value()),
                        column("modules", 84, row -> number(row.modules())),
                        column("first", 130, row -> percent(row.modules(), row.firstPassYield())),
                        column("retry", 156, row -> percent(row.modules(), row.finalYield())),
                        column("failures", 112, row -> number(row.failures())),
                        cause));
    }

    private TableColumn<Row, String> column(String key, double wide, java.util.function.Function<Row, String> text) {
        TableColumn<Row, String> column = new TableColumn<>(texts.get("statistics.column." + key));
        column.setPrefWidth(wide);
        column.setMinWidth(wide);
        Columns.text(column, text);
        return column;
    }

    private String cause(Row row) {
        return row.causes().stream()
                .findFirst()
                .map(most -> texts.format("history.compare.cause", most.units(), most.sentence()))
                .orElse("");
    }

    private String number(int count) {
        return NumberFormat.getIntegerInstance(texts.locale()).format(count);
    }

    /** A group in which no module was tried first has failed tries alone. */
    private String percent(int modules, double share) {
        return modules == 0
                ? "–"
                : NumberFormat.getPercentInstance(texts.locale()).format(share);
    }

    void show(Statistics statistics) {
        shown = Optional.of(statistics);
        Row whole = statistics.all();
        all.setText(texts.format(
                "statistics.all",
                whole.modules(),
                percent(whole.modules(), whole.firstPassYield()),
                percent(whole.modules(), whole.finalYield())));
        fill();
    }

    private void fill() {
        table.getItems()
                .setAll(shown.map(statistics -> statistics.groups().getOrDefault(by.getValue(), List.of()))
                        .orElse(List.of()));
        draw();
    }

    private void ask(Consumer<Path> save) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("statistics.csv"));
        chooser.setInitialFileName("statistics.csv");
        Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(save);
    }
}
