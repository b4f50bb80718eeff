package org.keyrack.ui.prepare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.SetChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.protocol.Role;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;
import org.keyrack.ui.rackstate.PreparationJob.Part;

/** What the controllers of the steps AS and Modules share: first what is needed is chosen, then the rack is shown. */
public abstract class PrepareController extends StepController {
    private final PrepareModel model;
    private final PreparationBoard board;
    private final MaterialsArea materials;
    private final Button change = button("prepare.change", "prepare-change");
    private final Button stop = button("prepare.stop.button", "prepare-stop");
    private final Button more = button("prepare.more", "prepare-more");
    private final HBox footer = new HBox(change, stop, more);
    private PlanArea plan;
    private ComponentsArea components;
    private BoardArea rack;
    private Phase shown = Phase.NONE;

    @FXML
    private ScrollPane form;

    @FXML
    private VBox planArea;

    @FXML
    private VBox materialsArea;

    @FXML
    private VBox componentsArea;

    @FXML
    private Label problem;

    @FXML
    private VBox boardArea;

    protected PrepareController(Desk desk, PrepareModel model) {
        super(desk);
        this.model = model;
        this.board = model.board();
        this.materials = new MaterialsArea(desk);
    }

    private Button button(String key, String id) {
        Button button = new Button(texts().get(key));
        button.setId(id);
        button.setMinWidth(HBox.USE_PREF_SIZE);
        return button;
    }

    /**
     * Connects what both steps have.
     *
     * @param besidePlan further fields in the row of the plan
     */
    @Initializer
    protected final void begin(Region... besidePlan) {
        plan = new PlanArea(desk(), model);
        components = new ComponentsArea(desk(), model.job(), this::showPrimary);
        rack = new BoardArea(desk(), board);
        List.of(besidePlan).forEach(plan::beside);
        planArea.getChildren().add(plan);
        materialsArea.getChildren().add(materials);
        componentsArea.getChildren().add(components);
        boardArea.getChildren().add(rack);
        VBox.setVgrow(rack, Priority.ALWAYS);
        footer.getStyleClass().add("actions");
        change.setOnAction(pressed -> model.change());
        stop.setOnAction(pressed -> askToStop());
        more.setOnAction(pressed -> model.anew());
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        rack.grid().selected().addListener((SetChangeListener<String>) selected -> showPrimary());
        follow(board.changesProperty(), changed -> show());
        follow(model.job().planProperty(), chosen -> showPrimary());
        follow(model.job().onlyProperty(), only -> showPrimary());
        follow(desk().job().materials().issuerProperty(), keys -> showPrimary());
        follow(desk().job().materials().freshProperty(), keys -> showPrimary());
        follow(desk().job().preparingProperty(), preparing -> showPrimary());
        follow(desk().job().board().runningProperty(), running -> showPrimary());
        follow(desk().bench().viewProperty(), view -> {
            benchChanged();
            show();
        });
    }

    protected final PrepareModel model() {
        return model;
    }

    /** The bundle key why the cards cannot be read, of what this step alone asks for; empty when they can. */
    protected Optional<String> missing() {
        return Optional.empty();
    }

    /** What this step alone has typed, with the components; it is forgotten here. Empty: it was wrong, which was said. */
    protected abstract Optional<TypedSecrets> take(Map<Part, char[]> parts);

    /** Forgets what this step alone has typed. */
    protected void forget() {}

    /** Whether a retry needs nothing that is typed. */
    protected boolean retriesByItself() {
        return true;
    }

    /** Cards came or went. */
    protected void benchChanged() {}

    private void show() {
        Phase phase = board.phase();
        rack.show();
        Shown.set(form, phase == Phase.NONE);
        Shown.set(boardArea, phase != Phase.NONE);
        Shown.set(change, phase == Phase.SURVEYED);
        Shown.set(stop, phase.working());
        stop.setDisable(phase == Phase.STOPPING);
        Shown.set(more, phase == Phase.ENDED);
        boolean failed = phase == Phase.ENDED && !board.complete();
        String key = failed
                ? "prepare.sentence.failed"
                : "prepare.sentence." + model.job().role() + "." + phase;
        sentenceProperty().set(phase == Phase.NONE ? "" : texts().get(key));
        showPrimary();
        if (phase != shown) {
            shown = phase;
            if (phase != Phase.ENDED) {
                rack.grid().selected().clear();
            }
            wantFocus();
        }
    }

