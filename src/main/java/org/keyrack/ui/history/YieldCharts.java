package org.keyrack.ui.history;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.keyrack.report.Comparison.CauseTotal;
import org.keyrack.report.Statistics.Row;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Texts;

/**
 * The table of yields as bars, and the causes of failed tries, the most frequent first (Pareto), as bars and as a table with
 * their shares. A bar has a number or a pattern beside its colour.
 */
final class YieldCharts extends VBox {
    /** Bars that can be told apart in the smallest window. */
    private static final int MOST = 16;

    /** Percent. */
    private static final int WHOLE = 100;

    private static final double ROWS = 190;
    private static final double WIDE = 300;

    private final Texts texts;
    private final ChartParts parts;
    private final HBox charts = new HBox();
    private final Label title = new Label();
    private final TableView<Share> causes = new TableView<>();

    /**
     * A cause among the others.
     *
     * @param number its place, from 1
     * @param upTo tries that failed by it or by one before it
     * @param all tries that failed
     */
    private record Share(int number, CauseTotal cause, int upTo, int all) {}

    YieldCharts(Texts texts) {
        this.texts = texts;
        this.parts = new ChartParts(texts);
        getStyleClass().add("compare-charts");
        charts.getStyleClass().add("compare-row");
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        causes.setId("history-causes");
        causes.setAccessibleText(texts.get("statistics.pareto"));
        causes.setPlaceholder(new Label(texts.get("history.compare.noFailures")));
        causes.setMinHeight(ROWS);
        causes.setPrefHeight(ROWS);
        causes.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        causes.getColumns()
                .setAll(List.of(
                        column("statistics.column.number", 50, share -> number(share.number())),
                        column(
                                "statistics.column.failures",
                                112,
                                share -> number(share.cause().units())),
                        column(
                                "statistics.column.share",
                                80,
                                share -> percent(share.cause().units(), share.all())),
                        column("statistics.column.upTo", 110, share -> percent(share.upTo(), share.all())),
                        why()));
        getChildren().setAll(charts, title, causes);
    }

    private TableColumn<Share, String> column(String key, double wide, Function<Share, String> text) {
        TableColumn<Share, String> column = new TableColumn<>(texts.get(key));
        column.setPrefWidth(wide);
        column.setMinWidth(wide);
        Columns.text(column, text);
        return column;
    }

    private TableColumn<Share, String> why() {
        TableColumn<Share, String> column =
                column("statistics.column.why", WIDE, share -> share.cause().sentence());
        Columns.wrapped(column, share -> share.cause().sentence());
        return column;
    }

    /**
     * Draws them.
     *
     * @param rows of the table, in its order
     * @param chosen whose causes are shown
     * @param name of that one; empty for all modules
     */
    void show(List<Row> rows, Row chosen, String name) {
        List<Share> shares = shares(chosen);
        charts.getChildren().setAll(yields(rows), pareto(shares));
        charts.getChildren().forEach(chart -> HBox.setHgrow(chart, Priority.ALWAYS));
        title.setText(name.isEmpty() ? texts.get("statistics.pareto") : texts.format("statistics.pareto.of", name));
        causes.getItems().setAll(shares);
    }

    private static List<Share> shares(Row row) {
        List<Share> shares = new ArrayList<>();
        int upTo = 0;
        for (CauseTotal cause : row.causes()) {
            upTo += cause.units();
            shares.add(new Share(shares.size() + 1, cause, upTo, row.failures()));
        }
        return shares;
    }

    private VBox yields(List<Row> rows) {
        NumberAxis axis = parts.numbersUpTo(WHOLE);
        axis.setUpperBound(WHOLE);
        BarChart<String, Number> chart = new BarChart<>(parts.categories("statistics.column.value"), axis);
        List<Row> drawn =
                rows.stream().filter(row -> row.modules() > 0).limit(MOST).toList();
        for (int series = 0; series < 2; series++) {
            boolean first = series == 0;
            XYChart.Series<String, Number> bars = new XYChart.Series<>();
            for (Row row : drawn) {
                double share = first ? row.firstPassYield() : row.finalYield();
                XYChart.Data<String, Number> bar = new XYChart.Data<>(value(row), share * WHOLE);
                bar.setNode(new StackPane());
                bars.getData().add(bar);
            }
            chart.getData().add(bars);
        }
        // The chart gives what it takes in styles and texts of its own.
        for (int series = 0; series < 2; series++) {
            String key = series == 0 ? "statistics.first.bar" : "statistics.retry.bar";
            for (XYChart.Data<String, Number> bar : chart.getData().get(series).getData()) {
                bar.getNode().getStyleClass().addAll("cause", style(series));
                ChartParts.say(
                        bar, texts.format(key, bar.getXValue(), bar.getYValue().doubleValue() / WHOLE));
            }
        }
        chart.setId("history-yields");
        VBox box = parts.titled("statistics.yields", chart);
        box.getChildren().addAll(legend(0, "statistics.column.first"), legend(1, "statistics.column.retry"));
        return box;
    }

    /** Solid for the first try, hatched for what retries have added up to. */
    private static String style(int series) {
        return series == 0 ? "cause-6" : "cause-2";
    }

    private HBox legend(int series, String key) {
        StackPane sample = new StackPane();
        sample.getStyleClass().addAll("cause", style(series));
        sample.setMinSize(28, 20);
        sample.setMaxSize(28, 20);
        HBox row = new HBox(sample, new Label(texts.get(key)));
        row.getStyleClass().add("compare-row");
        return row;
    }

    private VBox pareto(List<Share> shares) {
        if (shares.isEmpty()) {
            return parts.titled("statistics.pareto", new Label(texts.get("history.compare.noFailures")));
        }
        BarChart<String, Number> chart = new BarChart<>(
                parts.categories("statistics.column.number"),
                parts.numbersUpTo(shares.get(0).cause().units()));
        XYChart.Series<String, Number> bars = new XYChart.Series<>();
        shares.stream().limit(MOST).forEach(share -> bars.getData().add(bar(share)));
        chart.getData().add(bars);
        for (int i = 0; i < bars.getData().size(); i++) {
            Share share = shares.get(i);
            ChartParts.say(
                    bars.getData().get(i),
                    texts.format(
                            "history.compare.cause",
                            share.cause().units(),
                            share.cause().sentence()));
        }
        chart.setId("history-pareto");
        return parts.titled("statistics.pareto", chart);
    }

    private XYChart.Data<String, Number> bar(Share share) {
        Label value = new Label(number(share.cause().units()));
        value.getStyleClass().add("compare-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        StackPane node = new StackPane(value);
        StackPane.setAlignment(value, Pos.TOP_CENTER);
        XYChart.Data<String, Number> bar =
                new XYChart.Data<>(number(share.number()), share.cause().units());
        bar.setNode(node);
        return bar;
    }

    private static String value(Row row) {
        return row.value().isEmpty() ? "–" : row.value();
    }

    private String number(int count) {
        return NumberFormat.getIntegerInstance(texts.locale()).format(count);
    }

    private String percent(int some, int all) {
        return all == 0 ? "–" : NumberFormat.getPercentInstance(texts.locale()).format((double) some / all);
    }
}
