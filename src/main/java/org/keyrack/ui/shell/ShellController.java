package org.keyrack.ui.shell;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.FadeTransition;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.AccessibleAttribute;
import javafx.scene.CacheHint;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.desk.StepSpec;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.people.SignOn;
import org.keyrack.ui.training.LessonPanel;
import org.keyrack.ui.training.LessonRun;
import org.keyrack.ui.training.VirtualHands;

/** The frame around the steps: rail, title, sentence, footer, notices, status bar. */
public final class ShellController {
    private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

    /** In a lower window the page gives up some of its space for the step. */
    private static final double LOW_HEIGHT = 700;

    private final Desk desk;
    private final SignOn signOn;
    private final Map<StepName, LoadedStep> loaded = new EnumMap<>(StepName.class);
    private final Map<StepName, Object> models = new HashMap<>();
    private @Nullable LoadedStep shown;
    private @Nullable StepName shownName;
    private RunStatus runStatus;
    private String announced = "";
    private Subscription focusWanted = Subscription.EMPTY;
    private boolean focusFound;

    @FXML
    private ScrollPane railArea;

    @FXML
    private VBox rail;

    @FXML
    private VBox beside;

    @FXML
    private HBox banner;

    @FXML
    private Label bannerText;

    @FXML
    private Label title;

    @FXML
    private Label sentence;

    @FXML
    private VBox head;

    @FXML
    private StackPane stepArea;

    @FXML
    private NotificationPane notices;

    @FXML
    private HBox foot;

    @FXML
    private HBox footer;

    @FXML
    private BorderPane shell;

    @FXML
    private Button back;

    @FXML
    private Button primary;

    @FXML
    private Label primaryReason;

    @FXML
    private StatusBar status;

    /** Would take the focus, and with it Esc, where nothing else does. */
    private Node hands;

    ShellController(Desk desk, SignOn signOn) {
        this.desk = desk;
        this.signOn = signOn;
    }

    @FXML
    @Initializer
    void initialize() {
        new Rail(desk).fill(rail);
        hands = new VirtualHands(desk);
        banner.getChildren().add(hands);
        beside.getChildren().add(0, new LessonPanel(desk, new LessonRun(desk)));
        Label version = new Label("KeyRack " + desk.context().version());
        version.setId("version");
        status.getRightItems().setAll(new WhoWorks(desk, signOn).button(), version);
        runStatus = new RunStatus(desk);
        runStatus.sentenceProperty().subscribe(text -> showStatus());
        desk.job().board().changesProperty().subscribe(change -> status.setProgress(runStatus.progress()));
        NoticeBar.follow(desk, notices);
        shell.heightProperty()
                .subscribe(height -> shell.pseudoClassStateChanged(LOW, height.doubleValue() < LOW_HEIGHT));
        desk.notices().announcementProperty().subscribe(this::announce);
        desk.texts().localeProperty().subscribe(locale -> languageChanged());
        desk.bench().viewProperty().subscribe(view -> simulated(view.simulated()));
        primary.disabledProperty().subscribe(disabled -> primaryReady(!disabled));
        desk.navigator().currentProperty().subscribe(step -> {
            if (step != null) {
                show(step);
            }
        });
    }

    @FXML
    void goBack() {
        desk.navigator().back();
    }

    @FXML
    void primaryPressed() {
        controller().primary();
    }

    StepController controller() {
        return Objects.requireNonNull(shown, "no step is shown").controller();
    }

    /** The view from afar of this frame in a window. */
    FarView farView(Stage stage) {
        return new FarView(desk, stage, shell, List.of(railArea, head, foot, status, hands));
    }

    private void languageChanged() {
        bannerText.setText(desk.texts().get("shell.simulation"));
        back.setText(desk.texts().get("shell.back"));
        loaded.values().forEach(step -> step.controller().dropped());
        loaded.clear();
        stepArea.getChildren().clear();
        if (shownName != null) {
            shown = null;
            show(shownName);
        }
    }