    /** What the primary button says, and why it cannot be pressed. */
    protected final void showPrimary() {
        if (rack == null || components == null) {
            return;
        }
        String role = model.job().role().name();
        switch (board.phase()) {
            case NONE -> {
                primaryTextProperty()
                        .set(texts().format("prepare.look", model.places().size()));
                primaryBlockedProperty().set(blocked().map(texts()::get).orElse(""));
            }
            case LOOKING -> primary("prepare.look", 0, "prepare.headline.looking");
            case SURVEYED -> {
                long cards = board.withWork().stream()
                        .filter(reader ->
                                rack.selected().isEmpty() || rack.selected().contains(reader))
                        .count();
                primary("prepare.start." + role, cards, cards == 0 ? "prepare.blocked.nothing" : "");
            }
            case RUNNING, STOPPING -> primaryTextProperty().set("");
            case ENDED -> {
                int troubled = board.troubled().size();
                primary(troubled > 0 ? "prepare.retry" : "prepare.next." + role, troubled, "");
            }
        }
    }

    private void primary(String key, long count, String blocked) {
        primaryTextProperty().set(texts().format(key, count));
        primaryBlockedProperty().set(blocked.isEmpty() ? "" : texts().get(blocked));
    }

    private Optional<String> blocked() {
        return model.closed()
                .or(this::missing)
                .or(() -> components.complete() ? Optional.empty() : Optional.of("prepare.blocked.components"));
    }

    @Override
    public void primary() {
        switch (board.phase()) {
            case NONE -> {
                if (blocked().isEmpty()) {
                    take(components.take()).ifPresent(model::look);
                }
            }
            case SURVEYED -> {
                if (primaryBlockedProperty().get().isEmpty()) {
                    model.start(rack.selected());
                }
            }
            case ENDED -> {
                if (board.complete()) {
                    next();
                } else {
                    retry(board.troubled());
                }
            }
            case LOOKING, RUNNING, STOPPING -> {}
        }
    }

    private void retry(List<String> readers) {
        model.retry(readers);
        if (components.allInFiles() && retriesByItself() && blocked().isEmpty()) {
            primary();
        }
    }

    /** Every card is as the plan has it: what comes next. */
    private void next() {
        model.anew();
        if (model.job().role() == Role.AS) {
            desk().navigator().go(StepName.MODULES);
        } else {
            desk().navigator().go(StepName.ASCARD);
        }
    }

    private void askToStop() {
        if (board.phase() == Phase.RUNNING) {
            Questions.ask(desk(), "prepare.stop.", model.job()::stop);
        }
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (board.phase() == Phase.SURVEYED) {
                model.change();
                return true;
            }
            askToStop();
            return board.phase() == Phase.RUNNING;
        }
        if (event.getCode() == KeyCode.F8) {
            rack.nextFailure();
            return true;
        }
        if (event.getCode() == KeyCode.R && board.phase() == Phase.ENDED) {
            List<String> troubled = board.troubled();
            retry(troubled.stream()
                    .filter(reader ->
                            rack.selected().isEmpty() || rack.selected().contains(reader))
                    .toList());
            return true;
        }
        return false;
    }

    @Override
    public boolean focusBack() {
        // What is about to be written cannot be taken back.
        return board.phase() == Phase.SURVEYED;
    }

    @Override
    public Optional<Node> firstFocus() {
        return switch (board.phase()) {
            case NONE -> blocked().isEmpty() ? Optional.empty() : Optional.of(plan.button());
            case LOOKING, SURVEYED -> Optional.empty();
            case RUNNING, STOPPING -> rack.grid().currentTile();
            case ENDED -> board.complete() ? Optional.empty() : rack.focus();
        };
    }

    @Override
    public Optional<Node> footer() {
        return Optional.of(footer);
    }

    @Override
    public void hidden() {
        rack.hide();
        model.cancel();
        components.clear();
        forget();
    }

    @Override
    public void dropped() {
        super.dropped();
        materials.drop();
        plan.drop();
        components.drop();
        forget();
    }
}
