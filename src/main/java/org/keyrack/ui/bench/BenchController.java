package org.keyrack.ui.bench;

import java.io.File;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Columns;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.LiveBench;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controller of {@code bench.fxml}. */
public final class BenchController extends StepController {
    private final BenchModel model;

    @FXML
    private FontIcon serviceIcon;

    @FXML
    private Label service;

    @FXML
    private FontIcon limitIcon;

    @FXML
    private Label limit;

    @FXML
    private Button again;

    @FXML
    private Button demo;

    @FXML
    private TableView<ReaderRow> readers;

    @FXML
    private TableColumn<ReaderRow, String> label;

    @FXML
    private TableColumn<ReaderRow, String> reader;

    @FXML
    private TableColumn<ReaderRow, String> card;

    @FXML
    private HBox facts;

    @FXML
    private FontIcon emptyIcon;

    @FXML
    private Label empty;

    @FXML
    private Label remedy;

    @FXML
    private Button bind;

    @FXML
    private Button forget;

    @FXML
    private HBox binding;

    @FXML
    private Label insert;

    public BenchController(Desk desk, BenchModel model) {
        super(desk);
        this.model = model;
    }

    @FXML
    void initialize() {
        primaryTextProperty().set(texts().get("bench.primary"));
        readers.setItems(model.rows());
        Columns.text(label, ReaderRow::label);
        Columns.text(reader, ReaderRow::reader);
        Columns.text(card, ReaderRow::card);
        card.setCellFactory(column -> new CardCell());
        follow(desk().bench().viewProperty(), view -> refresh());
        follow(desk().bench().stateProperty(), state -> refresh());
        follow(desk().bench().problemProperty(), problem -> refresh());
        follow(model.binding().askedProperty(), this::ask);
    }

    private void refresh() {
        boolean opening = desk().bench().stateProperty().get() == LiveBench.State.OPENING;
        boolean running = desk().bench().view().service() == Service.RUNNING;
        boolean simulated = desk().bench().view().simulated();
        service.setText(opening ? texts().get("bench.opening") : model.serviceSentence());
        serviceIcon.setIconLiteral(
                simulated
                        ? "mdi2t-test-tube"
                        : opening ? "mdi2t-timer-sand" : running ? "mdi2c-check-circle" : "mdi2a-alert-octagon");
        limit.setText(model.limitSentence());
        limitIcon.setIconLiteral(model.limitReached() && !simulated ? "mdi2a-alert" : "mdi2u-usb-port");
        // With nothing to list, the cause stands in the middle and nowhere else.
        Shown.set(facts, opening || !model.rows().isEmpty());
        empty.setText(opening ? texts().get("bench.opening") : model.serviceSentence());
        emptyIcon.setIconLiteral(opening ? "mdi2t-timer-sand" : running ? "mdi2u-usb-port" : "mdi2a-alert-octagon");
        remedy.setText(opening ? "" : texts().get("bench.remedy"));
        demo.setDisable(opening);
        again.setText(texts().get(simulated ? "bench.readers.use" : "bench.again"));
        again.setDisable(opening);
        bind.setDisable(model.rows().isEmpty());
        forget.setDisable(desk().settings().shelf().isEmpty());
        primaryBlockedProperty().set(model.blocked().map(texts()::get).orElse(""));
    }

    private void ask(Optional<Integer> slot) {
        Shown.set(binding, slot.isPresent());
        slot.ifPresent(number -> {
            insert.setText(texts().format("bench.insert", number));
            if (number > 1) {
                desk().notices().announce(insert.getText());
            }
        });
        forget.setDisable(desk().settings().shelf().isEmpty());
    }

    @Override
    public void shown() {
        model.begin();
        if (desk().shelf().takeLabelsWanted()) {
            model.startBinding();
        }
    }

    @Override
    public Optional<Node> firstFocus() {
        return model.usableProperty().get() ? Optional.empty() : Optional.of(again);
    }

    @FXML
    void checkAgain() {
        model.openReaders();
    }

    @FXML
    void openDemo() {
        model.openVirtual(Optional.empty());
    }

    @FXML
    void openRack() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts().get("bench.rack"));
        chooser.getExtensionFilters().add(new ExtensionFilter(texts().get("bench.rack.kind"), "*.yaml", "*.yml"));
        File chosen = chooser.showOpenDialog(readers.getScene().getWindow());
        if (chosen != null) {
            model.openVirtual(Optional.of(chosen.toPath()));
        }
    }

    @FXML
    void startBinding() {
        model.startBinding();
    }

    @FXML
    void skipSlot() {
        model.binding().skip();
    }

    @FXML
    void stopBinding() {
        model.binding().stop();
    }

    @FXML
    void forgetLabels() {
        model.forgetLabels();
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE
                && model.binding().askedProperty().get().isPresent()) {
            stopBinding();
            return true;
        }
        if (event.getCode() == KeyCode.F5) {
            desk().bench()
                    .open()
                    .ifPresent(open -> desk().background()
                            .run(() -> desk().bench()
                                    .view()
                                    .slots()
                                    .forEach(slot -> open.bench().readAgain(slot.reader()))));
            return true;
        }
        return false;
    }

    @Override
    public void primary() {
        model.next();
    }
}
