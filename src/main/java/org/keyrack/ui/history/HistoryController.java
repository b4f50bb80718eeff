package org.keyrack.ui.history;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.FxmlFile;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.history.HistoryModel.Found;
import org.keyrack.ui.history.HistoryModel.Page;
import org.keyrack.ui.history.HistoryTree.Column;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.Shown;

/** Controller of {@code history.fxml}. */
public final class HistoryController extends StepController {
    private final HistoryModel model;
    private final HistoryWords words;
    private final BatchController batch;
    private final ComparisonView charts;
    private Parent batchView;
    private HistoryTree foundTree;
    private BatchFilter filter;

    @FXML
    private VBox searchArea;

    @FXML
    private TextField search;

    @FXML
    private HBox filterArea;

    @FXML
    private Label searchProblem;

    @FXML
    private Button all;

    @FXML
    private Button compare;

    @FXML
    private StackPane area;

    @FXML
    private TableView<BatchSummary> batches;

    @FXML
    private Label nothing;

    @FXML
    private HBox olderArea;

    @FXML
    private Label differences;

    @FXML
    private TableColumn<BatchSummary, String> number;

    @FXML
    private TableColumn<BatchSummary, String> time;

    @FXML
    private TableColumn<BatchSummary, String> operator;

    @FXML
    private TableColumn<BatchSummary, String> profile;

    @FXML
    private TableColumn<BatchSummary, String> done;

    @FXML
    private TableColumn<BatchSummary, String> failed;

    @FXML
    private TableColumn<BatchSummary, String> unknown;

    @FXML
    private TableColumn<BatchSummary, String> state;

    @FXML
    private VBox found;

    @FXML
    private Label foundTitle;

    @FXML
    private TreeTableView<HistoryRow> foundTable;

    @FXML
    private Label foundDetail;

    @FXML
    private VBox comparison;

    @FXML
    private VBox chartArea;

    public HistoryController(Desk desk, HistoryModel model) {
        super(desk);
        this.model = model;
        this.words = new HistoryWords(desk);
        this.batch = new BatchController(desk, model);
        this.charts = new ComparisonView(desk.texts(), model::saveStatistics);
    }

