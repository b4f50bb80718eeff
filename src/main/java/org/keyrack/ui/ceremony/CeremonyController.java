package org.keyrack.ui.ceremony;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.keyrack.app.SlotView;
import org.keyrack.language.Wording;
import org.keyrack.prepare.ceremony.Act;
import org.keyrack.prepare.ceremony.CeremonyScript;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.prepare.MaterialsArea;
import org.keyrack.ui.rackstate.CardWords;
import org.keyrack.ui.rackstate.CeremonyJob;
import org.keyrack.ui.rackstate.CeremonyJob.ChosenScript;
import org.keyrack.ui.rackstate.CeremonyJob.Phase;
import org.keyrack.ui.rackstate.Shelf.Place;

/** Controller of {@code ceremony.fxml}: what is needed is chosen, then each person has the screen alone, then comes the record. */
public final class CeremonyController extends StepController {
    private final CeremonyModel model;
    private final CeremonyJob job;
    private final MaterialsArea materials;
    private final SeatPane seat;
    private final Button save = button("ceremony.save", "ceremony-save");
    private final Button anew = button("ceremony.anew", "ceremony-anew");
    private final HBox footer = new HBox(save, anew);
    private Phase shown = Phase.NONE;

    @FXML
    private ScrollPane form;

    @FXML
    private Button script;

    @FXML
    private ComboBox<Place> slot;

    @FXML
    private Label summary;

    @FXML
    private VBox materialsArea;

    @FXML
    private CheckBox noSecond;

    @FXML
    private ListView<Act> acts;

    @FXML
    private Label problem;

    @FXML
    private HBox stage;

    @FXML
    private ListView<Act> running;

    @FXML
    private VBox end;

    @FXML
    private Label headline;

    @FXML
    private Label reason;

    @FXML
    private ListView<CeremonyJob.StoredKey> keys;

    @FXML
    private Label record;

    @FXML
    private Button open;

    public CeremonyController(Desk desk, CeremonyModel model) {
        super(desk);
        this.model = model;
        job = model.job();
        materials = new MaterialsArea(desk);
        seat = new SeatPane(desk, model, this::askToLeave);
    }

