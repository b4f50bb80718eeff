package org.keyrack.ui.prepare;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.PreparationBoard;
import org.keyrack.ui.rackstate.PreparationBoard.Phase;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.TileModel;
import org.keyrack.ui.tiles.TilePopOver;
import org.keyrack.ui.tiles.TileState;
import org.kordamp.ikonli.javafx.FontIcon;

/** The rack while its cards are prepared: one line, a bar, the tiles, and what went wrong grouped by its cause. */
final class BoardArea extends VBox {
    private final Desk desk;
    private final PreparationBoard board;
    private final PrepareTiles tiles;
    private final RackGrid grid;
    private final TilePopOver details;
    private final FontIcon icon = new FontIcon("mdi2p-progress-wrench");
    private final Label headline = new Label();
    private final HBox headlineArea = new HBox(icon, headline);
    private final ProgressBar bar = new ProgressBar(0);
    private final ListView<PrepareTriage.Group> list = new ListView<>();

    BoardArea(Desk desk, PreparationBoard board) {
        this.desk = desk;
        this.board = board;
        this.tiles = new PrepareTiles(desk, board);
        this.grid = new RackGrid(desk.texts());
        this.details = new TilePopOver(desk);
        getStyleClass().add("step");
        headlineArea.getStyleClass().add("headline-area");
        headline.getStyleClass().add("headline");
        headline.setId("prepare-headline");
        headline.setWrapText(true);
        bar.setId("prepare-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinHeight(USE_PREF_SIZE);
        bar.setAccessibleText(desk.texts().get("prepare.bar"));
        list.setId("prepare-list");
        list.getStyleClass().add("prepare-list");
        list.setAccessibleText(desk.texts().get("prepare.list"));
        list.setCellFactory(view -> new PrepareCell(desk));
        list.getSelectionModel().selectedItemProperty().subscribe(this::light);
        grid.setAnnouncer(desk.notices()::announce);
        grid.setOnOpen(this::open);
        grid.columnsProperty().bind(desk.settings().columnsProperty());
        ScrollPane scroll = new ScrollPane();
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFocusTraversable(false);
        grid.showIn(scroll);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().setAll(headlineArea, bar, list, scroll);
    }

    /** Shows how it is now. */
    void show() {
        Phase phase = board.phase();
        grid.show(tiles.tiles());
        headline.setText(new PrepareHeadline(desk.texts()).of(board));
        boolean good = board.complete();
        icon.setIconLiteral(
                phase != Phase.ENDED ? "mdi2p-progress-wrench" : good ? "mdi2c-check-bold" : "mdi2a-alert-octagon");
        headlineArea.getStyleClass().removeAll("good", "bad");
        if (phase == Phase.ENDED) {
            headlineArea.getStyleClass().add(good ? "good" : "bad");
        }
        bar.setProgress(board.share());
        Shown.set(bar, phase.working());
        List<PrepareTriage.Group> groups = phase == Phase.ENDED ? PrepareTriage.groups(board.cards()) : List.of();
        Shown.set(list, !groups.isEmpty());
        if (Shown.rows(list.getItems(), groups) && !groups.isEmpty()) {
            list.getSelectionModel().select(0);
        }
    }

    /** Lights the slots of a group, so that the hand finds them. */
    private void light(PrepareTriage.@Nullable Group group) {
        if (group != null) {
            grid.selected().clear();
            grid.selected().addAll(group.readers());
        }
    }

    private void open(String reader) {
        Optional<Node> tile = grid.currentTile();
        Optional<TileModel> model = grid.model(reader);
        board.card(reader).ifPresent(card -> {
            if (tile.isPresent() && model.isPresent()) {
                String name = tile.get().getAccessibleText();
                details.show(tile.get(), name, new PreparedDetail(desk, model.get(), card));
                desk.notices().announce(name);
            }
        });
    }

    Set<String> selected() {
        return Set.copyOf(grid.selected());
    }

    RackGrid grid() {
        return grid;
    }

    /** What has the focus: the causes when something went wrong, else the rack. */
    Optional<Node> focus() {
        return list.isVisible() ? Optional.of(list) : grid.currentTile();
    }

    void nextFailure() {
        List<String> order = grid.keys();
        int at = grid.currentProperty().get().map(order::indexOf).orElse(-1);
        for (int step = 1; step <= order.size(); step++) {
            String key = order.get((at + step) % order.size());
            TileState state = grid.model(key).map(TileModel::state).orElse(TileState.EMPTY);
            if (state == TileState.FAILED || state == TileState.REFUSED) {
                grid.focus(key);
                return;
            }
        }
    }

    void hide() {
        details.hide();
    }
}