    @FXML
    @Initializer
    void initialize() {
        batchView = FxmlFile.BATCH.load(desk(), batch);
        area.getChildren().add(batchView);
        chartArea.getChildren().add(charts);
        columns();
        filter = new BatchFilter(batches, filterArea, texts());
        foundTree = new HistoryTree(foundTable, words, texts());
        foundTree.columns(List.of(
                Column.NAME,
                Column.BATCH,
                Column.SLOT,
                Column.RESULT,
                Column.VERSION,
                Column.KCV,
                Column.TIME,
                Column.OPERATOR,
                Column.AS));
        keep(foundTable.getSelectionModel().selectedItemProperty().subscribe(row -> {
            foundDetail.setText(row == null || row.getValue() == null ? "" : words.sentence(row.getValue()));
            primary(model.pageProperty().get());
        }));
        search.textProperty().bindBidirectional(model.searchProperty());
        keep(() -> search.textProperty().unbindBidirectional(model.searchProperty()));
        follow(model.searchProblemProperty(), this::showProblem);
        follow(model.batchesProperty(), this::showBatches);
        follow(
                model.olderProperty(),
                older -> Shown.set(olderArea, older(model.pageProperty().get())));
        follow(model.differencesProperty(), read -> words.show(differences, read));
        follow(model.nothingProperty(), key -> nothing.setText(texts().get(key)));
        follow(model.foundProperty(), read -> read.ifPresent(this::showFound));
        follow(model.openedProperty(), read -> {
            read.ifPresent(batch::show);
            primary(model.pageProperty().get());
        });
        follow(model.comparisonProperty(), read -> read.ifPresent(charts::show));
        follow(model.pageProperty(), this::show);
        follow(desk().bench().openProperty(), open -> {
            if (area.getScene() != null) {
                model.again();
            }
        });
        keep(batches.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> primary(model.pageProperty().get())));
        follow(
                desk().job().board().runningProperty(),
                running -> primary(model.pageProperty().get()));
    }

    private void columns() {
        Columns.text(number, words::batch);
        Columns.text(time, row -> words.minute(row.started()));
        Columns.text(operator, BatchSummary::operator);
        Columns.text(profile, BatchSummary::profile);
        Columns.text(done, row -> String.valueOf(row.counts().of(ModuleClass.DONE)));
        Columns.text(failed, row -> String.valueOf(row.counts().of(ModuleClass.FAILED)));
        Columns.text(unknown, row -> String.valueOf(row.counts().of(ModuleClass.UNKNOWN)));
        Columns.text(state, row -> texts().get(Mark.of(row).key()));
        state.setCellFactory(column -> new BatchStateCell());
        batches.getStyleClass().add("history-tree");
    }

    private void showProblem(Optional<String> key) {
        searchProblem.setText(key.map(texts()::get).orElse(""));
        Shown.set(searchProblem, key.isPresent());
        key.ifPresent(problem -> desk().notices().announce(texts().get(problem)));
    }

    private void showBatches(List<BatchSummary> now) {
        filter.show(now);
        compare.setDisable(now.isEmpty());
        // The field has the focus only as long as there is nothing to choose.
        if (!now.isEmpty() && search.isFocused() && search.getText().isEmpty()) {
            batches.requestFocus();
        }
    }

    private void showFound(Found read) {
        String digits = read.input().grouped();
        String title = read.visits().isEmpty()
                ? texts().format(read.input().whole() ? "history.found.none" : "history.found.nonePart", digits)
                : texts().format(read.more() ? "history.found.more" : "history.found", digits, read.modules(), (int)
                        read.visits().stream()
                                .map(visit -> visit.batch().bench() + " "
                                        + visit.batch().batch())
                                .distinct()
                                .count());
        foundTitle.setText(title);
        foundTree.show(read.visits(), true);
        Shown.set(foundTable, !read.visits().isEmpty());
        desk().notices().announce(title);
    }

    private void show(Page page) {
        Shown.set(batches, page == Page.BATCHES);
        Shown.set(found, page == Page.FOUND);
        Shown.set(batchView, page == Page.BATCH);
        Shown.set(comparison, page == Page.COMPARISON);
        Shown.set(searchArea, page == Page.BATCHES || page == Page.FOUND);
        Shown.set(all, page == Page.FOUND);
        Shown.set(compare, page == Page.BATCHES);
        Shown.set(filterArea, page == Page.BATCHES);
        Shown.set(olderArea, older(page));
        sentenceProperty()
                .set(
                        page == Page.BATCH
                                ? model.openedProperty()
                                        .get()
                                        .map(one -> texts().format(
                                                        "history.sentence.batch",
                                                        String.valueOf(one.facts()
                                                                .summary()
                                                                .batch()),
                                                        one.facts().summary().bench()))
                                        .orElse("")
                                : "");
        primary(page);
        if (searchArea.getScene() != null
                && desk().navigator().currentProperty().get() != null) {
            firstFocus().ifPresent(Node::requestFocus);
        }
    }

    private boolean older(Page page) {
        return page == Page.BATCHES && model.olderProperty().get().isPresent();
    }

    private void primary(Page page) {
        boolean chosen = page == Page.BATCHES
                ? batches.getSelectionModel().getSelectedItem() != null
                : foundTable.getSelectionModel().getSelectedItem() != null;
        switch (page) {
            case BATCHES -> primary("history.open", chosen ? "" : texts().get("history.blocked.choose"));
            case FOUND -> primary("history.openFound", chosen ? "" : texts().get("history.blocked.choose"));
            case BATCH -> {
                boolean left = model.openedProperty()
                        .get()
                        .filter(one -> one.left().isPresent())
                        .isPresent();
                primary(left ? "history.resume" : "", batch.resumeBlocked());
            }
            case COMPARISON -> primary("", "");
        }
    }

    private void primary(String key, String blocked) {
        primaryTextProperty().set(key.isEmpty() ? "" : texts().get(key));
        primaryBlockedProperty().set(blocked);
    }

    @Override
    public void shown() {
        model.again();
    }

    @FXML
    void searchPressed() {
        model.find();
    }

    @FXML
    void againPressed() {
        model.again();
    }

    @FXML
    void olderPressed() {
        model.showOlder();
    }

    @FXML
    void comparePressed() {
        model.compare();
    }

    @FXML
    void allPressed() {
        model.backToBatches();
    }

    @FXML
    void batchesKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            primary();
            event.consume();
        }
    }

    @FXML
    void batchesClicked(MouseEvent event) {
        if (event.getClickCount() == 2) {
            primary();
        }
    }

    @Override
    public void primary() {
        switch (model.pageProperty().get()) {
            case BATCHES ->
                Optional.ofNullable(batches.getSelectionModel().getSelectedItem())
                        .ifPresent(row -> model.open(row.id()));
            case FOUND ->
                Optional.ofNullable(foundTable.getSelectionModel().getSelectedItem())
                        .ifPresent(
                                row -> model.open(row.getValue().visit().batch().id()));
            case BATCH -> batch.resume();
            case COMPARISON -> model.backToBatches();
        }
    }

    @Override
    public Optional<Node> footer() {
        return Optional.of(new HistoryTools(desk(), model, this::foundModule));
    }

    /** The module that is chosen among those found. */
    private Optional<SerialNumber> foundModule() {
        return Optional.ofNullable(foundTable.getSelectionModel().getSelectedItem())
                .flatMap(row -> row.getValue().visit().unit().sn());
    }

    @Override
    public Optional<Node> firstFocus() {
        return Optional.of(
                switch (model.pageProperty().get()) {
                    case BATCHES -> batches.getItems().isEmpty() ? search : batches;
                    case FOUND -> foundTable.isVisible() ? foundTable : search;
                    case BATCH -> batch.firstFocus();
                    case COMPARISON -> comparison.lookup("#history-compare-all");
                });
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F5) {
            model.again();
        } else if (event.getCode() == KeyCode.ESCAPE && model.pageProperty().get() != Page.BATCHES) {
            model.backToBatches();
        } else if (event.getCode() == KeyCode.F && event.isShortcutDown()) {
            model.backToBatches();
            search.requestFocus();
        } else {
            return false;
        }
        return true;
    }
}
