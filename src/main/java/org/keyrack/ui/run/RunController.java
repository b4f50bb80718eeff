package org.keyrack.ui.run;

import java.text.NumberFormat;
import java.util.Optional;
import java.util.Set;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.keyrack.app.LoadRun;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.protocol.AsKind;
import org.keyrack.run.RunFigures;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.PinField;
import org.keyrack.ui.kit.PinForm;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.RunTiles;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TilePopOver;
import org.keyrack.ui.tiles.TileState;
import org.keyrack.ui.tiles.UnitDetail;

/** Controller of {@code run.fxml}. */
public final class RunController extends StepController {
    private static final Duration FIGURES_EVERY = Duration.millis(500);

    private final RunModel model;
    private final RunBoard board;
    private final RunTiles tiles;
    private final Timeline clock = new Timeline(new KeyFrame(FIGURES_EVERY, tick -> showFigures()));
    private RackGrid grid;
    private TilePopOver details;
    private double total;
    private RunState shownState = RunState.NONE;
    private boolean pinAsked;

    @FXML
    private Label unitsName;

    @FXML
    private Label units;

    @FXML
    private Label keys;

    @FXML
    private Label rate;

    @FXML
    private Label left;

    @FXML
    private Label asName;

    @FXML
    private Label as;

    @FXML
    private ProgressBar bar;

    @FXML
    private Label limit;

    @FXML
    private HBox attentionArea;

    @FXML
    private Label attention;

    @FXML
    private PinField pin;

    @FXML
    private CheckBox lastTry;

    @FXML
    private ScrollPane rack;

    @FXML
    private HBox footer;

    @FXML
    private HBox more;

    @FXML
    private Button pause;

    @FXML
    private Button stop;

    @FXML
    private Button finish;

    @FXML
    private Button replace;

    @FXML
    private CheckBox autoReplace;

    private PinForm form;

    public RunController(Desk desk, RunModel model) {
        super(desk);
        this.model = model;
        this.board = model.board();
        this.tiles = new RunTiles(desk);
    }

    @FXML
    @Initializer
    void initialize() {
        grid = new RackGrid(texts());
        grid.setId("run-rack");
        grid.columnsProperty().bind(desk().settings().columnsProperty());
        grid.setAnnouncer(desk().notices()::announce);
        details = new TilePopOver(desk());
        grid.setOnOpen(this::open);
        grid.showIn(rack);
        autoReplace.selectedProperty().bindBidirectional(model.autoReplaceProperty());
        keep(() -> autoReplace.selectedProperty().unbindBidirectional(model.autoReplaceProperty()));
        clock.setCycleCount(Timeline.INDEFINITE);
        keep(clock::stop);
        form = new PinForm(pin, lastTry);
        pin.setOnAction(this::primary);
        form.blocked().subscribe(reason -> showAttention());
        keep(model.asReturn().viewProperty().subscribe(view -> showAttention()));
        keep(desk().runWatch().stateProperty().subscribe(state -> show()));
        // Also while another step is shown: a slot that is done or has failed is told.
        keep(board.changesProperty().subscribe(change -> show()));
        follow(desk().bench().viewProperty(), view -> grid.show(tiles.tiles()));
        follow(desk().job().runProperty(), load -> showFigures());
    }

    @Override
    public void shown() {
        show();
        showFigures();
        if (board.running()) {
            clock.play();
        }
    }

    @Override
    public void hidden() {
        clock.stop();
        pin.clear();
        details.hide();
    }

    private void show() {
        RunState state = desk().runWatch().state();
        boolean running = state.running();
        boolean closing = state == RunState.STOPPING;
        sentenceProperty().set(texts().format("run.sentence." + state, (Object[]) batch()));
        grid.show(tiles.tiles());
        Shown.set(pause, running && !state.waiting());
        pause.setDisable(closing || state == RunState.STARTING);
        stop.setDisable(!running || closing);
        Shown.set(more, board.continuous() && running);
        finish.setDisable(!board.takesModules());
        Shown.set(replace, model.canReplace() && running);
        Shown.set(autoReplace, model.canReplace() && running);
        showAttention();
        showProgress();
        if (!running) {
            clock.stop();
            showFigures();
        }
    }

    private void open(String reader) {
        Optional<UnitDetail> detail = tiles.detail(reader);
        Optional<Node> tile = grid.currentTile();
        if (detail.isPresent() && tile.isPresent()) {
            String name = tile.get().getAccessibleText();
            details.show(tile.get(), name, detail.get());
            desk().notices().announce(name);
        }
    }

    /** Number and profile of the batch. */
    private String[] batch() {
        return board.batch()
                .map(batch -> new String[] {String.valueOf(batch.batch()), batch.profileName()})
                .orElse(new String[] {"", ""});
    }

    /** What the operator has to do before it goes on, and the primary button that does it. */
    private void showAttention() {
        RunState state = desk().runWatch().state();
        AsReturn.View as = model.asReturn().viewProperty().get();
        attention.setText(as.shown() ? as.sentence() : state.waiting() ? texts().get("run.attention." + state) : "");
        Shown.set(attentionArea, state.waiting());
        Shown.set(limit, !state.waiting());
        Shown.set(pin, as.shown());
        pin.setAccessibleHelp(texts().get("ascard.pin.help." + as.kind()));
        form.ask(AsWords.pin(as.kind()), as.card(), as.tries(), as.asked());
        if (state != shownState || as.asked() != pinAsked) {
            shownState = state;
            pinAsked = as.asked();
            // The control that had the focus may be gone: what goes on has it, and never what stops.
            wantFocus();
        }
        primary(state, as);
    }