    private Button button(String key, String id) {
        Button button = new Button(texts().get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    @FXML
    @Initializer
    void initialize() {
        slot.setConverter(new OneWayConverter<>(this::name));
        materialsArea.getChildren().add(materials);
        acts.setCellFactory(list -> new ActCell(texts(), job, list.widthProperty()));
        running.setCellFactory(list -> new ActCell(texts(), job, list.widthProperty()));
        keys.setCellFactory(list -> new KeyCell(texts()));
        running.setFocusTraversable(false);
        HBox.setHgrow(seat, Priority.ALWAYS);
        stage.getChildren().add(seat);
        footer.getStyleClass().add("actions");
        save.setOnAction(pressed -> save());
        anew.setOnAction(pressed -> job.anew());
        noSecond.setOnAction(ticked -> showPrimary());
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        form.setOnDragOver(drag -> {
            if (drag.getDragboard().hasFiles()) {
                drag.acceptTransferModes(javafx.scene.input.TransferMode.COPY);
                drag.consume();
            }
        });
        form.setOnDragDropped(drag -> {
            drag.getDragboard().getFiles().stream()
                    .findFirst()
                    .map(File::toPath)
                    .ifPresent(model::open);
            drag.setDropCompleted(drag.getDragboard().hasFiles());
            drag.consume();
        });
        follow(job.scriptProperty(), this::show);
        follow(job.changesProperty(), changed -> show());
        follow(desk().job().materials().issuerProperty(), keys -> showPrimary());
        follow(desk().job().materials().freshProperty(), keys -> showPrimary());
        follow(desk().job().preparingProperty(), preparing -> showPrimary());
        follow(desk().job().board().runningProperty(), running -> showPrimary());
        follow(desk().bench().viewProperty(), view -> benchChanged());
    }

    private String name(Place place) {
        String what = place.slot().state() == SlotView.State.OTHER_CARD
                ? texts().get("cards.unread")
                : CardWords.sentence(texts(), place.label(), place.slot());
        return texts().format("prepareas.slot.choice", place.label(), what);
    }

    @FXML
    void chooseScript() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts().get("ceremony.script"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(texts().get("ceremony.script.files"), "*.yaml", "*.yml"));
        Optional.ofNullable(chooser.showOpenDialog(form.getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(model::open);
    }

    @FXML
    void openRecord() {
        model.record().ifPresent(desk()::open);
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts().get("ceremony.save"));
        model.record().map(Path::getFileName).map(String::valueOf).ifPresent(chooser::setInitialFileName);
        Optional.ofNullable(chooser.showSaveDialog(form.getScene().getWindow()))
                .map(File::toPath)
                .ifPresent(model::writeRecord);
    }

    private void show(Optional<ChosenScript> chosen) {
        script.setText(chosen.map(ChosenScript::file)
                .map(Path::getFileName)
                .map(String::valueOf)
                .orElseGet(() -> texts().get("prepare.file")));
        script.setAccessibleText(texts().get("ceremony.script") + ", " + script.getText());
        summary.setText(chosen.map(ChosenScript::script)
                .map(this::summary)
                .orElseGet(() -> texts().get("ceremony.script.none")));
        noSecond.setSelected(false);
        Shown.set(
                noSecond,
                chosen.filter(one -> one.script().plan().drawsForGood()).isPresent());
        Shown.set(acts, chosen.isPresent());
        List<Act> all = chosen.map(one -> one.script().acts()).orElse(List.of());
        acts.getItems().setAll(all);
        running.getItems().setAll(all);
        showPrimary();
    }

    private String summary(CeremonyScript chosen) {
        Wording words = Wording.of("input");
        Map<String, List<String>> roles = new LinkedHashMap<>();
        chosen.people()
                .forEach(person -> roles.computeIfAbsent(person.name(), name -> new ArrayList<>())
                        .add(words.get("role." + person.role())));
        String and = texts().get("ceremony.and");
        String people = roles.entrySet().stream()
                .map(each -> texts().format("ceremony.person", each.getKey(), String.join(and, each.getValue())))
                .collect(Collectors.joining(and));
        return texts().format(
                        "ceremony.summary", chosen.name(), chosen.plan().asId().hex(), people);
    }

    private void benchChanged() {
        slot.setOnAction(null);
        List<Place> candidates = model.candidates();
        Optional<Place> same = candidates.stream()
                .filter(place ->
                        model.reader().filter(place.slot().reader()::equals).isPresent())
                .findFirst()
                .or(() -> candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty());
        Shown.rows(slot.getItems(), candidates);
        slot.setValue(same.orElse(null));
        if (job.phase() == Phase.NONE) {
            model.choose(same.map(place -> place.slot().reader()));
        }
        slot.setOnAction(chosen -> {
            model.choose(Optional.ofNullable(slot.getValue())
                    .map(place -> place.slot().reader()));
            showPrimary();
        });
        showPrimary();
    }

    private void show() {
        Phase phase = job.phase();
        Shown.set(form, phase == Phase.NONE || phase == Phase.LOOKING);
        Shown.set(stage, phase.running());
        Shown.set(end, phase == Phase.ENDED);
        Shown.set(save, phase == Phase.ENDED);
        Shown.set(anew, phase == Phase.ENDED);
        if (phase.running()) {
            seat.show(running.getItems().size());
            running.refresh();
            running.scrollTo(Math.max(0, job.done() - 2));
        } else {
            seat.clear();
        }
        if (phase == Phase.ENDED) {
            showEnd();
        }
        sentenceProperty().set(phase == Phase.NONE ? "" : texts().get("ceremony.sentence." + phase));
        showPrimary();
        if (phase != shown) {
            shown = phase;
            wantFocus();
        }
    }

    private void showEnd() {
        String id = job.scriptProperty()
                .get()
                .map(one -> one.script().plan().asId().hex())
                .orElse("");
        headline.setText(texts().format(job.complete() ? "ceremony.over" : "ceremony.undone", id));
        headline.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("wrong"), !job.complete());
        reason.setText(job.remark());
        Shown.set(reason, !job.complete() && !job.remark().isEmpty());
        keys.getItems().setAll(job.keys());
        Shown.set(keys, !job.keys().isEmpty());
        Shown.set(open, model.record().isPresent());
        record.setText(model.record()
                .map(file -> texts().format("ceremony.record", file.toString()))
                .orElseGet(() -> texts().get("ceremony.record.none")));
    }

    private void showPrimary() {
        switch (job.phase()) {
            case NONE -> primary("ceremony.begin", blocked());
            case LOOKING -> primary("ceremony.begin", Optional.of("prepare.headline.looking"));
            case CALLED, ENTERING, LOST, WORKING -> primaryTextProperty().set("");
            case ENDED -> {
                if (job.complete()) {
                    primary("prepare.next.AS", Optional.empty());
                } else {
                    primary("ceremony.again", model.closed());
                }
            }
        }
    }

    private void primary(String key, Optional<String> blocked) {
        primaryTextProperty().set(texts().format(key, 0));
        primaryBlockedProperty().set(blocked.map(texts()::get).orElse(""));
    }

    private Optional<String> blocked() {
        return model.closed()
                .or(() -> noSecond.isVisible() && !noSecond.isSelected()
                        ? Optional.of("prepareas.blocked.second")
                        : Optional.empty());
    }

    @Override
    public void primary() {
        if (job.phase() == Phase.NONE && blocked().isEmpty()
                || job.phase() == Phase.ENDED
                        && !job.complete()
                        && model.closed().isEmpty()) {
            model.begin();
        } else if (job.complete()) {
            job.anew();
            desk().navigator().go(StepName.MODULES);
        }
    }

    private void askToLeave() {
        if (job.phase().running()) {
            Questions.ask(desk(), "ceremony.leave.", job::leave);
        }
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (job.phase().running() && event.getCode() == KeyCode.ESCAPE) {
            askToLeave();
            return true;
        }
        return false;
    }

    @Override
    public Optional<Node> firstFocus() {
        if (job.phase().running()) {
            return Optional.of(seat.focused());
        }
        return job.phase() == Phase.NONE && job.scriptProperty().get().isEmpty()
                ? Optional.of(script)
                : Optional.empty();
    }

    @Override
    public Optional<Node> footer() {
        return Optional.of(footer);
    }

    @Override
    public void dropped() {
        super.dropped();
        materials.drop();
        seat.clear();
    }
}
