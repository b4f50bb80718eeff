package org.keyrack.ui.history;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.HBox;
import org.keyrack.app.Resumption;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.ModuleVisit;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.history.HistoryModel.Opened;
import org.keyrack.ui.history.HistoryTree.Column;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.reports.ReportButtons;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code batch.fxml}: a batch that is opened in the history. */
public final class BatchController {
    private final Desk desk;
    private final HistoryModel model;
    private final HistoryWords words;
    private final ResumptionStart resume;
    private final ReportButtons reports;
    private HistoryTree tree;

    @FXML
    private FontIcon headlineIcon;

    @FXML
    private HBox headlineArea;

    @FXML
    private Label headline;

    @FXML
    private Label facts;

    @FXML
    private HBox leftArea;

    @FXML
    private Label left;

    @FXML
    private TreeTableView<HistoryRow> units;

    @FXML
    private Label detail;

    @FXML
    private HBox reportArea;

    public BatchController(Desk desk, HistoryModel model) {
        this.desk = desk;
        this.model = model;
        this.words = new HistoryWords(desk);
        this.resume = new ResumptionStart(desk);
        this.reports = new ReportButtons(desk, "history");
    }

    @FXML
    @Initializer
    void initialize() {
        tree = new HistoryTree(units, words, desk.texts());
        tree.columns(
                List.of(Column.NAME, Column.SLOT, Column.RESULT, Column.VERSION, Column.KCV, Column.CLOCK, Column.AS));
        units.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row ->
                        detail.setText(row == null || row.getValue() == null ? "" : words.sentence(row.getValue())));
        reportArea.getChildren().add(reports);
    }

    /** Shows a batch, its modules worst first. */
    void show(Opened opened) {
        BatchSummary batch = opened.facts().summary();
        Mark mark = Mark.of(batch);
        headline.setText(words.headline(batch));
        headlineIcon.setIconLiteral(mark.icon());
        headlineArea.getStyleClass().removeIf(style -> style.startsWith("mark-"));
        headlineArea.getStyleClass().add(mark.style());
        facts.setText(words.facts(batch));
        tree.show(
                opened.facts().worstFirst().stream()
                        .map(unit -> new ModuleVisit(batch, unit))
                        .toList(),
                false);
        String sentence = opened.left().map(this::left).orElse("");
        left.setText(sentence);
        Shown.set(leftArea, !sentence.isEmpty());
        reports.show(Optional.of(batch.id()));
    }

    private String left(Resumption open) {
        return words.left(open);
    }

    /** Why the batch shown cannot be resumed now; empty when it can, or when it has nothing left. */
    String resumeBlocked() {
        return model.openedProperty()
                .get()
                .flatMap(Opened::left)
                .flatMap(this::closed)
                .orElse("");
    }

    private Optional<String> closed(Resumption open) {
        return resume.closed(open)
                .map(key -> desk.texts().format(key, open.batch().bench()));
    }

    void resume() {
        model.openedProperty()
                .get()
                .flatMap(Opened::left)
                .ifPresent(open -> resume.resume(open, units.getScene().getWindow()));
    }

    Node firstFocus() {
        return units;
    }

    @FXML
    void allPressed() {
        model.backToBatches();
    }
}
