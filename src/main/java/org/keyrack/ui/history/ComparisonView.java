package org.keyrack.ui.history;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.keyrack.report.Comparison;
import org.keyrack.ui.kit.Texts;

/** How batches compare: charts over time, and below them the yields. */
final class ComparisonView extends VBox {
    private final CompareCharts charts;
    private final StatisticsTable statistics;

    /** @param save writes the yields and causes as a table into a file */
    ComparisonView(Texts texts, Consumer<Path> save) {
        this.charts = new CompareCharts(texts);
        this.statistics = new StatisticsTable(texts, save);
        getStyleClass().add("step");
        VBox.setVgrow(this, Priority.ALWAYS);
        getChildren().setAll(charts, statistics);
    }

    void show(Comparison comparison) {
        charts.show(comparison);
        statistics.show(comparison.statistics());
    }
}
