package org.keyrack.ui.plan;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.controlsfx.control.SearchableComboBox;
import org.keyrack.app.Batches;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Choices;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Hex;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.keyrack.ui.scope.ExpectedImport;
import org.keyrack.ui.scope.OrderOpening;
import org.keyrack.ui.scope.PlanIssues;
import org.keyrack.ui.scope.ScopeArea;
import org.keyrack.unit.AsUnit;

/** Controller of {@code plan.fxml}. */
public final class PlanController extends StepController {
    private static final List<String> PATTERNS = List.of("*.keyrack", "*.yaml", "*.yml");

    private final PlanModel model;

    @FXML
    private VBox root;

    @FXML
    private TextField name;

    @FXML
    private Label nameProblem;

    @FXML
    private ComboBox<OnOccupied> onOccupied;

    @FXML
    private TextField stopAfter;

    @FXML
    private Label stopAfterProblem;

    @FXML
    private SearchableComboBox<Path> recent;

    @FXML
    private TextField search;

    @FXML
    private CheckBox automatic;

    @FXML
    private TableView<PlanPair> table;

    @FXML
    private TableColumn<PlanPair, PlanPair> chosen;

    @FXML
    private TableColumn<PlanPair, String> key;

    @FXML
    private TableColumn<PlanPair, String> type;

    @FXML
    private TableColumn<PlanPair, String> place;

    @FXML
    private TableColumn<PlanPair, String> application;

    @FXML
    private TableColumn<PlanPair, String> note;

    @FXML
    private Label issues;

    @FXML
    private ScrollPane issuesArea;

    @FXML
    private VBox scopeArea;

    @FXML
    private VBox rotationArea;

    @FXML
    private MenuButton orders;

    private ScopeArea scope;
    private OrderMenu orderMenu;