    private void primary(RunState state, AsReturn.View as) {
        primaryTextProperty()
                .set(
                        switch (state) {
                            case PAUSED, AS_GONE, AS_BACK -> texts().get("run.resume");
                            case ENDED -> texts().get("run.primary");
                            default -> "";
                        });
        String blocked = !as.shown()
                ? ""
                : !as.asked()
                        ? "run.blocked." + state
                        : form.blocked().getValue().orElse("");
        primaryBlockedProperty().set(blocked.isEmpty() ? "" : texts().get(blocked));
    }

    /** What each event changes. */
    private void showProgress() {
        NumberFormat numbers = NumberFormat.getIntegerInstance(texts().locale());
        ModuleCounts counted = board.modules();
        units.setText(texts().format("run.units", counted.passed(), counted.seen()));
        String lost = desk().causes().lost(counted);
        unitsName.setText(
                lost.isEmpty() ? texts().get("run.figure.units") : texts().format("run.figure.unitsLost", lost));
        KeyCounts keysCounted = board.keys();
        int loaded = keysCounted.of(KeyClass.LOADED);
        keys.setText(
                board.continuous()
                        ? numbers.format(loaded)
                        : texts().format("run.keys", loaded, keysCounted.planned()));
        double share = keysCounted.planned() == 0 ? 0 : (double) board.keysOver() / keysCounted.planned();
        // With more modules coming there is no end to measure against; a bar that shrinks would say nothing.
        Shown.set(bar, !board.continuous());
        total = board.keysOver() == 0 ? share : Math.max(total, share);
        bar.setProgress(Math.min(1, total));
    }

    /** What also time changes. Their words hardly ever keep their width, so they are not shown anew with each event. */
    private void showFigures() {
        double perSecond = board.rate();
        RunState state = desk().runWatch().state();
        boolean moving = state.running() && !state.waiting() && perSecond > 0;
        rate.setText(moving ? texts().format("run.rate", Math.round(perSecond * 60)) : "–");
        left.setText(moving && !board.continuous() ? timeLeft(perSecond) : "–");
        Set<AsKind> kinds = model.load().map(LoadRun::kinds).orElse(Set.of());
        asName.setText(
                kinds.isEmpty()
                        ? texts().get("run.figure.as")
                        : texts().format("run.figure.asKinds", AsWords.shortly(texts(), kinds)));
        as.setText(model.figures().map(this::utilization).orElse("–"));
        // Its line is kept while there is nothing to say: tiles that change their size cost a long frame.
        limit.setText(
                state.running() && !state.waiting()
                        ? model.figures().map(this::whatLimits).orElse("")
                        : "");
    }

    private String utilization(RunFigures figures) {
        return NumberFormat.getPercentInstance(texts().locale()).format(figures.utilization());
    }

    private String whatLimits(RunFigures figures) {
        RunFigures.Limit now = figures.limit();
        return now.kind() == RunFigures.Limit.Kind.NOT_KNOWN
                ? ""
                : texts().format(
                                "run.limit." + now.kind(),
                                figures.meanExport().toMillis(),
                                figures.meanImport().toMillis(),
                                figures.asCards(),
                                now.saving());
    }

    private String timeLeft(double perSecond) {
        long seconds = Math.round((board.keys().planned() - board.keysOver()) / perSecond);
        return seconds < 100
                ? texts().format("run.left.seconds", seconds)
                : texts().format("run.left.minutes", Math.round(seconds / 60.0));
    }

    @FXML
    void pausePressed() {
        model.pauseOrResume();
    }

    @FXML
    void stopPressed() {
        if (board.running() && !board.isStopping()) {
            Questions.ask(desk(), "run.stop.", model::stop);
        }
    }

    @FXML
    void finishPressed() {
        model.finish();
    }

    @FXML
    void replacePressed() {
        model.replaceFinished();
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            stopPressed();
            return true;
        }
        if (event.getCode() == KeyCode.R) {
            model.retry(
                    grid.selected().isEmpty()
                            ? grid.currentProperty().get().map(Set::of).orElse(Set.of())
                            : Set.copyOf(grid.selected()));
            return true;
        }
        if (event.getCode() == KeyCode.F8) {
            nextFailure();
            return true;
        }
        return false;
    }

    private void nextFailure() {
        java.util.List<String> order = grid.keys();
        int at = grid.currentProperty().get().map(order::indexOf).orElse(-1);
        for (int step = 1; step <= order.size(); step++) {
            String key = order.get((at + step) % order.size());
            TileState state = grid.model(key).map(TileModel::state).orElse(TileState.EMPTY);
            if (state == TileState.FAILED || state == TileState.REFUSED || state == TileState.UNKNOWN) {
                grid.focus(key);
                return;
            }
        }
    }

    @Override
    public Optional<Node> footer() {
        return Optional.of(footer);
    }

    @Override
    public Optional<Node> firstFocus() {
        return switch (desk().runWatch().state()) {
            case AS_GONE, AS_BACK -> Optional.of(pin);
            case PAUSED, ENDED -> Optional.empty();
            default -> grid.currentTile();
        };
    }

    @Override
    public void primary() {
        switch (desk().runWatch().state()) {
            case PAUSED -> model.pauseOrResume();
            case AS_BACK ->
                model.asReturn().enter(() -> primaryBlockedProperty().get().isEmpty(), form::take);
            case ENDED -> desk().navigator().go(StepName.RESULTS);
            default -> {}
        }
    }

    @Override
    public void dropped() {
        super.dropped();
        pin.clear();
    }
}
