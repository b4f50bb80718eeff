package org.keyrack.ui.cards;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.SetChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.desk.StepController;
import org.keyrack.ui.kit.Choices;
import org.keyrack.ui.kit.Initializer;
import org.keyrack.ui.prepare.MaterialsArea;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TilePopOver;

/** Controller of {@code cards.fxml}. */
public final class CardsController extends StepController {
    private final CardsModel model;
    private final RackGrid grid;
    private final TilePopOver details;
    private final MaterialsArea materials;

    @FXML
    private VBox materialsArea;

    @FXML
    private Label counts;

    @FXML
    private ComboBox<CardAction> task;

    @FXML
    private Button again;

    @FXML
    private ScrollPane scroll;

    public CardsController(Desk desk, CardsModel model) {
        super(desk);
        this.model = model;
        this.grid = new RackGrid(desk.texts());
        this.details = new TilePopOver(desk);
        this.materials = new MaterialsArea(desk);
    }

    @FXML
    @Initializer
    void initialize() {
        materialsArea.getChildren().add(materials);
        keep(materials::drop);
        keep(Choices.bind(task, CardAction.values(), model.taskProperty(), texts(), "cards.task"));
        grid.showIn(scroll);
        grid.setAnnouncer(desk().notices()::announce);
        grid.setOnOpen(this::open);
        grid.columnsProperty().bind(desk().settings().columnsProperty());
        grid.selected().addListener((SetChangeListener<String>) change -> showPrimary());
        follow(model.tilesProperty(), this::show);
        follow(desk().bench().viewProperty(), view -> {
            counts.setText(model.counts());
            showPrimary();
        });
        follow(model.taskProperty(), chosen -> showPrimary());
        follow(desk().job().materials().capProperty(), cap -> showPrimary());
        follow(desk().job().materials().freshProperty(), keys -> showPrimary());
        follow(desk().job().preparingProperty(), preparing -> showPrimary());
        follow(desk().job().board().runningProperty(), running -> showPrimary());
    }

    private void show(List<TileModel> tiles) {
        grid.show(tiles);
        counts.setText(model.counts());
        showPrimary();
        if (details.isShowing()) {
            details.hide();
        }
    }

    private Set<String> selected() {
        return Set.copyOf(grid.selected());
    }

    private void showPrimary() {
        List<String> unread = model.unread(selected());
        primaryTextProperty()
                .set(
                        unread.isEmpty()
                                ? texts().format(
                                                model.taskProperty().get().key() + ".primary",
                                                model.opened(selected()).size())
                                : texts().format("cards.read", unread.size()));
        Optional<String> blocked = model.blocked(selected());
        primaryBlockedProperty().set(blocked.map(texts()::get).orElse(""));
        again.setDisable(model.busy() || model.cards(selected()).isEmpty());
    }

    private void open(String reader) {
        Optional<TileModel> tile = grid.model(reader);
        Optional<Node> node = grid.currentTile();
        if (tile.isPresent() && node.isPresent()) {
            VBox lines = new CardDetail(desk()).of(tile.get(), model.report(reader));
            String name = node.get().getAccessibleText();
            details.show(node.get(), name, lines);
            desk().notices().announce(name);
        }
    }

    @FXML
    void readAgain() {
        if (!again.isDisabled()) {
            model.read(model.cards(selected()));
        }
    }

    @Override
    public void primary() {
        if (model.blocked(selected()).isPresent()) {
            return;
        }
        List<String> unread = model.unread(selected());
        if (!unread.isEmpty()) {
            model.read(unread);
            return;
        }
        List<String> readers = model.opened(selected());
        CardAction chosen = model.taskProperty().get();
        List<String> atWork = chosen == CardAction.DELETE ? model.atWork(readers) : List.of();
        if (atWork.size() > 1) {
            desk().notices().warn("cards.delete.several", atWork.size());
        } else if (!atWork.isEmpty()) {
            DeleteQuestion.ask(desk(), atWork.get(0), () -> model.perform(readers, Set.copyOf(atWork)));
        } else if (chosen.asked()) {
            Questions.ask(desk(), chosen.key() + ".", () -> model.perform(readers, Set.of()), readers.size());
        } else {
            model.perform(readers, Set.of());
        }
    }

    @Override
    public Optional<Node> firstFocus() {
        return model.unread(Set.of()).isEmpty() ? grid.currentTile() : Optional.empty();
    }

    @Override
    public void hidden() {
        details.hide();
    }

    @Override
    public boolean keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F5) {
            readAgain();
            return true;
        }
        if (event.getCode() == KeyCode.ESCAPE && !grid.selected().isEmpty()) {
            grid.selected().clear();
            return true;
        }
        return false;
    }
}
