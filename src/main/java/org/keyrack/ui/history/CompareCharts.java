package org.keyrack.ui.history;

import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.StackedBarChart;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.keyrack.report.Comparison;
import org.keyrack.report.Comparison.CauseTotal;
import org.keyrack.report.Comparison.Point;
import org.keyrack.ui.kit.Texts;

/**
 * Batches over time: keys per minute, and modules not done by cause. Each cause has a number, a pattern and a colour, the same
 * in the bars and in the legend.
 */
final class CompareCharts extends VBox {
    /** The last stands for all further causes. */
    private static final int CAUSES = 6;

    private final Texts texts;
    private final ChartParts parts;

    CompareCharts(Texts texts) {
        this.texts = texts;
        this.parts = new ChartParts(texts);
        getStyleClass().add("compare-charts");
        VBox.setVgrow(this, Priority.ALWAYS);
    }

    void show(Comparison comparison) {
        HBox charts = new HBox(rates(comparison.points()));
        charts.getStyleClass().add("compare-row");
        VBox failures = comparison.causes().isEmpty() ? noFailures() : failures(comparison);
        charts.getChildren().add(failures);
        charts.getChildren().forEach(chart -> HBox.setHgrow(chart, Priority.ALWAYS));
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().setAll(charts);
        if (!comparison.causes().isEmpty()) {
            getChildren().add(legend(comparison.causes()));
        }
    }

    private static String name(Point point) {
        return String.valueOf(point.summary().batch());
    }

    /** Batches of two benches may have the same number; a bar chart takes equal names for one. */
    private static String category(List<Point> points, int index) {
        String name = name(points.get(index));
        long same = points.stream().filter(point -> name(point).equals(name)).count();
        return same > 1 ? points.get(index).summary().bench() + "/" + name : name;
    }

    private VBox rates(List<Point> points) {
        XYChart.Series<String, Number> series = new XYChart.Series<>();
        for (int i = 0; i < points.size(); i++) {
            long rate = Math.round(points.get(i).keysPerMinute().orElse(0));
            XYChart.Data<String, Number> bar = new XYChart.Data<>(category(points, i), rate);
            Label value = new Label(texts.format("history.number", rate));
            value.getStyleClass().add("compare-value");
            // A number is wider than its bar when there are many.
            value.setMinWidth(Region.USE_PREF_SIZE);
            StackPane node = new StackPane(value);
            StackPane.setAlignment(value, Pos.TOP_CENTER);
            bar.setNode(node);
            series.getData().add(bar);
        }
        int highest = points.stream()
                .mapToInt(point ->
                        Math.toIntExact(Math.round(point.keysPerMinute().orElse(0))))
                .max()
                .orElse(0);
        BarChart<String, Number> chart =
                new BarChart<>(parts.categories("history.compare.batch"), parts.numbersUpTo(highest));
        chart.getData().add(series);
        for (XYChart.Data<String, Number> bar : series.getData()) {
            ChartParts.say(bar, texts.format("history.compare.rate.bar", bar.getXValue(), bar.getYValue()));
        }
        chart.setId("history-rates");
        return parts.titled("history.compare.rate", chart);
    }

    private VBox failures(Comparison comparison) {
        List<Point> points = comparison.points();
        NumberAxis axis =
                parts.numbersUpTo(points.stream().mapToInt(Point::notDone).max().orElse(1));
        StackedBarChart<String, Number> chart = new StackedBarChart<>(parts.categories("history.compare.batch"), axis);
        int shown = Math.min(CAUSES, comparison.causes().size());
        for (int cause = 0; cause < shown; cause++) {
            XYChart.Series<String, Number> series = new XYChart.Series<>();
            for (int i = 0; i < points.size(); i++) {
                int units = units(comparison.causes(), cause, points.get(i).failures());
                series.getData().add(bar(cause, category(points, i), units));
            }
            chart.getData().add(series);
        }
        // The chart replaces the style classes and texts of what it takes in, of all series with each.
        for (int cause = 0; cause < shown; cause++) {
            for (XYChart.Data<String, Number> bar : chart.getData().get(cause).getData()) {
                bar.getNode().getStyleClass().addAll("cause", "cause-" + (cause + 1));
                ChartParts.say(
                        bar, texts.format("history.compare.failures.bar", bar.getXValue(), cause + 1, bar.getYValue()));
            }
        }
        chart.setId("history-failures");
        return parts.titled("history.compare.failures", chart);
    }

    /** A cause; with the last one that is shown, all further ones. */
    private static List<CauseTotal> from(List<CauseTotal> causes, int cause) {
        return causes.subList(cause, cause == CAUSES - 1 ? causes.size() : cause + 1);
    }

    private static int units(List<CauseTotal> causes, int cause, Map<String, Integer> failures) {
        return from(causes, cause).stream()
                .mapToInt(one -> failures.getOrDefault(one.sentence(), 0))
                .sum();
    }

    private XYChart.Data<String, Number> bar(int cause, String batch, int units) {
        XYChart.Data<String, Number> bar = new XYChart.Data<>(batch, units);
        StackPane node = pattern(cause);
        node.setVisible(units > 0);
        bar.setNode(node);
        return bar;
    }

    private static StackPane pattern(int cause) {
        Label number = new Label(String.valueOf(cause + 1));
        number.getStyleClass().add("cause-number");
        StackPane node = new StackPane(number);
        node.setMinSize(0, 0);
        node.getStyleClass().addAll("cause", "cause-" + (cause + 1));
        return node;
    }

    private VBox legend(List<CauseTotal> causes) {
        VBox legend = new VBox();
        legend.getStyleClass().add("compare-legend");
        int shown = Math.min(CAUSES, causes.size());
        for (int cause = 0; cause < shown; cause++) {
            List<CauseTotal> same = from(causes, cause);
            int units = same.stream().mapToInt(CauseTotal::units).sum();
            String sentence = same.size() > 1
                    ? texts.get("history.compare.others")
                    : causes.get(cause).sentence();
            Label text = new Label(texts.format("history.compare.cause", units, sentence));
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(text, Priority.ALWAYS);
            StackPane sample = pattern(cause);
            sample.setMinSize(28, 20);
            sample.setMaxSize(28, 20);
            HBox row = new HBox(sample, text);
            row.getStyleClass().add("compare-row");
            legend.getChildren().add(row);
        }
        return legend;
    }

    private VBox noFailures() {
        return parts.titled("history.compare.failures", new Label(texts.get("history.compare.noFailures")));
    }
}
