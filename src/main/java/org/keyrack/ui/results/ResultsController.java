package org.keyrack.ui.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.KeyNames;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.reports.ReportButtons;
import org.keyrack.ui.scope.NextRack;
import org.keyrack.ui.scope.ScopeArea;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.RunTiles;
import org.keyrack.ui.tiles.TilePopOver;
import org.keyrack.ui.tiles.UnitDetail;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code results.fxml}. */
public final class ResultsController extends StepController {
    private final ResultsModel model;
    private final SmallShelf shelf;
    private final UnitDetail detail;
    private final RunTiles tiles;
    private final NextRackTiles nextTiles;
    private final NextRackLine nextLine;
    private final RackGrid grid;
    private final TilePopOver details;
    private final ReportButtons reports;
    private List<TroubleGroup> groups = List.of();

    @FXML
    private HBox headlineArea;

    @FXML
    private FontIcon headlineIcon;

    @FXML
    private Label headline;

    @FXML
    private Label figures;

    @FXML
    private Label common;

    @FXML
    private ScrollPane picture;

    @FXML
    private Label aside;

    @FXML
    private HBox triage;

    @FXML
    private ListView<TroubleRow> list;

    @FXML
    private VBox shelfArea;

    @FXML
    private ScrollPane detailArea;

    @FXML
    private Button retry;

    @FXML
    private Button check;

    @FXML
    private Button nextRack;

    @FXML
    private MenuButton more;

    @FXML
    private HBox reportArea;

    @FXML
    private VBox scopeArea;

    @FXML
    private VBox nextArea;

    private final ScopeArea scope;
    private boolean inWindow;
    private boolean hadSwapped;

    public ResultsController(Desk desk, ResultsModel model) {
        super(desk);
        this.model = model;
        this.shelf = new SmallShelf(desk);
        this.detail = new UnitDetail(desk);
        this.tiles = new RunTiles(desk);
        this.nextTiles = new NextRackTiles(desk, model.next());
        this.nextLine = new NextRackLine(desk, model.next());
        this.grid = new RackGrid(desk.texts());
        this.details = new TilePopOver(desk);
        this.scope = ScopeArea.of(desk, model::seen);
        this.reports = new ReportButtons(desk, "results");
    }

    @FXML
    void initialize() {
        list.setCellFactory(view -> new TroubleCell(desk()));
        grid.setId("results-rack");
        grid.columnsProperty().bind(desk().settings().columnsProperty());
        grid.setOnOpen(reader -> grid.currentTile()
                .ifPresent(tile ->
                        tiles.detail(reader).ifPresent(known -> details.show(tile, tile.getAccessibleText(), known))));
        grid.showIn(picture);
        MenuItem repeat = new MenuItem(texts().get("results.repeat"));
        repeat.setOnAction(pressed -> model.repeatRun());
        more.getItems().setAll(repeat);
        shelfArea.getChildren().add(shelf);
        detailArea.setContent(detail);
        reportArea.getChildren().add(reports);
        scopeArea.getChildren().add(scope);
        nextArea.getChildren().add(nextLine);
        nextArea.managedProperty().bind(nextLine.managedProperty());
        follow(desk().job().expectedProperty(), list -> scope.refresh());
        follow(desk().job().orderProperty(), order -> scope.refresh());
        keep(list.getSelectionModel().selectedItemProperty().subscribe(row -> showSelected()));
        follow(model.board().changesProperty(), change -> {
            model.next().refresh();
            show();
        });
        keep(model.next().lookProperty().subscribe(look -> showNext()));
        follow(desk().bench().viewProperty(), view -> {
            model.next().refresh();
            showNext();
            showSelected();
            // Modules are read again after a run: their slots are known a moment later.
            scope.refresh();
        });
    }

    private void show() {
        groups = model.groups();
        List<TroubleRow> rows = new ArrayList<>();
        for (TroubleGroup group : groups) {
            rows.add(new TroubleRow(group, Optional.empty()));
            group.troubles().forEach(trouble -> rows.add(new TroubleRow(group, Optional.of(trouble))));
        }
        TroubleRow before = list.getSelectionModel().getSelectedItem();
        if (Shown.rows(list.getItems(), rows)) {
            select(rows, before);
        }
        boolean good = model.complete();
        headline.setText(model.outcome().headline());
        figures.setText(model.outcome().figures());
        headlineIcon.setIconLiteral(good ? "mdi2c-check-bold" : "mdi2a-alert-octagon");
        headlineArea.getStyleClass().removeAll("good", "bad");
        headlineArea.getStyleClass().add(good ? "good" : "bad");
        Optional<String> why = model.stopped();
        Shown.set(common, why.isPresent());
        common.setText(why.orElse(""));
        int put = model.setAside().size();
        Shown.set(aside, put > 0);
        aside.setText(texts().format("results.aside", put));
        showNext();
        reports.show(model.batch());
        scope.refresh();
        boolean idle = !model.board().running();
        nextRack.setDisable(!idle);
        more.setDisable(!idle);
        showSelected();
    }

