package org.keyrack.ui.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.KeyNames;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.scope.PlanIssues;
import org.keyrack.ui.scope.ScopeArea;

/** Controller of {@code review.fxml}. */
public final class ReviewController extends StepController {
    private final ReviewModel model;

    @FXML
    private Label counts;

    @FXML
    private Label exporters;

    @FXML
    private Label undo;

    @FXML
    private Label issues;

    @FXML
    private ScrollPane issuesArea;

    @FXML
    private VBox scopeArea;

    @FXML
    private CheckBox continuous;

    @FXML
    private Label dryRun;

    @FXML
    private TableView<PlannedUnit> table;

    @FXML
    private TableColumn<PlannedUnit, String> slot;

    @FXML
    private TableColumn<PlannedUnit, String> sn;

    @FXML
    private TableColumn<PlannedUnit, String> keys;

    public ReviewController(Desk desk, ReviewModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    void initialize() {
        Columns.text(slot, unit -> desk().shelf().label(desk().bench().view(), unit.reader()));
        Columns.mono(sn, unit -> unit.sn().grouped());
        Columns.text(keys, this::keys);
        continuous.selectedProperty().bindBidirectional(model.continuousProperty());
        keep(() -> continuous.selectedProperty().unbindBidirectional(model.continuousProperty()));
        dryRun.textProperty().bind(model.dryRunProperty());
        Shown.whole(issuesArea, issues);
        ScopeArea scope = ScopeArea.ofRack(desk());
        scopeArea.getChildren().add(scope);
        follow(desk().job().expectedProperty(), list -> scope.refresh());
        follow(desk().job().resumedProperty(), batch -> scope.refresh());
        follow(desk().job().orderProperty(), order -> scope.refresh());
        follow(desk().job().planProperty(), plan -> show(plan));
        follow(desk().bench().viewProperty(), view -> {
            scope.refresh();
            show(model.plan());
        });
        follow(desk().job().board().runningProperty(), running -> show(model.plan()));
    }

    private String keys(PlannedUnit unit) {
        return unit.keys().stream().map(this::key).collect(Collectors.joining("  ·  "));
    }

    private String key(PlannedKey key) {
        String place = key.ref2() == 0 ? "T" : String.valueOf(key.ref2());
        return texts().format(
                        key.replaces() ? "review.key.replaces" : "review.key",
                        String.valueOf(key.ref1()),
                        place,
                        key.replacesVersion());
    }

    private void show(Optional<Plan> plan) {
        List<PlannedUnit> units = plan.map(Plan::units).orElse(List.of()).stream()
                .filter(unit -> !unit.keys().isEmpty())
                .toList();
        Shown.rows(table.getItems(), units);
        Optional<String> blocked = model.blocked();
        primaryBlockedProperty().set(blocked.map(texts()::get).orElse(""));
        plan.ifPresentOrElse(this::show, () -> primaryTextProperty().set(texts().get("review.primary.none")));
    }

    private void show(Plan plan) {
        primaryTextProperty().set(texts().format("review.primary", plan.keys(), plan.unitsWithWork()));
        counts.setText(texts().format(
                        "review.counts",
                        plan.keys(),
                        plan.unitsWithWork(),
                        plan.profile().name()));
        exporters.setText(texts().format(
                        "review.from", AsWords.pool(texts(), desk().bench().view())));
        List<String> cannot = new ArrayList<>();
        cannot.add(texts().get("review.undo.exports"));
        if (plan.replacements() > 0) {
            cannot.add(texts().format("review.undo.replaced", plan.replacements()));
        }
        long transport = plan.units().stream()
                .filter(unit -> unit.keys().stream().anyMatch(key -> key.ref2() == 0))
                .count();
        if (transport > 0) {
            cannot.add(texts().format("review.undo.transport", transport));
        }
        undo.setText(String.join("\n", cannot));
        String sentences = String.join("\n", new PlanIssues(desk()).of(plan));
        issues.setText(sentences);
        Shown.set(issuesArea, !sentences.isEmpty());
    }

    @FXML
    void dryRunPressed() {
        model.dryRun();
    }

    @Override
    public boolean focusBack() {
        return true;
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (KeyNames.is(event, desk().settings().nextRackKeyProperty().get())) {
            model.load();
            return true;
        }
        return false;
    }

    @Override
    public void primary() {
        model.load();
    }
}