    public PlanController(Desk desk, PlanModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    @Initializer
    void initialize() {
        primaryTextProperty().set(texts().get("plan.primary"));
        name.textProperty().bindBidirectional(model.fields().nameProperty());
        keep(() -> name.textProperty().unbindBidirectional(model.fields().nameProperty()));
        stopAfter.textProperty().bindBidirectional(model.fields().stopAfterProperty());
        keep(() -> stopAfter.textProperty().unbindBidirectional(model.fields().stopAfterProperty()));
        keep(Choices.bind(
                onOccupied, OnOccupied.values(), model.fields().onOccupiedProperty(), texts(), "plan.occupied"));
        columns();
        automatic.setOnAction(pressed -> model.automatic(automatic.isSelected()));
        keep(search.textProperty().subscribe(text -> rows()));
        follow(model.pairsProperty(), pairs -> rows());
        follow(model.fields().loadsProperty(), chosen -> automatic.setSelected(model.automatic()));
        follow(model.planProperty(), plan -> show());
        follow(desk().job().profileProperty(), profile -> show());
        recent.setConverter(new OneWayConverter<>(path -> String.valueOf(path.getFileName())));
        ListChangeListener<Path> changed = change -> recent();
        desk().settings().recentProfiles().addListener(changed);
        keep(() -> desk().settings().recentProfiles().removeListener(changed));
        recent();
        scope = ScopeArea.ofRack(desk());
        scopeArea.getChildren().add(scope);
        follow(desk().job().expectedProperty(), list -> scope.refresh());
        follow(desk().job().resumedProperty(), batch -> scope.refresh());
        orderMenu = new OrderMenu(desk(), model, orders);
        follow(desk().job().orderProperty(), order -> ordered(order.isPresent()));
        follow(desk().bench().viewProperty(), view -> scope.refresh());
        Shown.whole(issuesArea, issues);
        RotationRow rotation = new RotationRow(texts(), model.rotation());
        rotationArea.getChildren().add(rotation);
        rotationArea.managedProperty().bind(rotation.managedProperty());
        follow(model.rotation().foundProperty(), found -> rotation.refresh());
        follow(desk().job().profileProperty(), profile -> rotation.refresh());
        root.setOnDragOver(this::dragOver);
        root.setOnDragDropped(this::dropped);
    }

    /** What an order asks for is not edited. */
    private void ordered(boolean fixed) {
        List.of(name, onOccupied, stopAfter, automatic).forEach(field -> field.setDisable(fixed));
        scope.refresh();
        orderMenu.refresh();
        show();
    }

    private void columns() {
        chosen.setCellValueFactory(row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
        chosen.setCellFactory(column -> new ChosenCell(this::toggle, texts()));
        Columns.text(
                key,
                pair -> texts().format(
                                "plan.key",
                                String.valueOf(pair.load().ref1()),
                                pair.key().map(KeyDirectoryEntry::label).orElse("–")));
        Columns.text(
                type,
                pair -> pair.key()
                        .map(each -> texts().format(
                                        "plan.type",
                                        each.keyType().name().replace('_', '-'),
                                        String.valueOf(each.keyVersion())))
                        .orElse("–"));
        Columns.text(
                place,
                pair -> pair.transport()
                        ? texts().get("plan.location.transport")
                        : String.valueOf(pair.load().ref2()));
        Columns.mono(
                application,
                pair -> pair.key().map(each -> Hex.of2(each.appId())).orElse("–"));
        Columns.text(note, this::note);
    }

    private String note(PlanPair pair) {
        if (pair.replacing() > 0) {
            return texts().format("plan.replaces", pair.replaces(), pair.replacing());
        }
        return pair.units() == 0 ? texts().get("plan.fitsNone") : texts().format("plan.fits", pair.units());
    }

    private void toggle(PlanPair pair) {
        model.toggle(pair);
    }

    private void rows() {
        String wanted = search.getText() == null ? "" : search.getText().strip().toLowerCase(Locale.ROOT);
        List<PlanPair> found = model.pairsProperty().get().stream()
                .filter(pair -> wanted.isEmpty() || words(pair).contains(wanted))
                .toList();
        int at = table.getSelectionModel().getSelectedIndex();
        if (Shown.rows(table.getItems(), found)) {
            int row = model.rotation().chosen() ? chosenRow(found) : Math.max(0, Math.min(at, found.size() - 1));
            table.getSelectionModel().select(row);
            // Its height of now is known only when the others of the step have theirs.
            Platform.runLater(() -> table.scrollTo(row));
        }
        show();
    }

    private static int chosenRow(List<PlanPair> pairs) {
        return IntStream.range(0, pairs.size())
                .filter(index -> pairs.get(index).chosen())
                .findFirst()
                .orElse(0);
    }

    private String words(PlanPair pair) {
        return String.join(
                        " ",
                        key.getCellObservableValue(pair).getValue(),
                        type.getCellObservableValue(pair).getValue(),
                        place.getCellObservableValue(pair).getValue(),
                        application.getCellObservableValue(pair).getValue(),
                        note.getCellObservableValue(pair).getValue())
                .toLowerCase(Locale.ROOT);
    }

    private void show() {
        problem(nameProblem, model.fields().nameProblem());
        problem(stopAfterProblem, model.fields().stopAfterProblem());
        Optional<Plan> plan = model.planProperty().get();
        String sentences = model.fields()
                .loadsProblem()
                .map(texts()::get)
                .or(() -> plan.map(made -> String.join("\n", new PlanIssues(desk()).of(made))))
                .orElse("");
        issues.setText(sentences);
        Shown.set(issuesArea, !sentences.isEmpty());
        sentenceProperty()
                .set(plan.filter(made -> !made.blocked())
                        .map(made -> made.keys() == 0
                                ? texts().get(
                                                made.units().isEmpty()
                                                        ? "plan.sentence.refused"
                                                        : "plan.sentence.nothing")
                                : texts().format("plan.sentence.made", made.keys(), made.unitsWithWork(), from()))
                        .orElse(""));
        primaryBlockedProperty().set(model.blocked().map(texts()::get).orElse(""));
    }

    /** The kinds of AS that would export. */
    private String from() {
        return AsWords.kinds(
                texts(),
                Batches.pool(desk().bench().view()).stream().map(AsUnit::kind).toList());
    }

    private void problem(Label label, Optional<String> key) {
        label.setText(key.map(texts()::get).orElse(""));
        Shown.set(label, key.isPresent());
    }

    /** The profiles used last, found by a part of their name. */
    private void recent() {
        recent.setOnAction(null);
        recent.getItems().setAll(desk().settings().recentProfiles());
        recent.getSelectionModel().clearSelection();
        Shown.set(recent, !recent.getItems().isEmpty());
        recent.setOnAction(chosenPath -> Optional.ofNullable(recent.getValue()).ifPresent(model::open));
    }

    private FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts().get(title));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts().get("plan.files"), PATTERNS));
        return chooser;
    }

    @FXML
    void openPressed() {
        File file = chooser("plan.open").showOpenDialog(root.getScene().getWindow());
        if (file != null) {
            model.open(file.toPath());
        }
    }

    @FXML
    void savePressed() {
        FileChooser chooser = chooser("plan.save");
        chooser.setInitialFileName(name.getText().strip().replaceAll("[^\\p{L}\\p{N} ._-]", "-") + ".keyrack");
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    private void dragOver(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY);
            drag.consume();
        }
    }

    private void dropped(DragEvent drag) {
        drag.getDragboard().getFiles().stream().findFirst().map(File::toPath).ifPresent(this::take);
        drag.setDropCompleted(drag.getDragboard().hasFiles());
        drag.consume();
    }

    /** A file that was dropped: an order or a list of expected modules by its ending, else a profile. */
    void take(Path file) {
        if (OrderOpening.takes(file)) {
            model.openOrder(file);
        } else if (ExpectedImport.takes(file)) {
            new ExpectedImport(desk()).read(file);
        } else {
            model.open(file);
        }
    }

    @FXML
    void expectedPressed() {
        new ExpectedImport(desk()).choose(root.getScene().getWindow());
    }

    @FXML
    void tableKey(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE) {
            Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(this::toggle);
            event.consume();
        }
    }

    @Override
    public void shown() {
        orderMenu.refresh();
        model.arrived();
    }

    @Override
    public Optional<Node> firstFocus() {
        return Optional.of(table);
    }

    @Override
    public void primary() {
        desk().navigator().go(StepName.REVIEW);
    }
}
