package org.keyrack.ui.history;

import java.text.NumberFormat;
import javafx.scene.chart.CategoryAxis;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Texts;

/** What the charts of the history are put together from: a title over them, axes, and what each bar says. */
final class ChartParts {
    private static final int TICKS = 5;

    /** Share of the chart's height that a bar takes at most. */
    private static final double HIGHEST_BAR = 0.85;

    private final Texts texts;

    ChartParts(Texts texts) {
        this.texts = texts;
    }

    /** A chart, or what stands in its place, under its title. */
    VBox titled(String key, Region content) {
        Label title = new Label(texts.get(key));
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        if (content instanceof XYChart<?, ?> chart) {
            chart.setAnimated(false);
            chart.setLegendVisible(false);
            chart.setAccessibleText(texts.get(key));
        }
        VBox box = new VBox(title, content);
        VBox.setVgrow(content, Priority.ALWAYS);
        box.getStyleClass().add("compare-chart");
        return box;
    }

    CategoryAxis categories(String key) {
        CategoryAxis axis = new CategoryAxis();
        axis.setLabel(texts.get(key));
        axis.setAnimated(false);
        return axis;
    }

    NumberAxis numbers() {
        NumberAxis axis = new NumberAxis();
        axis.setMinorTickVisible(false);
        NumberFormat numbers = NumberFormat.getIntegerInstance(texts.locale());
        axis.setTickLabelFormatter(new OneWayConverter<>(number -> numbers.format(number)));
        axis.setAnimated(false);
        return axis;
    }

    /** An axis for what is whole and at most so much, with round steps and room for a number above the highest bar. */
    NumberAxis numbersUpTo(int most) {
        NumberAxis axis = numbers();
        int step = round(Math.max(1, (most + TICKS - 1) / TICKS));
        int upper = (most / step + 1) * step;
        axis.setAutoRanging(false);
        axis.setTickUnit(step);
        axis.setUpperBound(most > upper * HIGHEST_BAR ? upper + step : upper);
        return axis;
    }

    /** The next 1, 2 or 5 with zeros behind it. */
    private static int round(int step) {
        int power = 1;
        while (power * 10 <= step) {
            power *= 10;
        }
        return step <= power ? power : step <= 2 * power ? 2 * power : step <= 5 * power ? 5 * power : 10 * power;
    }

    /** The chart binds a text of its own to what it takes in. */
    static void say(XYChart.Data<String, Number> bar, String text) {
        bar.getNode().accessibleTextProperty().unbind();
        bar.getNode().setAccessibleText(text);
    }
}