    /** While modules of the batch are in, what went wrong stands first; after that the shelf of the next rack does. */
    private void showNext() {
        boolean swapped = model.next().look().swapped();
        boolean trouble = !groups.isEmpty() && !swapped;
        Shown.set(triage, trouble);
        Shown.set(picture, !trouble);
        grid.show(nextTiles.tiles());
        // What is to be checked or retried stays in its slot: nobody is told to take it out.
        nextLine.show(inWindow, swapped || next() == Next.NEXT_RACK);
        boolean focusMoves = swapped != hadSwapped && inWindow;
        hadSwapped = swapped;
        primary(groups);
        if (focusMoves && !nextLine.counting()) {
            wantFocus();
        }
    }

    private void select(List<TroubleRow> rows, TroubleRow before) {
        int same = -1;
        for (int i = 0; before != null && i < rows.size(); i++) {
            if (rows.get(i).sameAs(before)) {
                same = i;
            }
        }
        if (!rows.isEmpty()) {
            list.getSelectionModel().select(Math.max(0, same));
            if (same <= 0) {
                // Its rows differ in height, and the list may have begun in the middle of the first one.
                list.scrollTo(0);
            }
        }
    }

    private Optional<TroubleRow> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void showSelected() {
        Optional<TroubleRow> row = selected();
        List<UnfinishedModule> scope = row.map(TroubleRow::scope).orElse(List.of());
        shelf.show(scope);
        Optional<UnfinishedModule> one = scope.stream().findFirst();
        one.flatMap(UnfinishedModule::unit)
                .ifPresentOrElse(
                        detail::show,
                        () -> row.ifPresentOrElse(
                                shown -> detail.showRefused(
                                        shown.scope().get(0).sn(), shown.group().sentence()),
                                detail::clear));
        boolean retriable = row.filter(shown -> shown.group().kind().retriable()
                        && shown.scope().stream()
                                .anyMatch(trouble -> trouble.sn().isPresent()))
                .isPresent();
        retry.setText(texts().format("results.retry", scope.size()));
        Shown.set(retry, retriable);
        check.setText(texts().format("results.check", scope.size()));
        primary(groups);
    }

    /** One primary button: check what is not known, then retry what failed, then go on to the next rack. */
    private void primary(List<TroubleGroup> all) {
        Next next = next();
        primaryTextProperty()
                .set(
                        switch (next) {
                            case CHECK ->
                                texts().format("results.check", unknowns().size());
                            case RETRY ->
                                texts().format(
                                                "results.retry",
                                                ResultsModel.failed(all).size());
                            case LOAD ->
                                model.next()
                                        .look()
                                        .plan()
                                        .map(plan ->
                                                texts().format("review.primary", plan.keys(), plan.unitsWithWork()))
                                        .orElse("");
                            case LOOK -> texts().get("next.review");
                            case NEXT_RACK -> texts().get("results.nextRack");
                        });
        primaryBlockedProperty()
                .set(model.board().running() && next != Next.RETRY ? texts().get("review.running") : "");
        Shown.set(nextRack, next != Next.NEXT_RACK);
    }

    private enum Next {
        CHECK,
        RETRY,
        LOAD,
        LOOK,
        NEXT_RACK
    }

    private Next next() {
        NextRack.State change = model.next().look().state();
        if (change == NextRack.State.READY) {
            return Next.LOAD;
        }
        if (change == NextRack.State.FLAGGED) {
            return Next.LOOK;
        }
        if (ResultsModel.unknown(groups)) {
            return Next.CHECK;
        }
        return ResultsModel.failed(groups).isEmpty() ? Next.NEXT_RACK : Next.RETRY;
    }

    private List<UnfinishedModule> unknowns() {
        return groups.stream()
                .filter(group -> group.kind() == TroubleGroup.Kind.UNKNOWN)
                .flatMap(group -> group.troubles().stream())
                .toList();
    }

    @Override
    public void primary() {
        switch (next()) {
            case CHECK -> model.check(unknowns());
            case RETRY -> model.retry(ResultsModel.failed(groups));
            case LOAD, LOOK -> model.next().go();
            case NEXT_RACK -> model.nextRack();
        }
    }

    @FXML
    void retryPressed() {
        selected().filter(row -> row.group().kind().retriable()).ifPresent(row -> model.retry(row.scope()));
    }

    @FXML
    void checkPressed() {
        selected().ifPresent(row -> model.check(row.scope()));
    }

    @FXML
    void setAsidePressed() {
        selected().ifPresent(row -> model.setAside(row.scope()));
    }

    @FXML
    void nextRackPressed() {
        model.nextRack();
    }

    @Override
    public void shown() {
        inWindow = true;
        model.next().refresh();
        showNext();
    }

    @Override
    public void hidden() {
        inWindow = false;
        nextLine.hidden();
        details.hide();
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (KeyNames.is(event, desk().settings().nextRackKeyProperty().get()) && next() == Next.LOAD) {
            model.next().go();
        } else if (event.getCode() == KeyCode.R) {
            retryPressed();
        } else if (event.getCode() == KeyCode.F5) {
            checkPressed();
        } else if (event.getCode() == KeyCode.F8) {
            int next = list.getSelectionModel().getSelectedIndex() + 1;
            list.getSelectionModel().select(next < list.getItems().size() ? next : 0);
            list.requestFocus();
        } else {
            return false;
        }
        return true;
    }

    @Override
    public Optional<String> announcement() {
        return Optional.of(model.outcome().headline());
    }

    @Override
    public Optional<Node> firstFocus() {
        return groups.isEmpty() || model.next().look().swapped() ? Optional.empty() : Optional.of(list);
    }
}