    private void show(StepName name) {
        if (shown != null) {
            unbind();
            shown.controller().leave();
            Shown.set(shown.root(), false);
        }
        StepSpec<?> spec = desk.navigator().spec(name);
        Object model = models.computeIfAbsent(name, each -> spec.model().apply(desk));
        shown = loaded.computeIfAbsent(name, each -> load(spec, model));
        Shown.set(shown.root(), true);
        boolean changed = shownName != name;
        // The first step does not fade in: the window would open without content.
        boolean first = shownName == null;
        if (changed && !first) {
            desk.notices().clearRemarks();
        }
        shownName = name;
        StepController controller = shown.controller();
        title.setText(desk.texts().get(name.key() + ".title"));
        String usual = desk.texts().get(name.key() + ".sentence");
        sentence.textProperty().bind(controller.sentenceProperty().map(text -> text.isEmpty() ? usual : text));
        primary.textProperty().bind(controller.primaryTextProperty());
        primary.visibleProperty().bind(controller.primaryTextProperty().map(text -> !text.isEmpty()));
        primary.disableProperty().bind(controller.primaryBlockedProperty().isNotEmpty());
        primaryReason
                .textProperty()
                .bind(Bindings.when(primary.visibleProperty())
                        .then(controller.primaryBlockedProperty())
                        .otherwise(""));
        focusWanted =
                controller.focusWantedProperty().subscribe((before, now) -> Platform.runLater(() -> focus(controller)));
        footer.getChildren().setAll(controller.footer().map(List::of).orElse(List.of()));
        Shown.set(footer, !footer.getChildren().isEmpty());
        back.setVisible(desk.navigator().hasBack());
        controller.enter();
        if (changed) {
            appear(shown.root(), first);
            desk.notices()
                    .announce(title.getText() + ". " + controller.announcement().orElseGet(sentence::getText));
        }
        Platform.runLater(() -> focus(controller));
    }

    /** A step that was shown stays in the window, hidden: putting it in again would match all of its styles anew. */
    private LoadedStep load(StepSpec<?> spec, Object model) {
        LoadedStep step = LoadedStep.load(desk, spec, model);
        stepArea.getChildren().add(step.root());
        return step;
    }

    private void unbind() {
        sentence.textProperty().unbind();
        primary.textProperty().unbind();
        primary.visibleProperty().unbind();
        primary.disableProperty().unbind();
        primaryReason.textProperty().unbind();
        focusWanted.unsubscribe();
    }

    /** Puts the focus where the step wants it, else on the primary button; never on a way back that nobody asked for. */
    private void focus(StepController controller) {
        if (shown == null || shown.controller() != controller) {
            return;
        }
        boolean ready = primary.isVisible() && !primary.isDisabled();
        Optional<Node> wanted = controller.focusBack()
                ? Optional.of(back)
                : controller
                        .firstFocus()
                        .filter(node -> !node.isDisabled())
                        .or(() -> ready ? Optional.of(primary) : Optional.empty());
        focusFound = wanted.isPresent();
        // Until there is something to press, the Tab key begins at the step.
        Node first = wanted.orElse(shown.root());
        if (first.getScene() == null) {
            // What is in a ScrollPane is in the scene, and can take the focus, only after the pane has its skin.
            shown.root().applyCss();
            shown.root().layout();
        }
        first.requestFocus();
    }

    /** The primary button can be pressed from now on: it takes the focus that found no place before. */
    private void primaryReady(boolean ready) {
        if (ready && !focusFound && shown != null && shown.root().isFocused()) {
            focus(shown.controller());
        }
    }

    private void appear(Node root, boolean atOnce) {
        if (atOnce || desk.settings().reducedMotionProperty().get()) {
            root.setOpacity(1);
            return;
        }
        // Drawn once and then only blended: without a graphics card, drawing a whole step is a matter of milliseconds.
        root.setCache(true);
        root.setCacheHint(CacheHint.SPEED);
        FadeTransition fade = new FadeTransition(Duration.millis(120), root);
        fade.setFromValue(0);
        fade.setToValue(1);
        fade.setOnFinished(faded -> root.setCache(false));
        fade.play();
    }

    /** While a batch is in work its state stands in the status bar; else what was announced last. */
    private void showStatus() {
        String running = runStatus.sentenceProperty().get();
        status.setText(running.isEmpty() ? announced : running);
    }

    private void announce(String text) {
        if (!text.isEmpty()) {
            announced = text;
            showStatus();
            status.setAccessibleText(text);
            status.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    /** The state of the batch in work, for the title of the window; empty while there is none. */
    ReadOnlyStringProperty runSentenceProperty() {
        return runStatus.sentenceProperty();
    }

    /** Shows the SIMULATION banner, for as long as the cards are virtual. */
    private void simulated(boolean simulated) {
        Shown.set(banner, simulated);
    }
}
