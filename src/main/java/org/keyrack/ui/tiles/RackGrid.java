package org.keyrack.ui.tiles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.keyrack.ui.kit.Texts;

/**
 * The shelf as a grid of tiles: arrows move, Enter opens, Space selects, dragging reorders (or Ctrl+Shift and an arrow). The
 * steps Rack and Run share it.
 */
public final class RackGrid extends Region {
    /** Around the tiles, for the ring of the one that has the focus; in pixels. */
    private static final double RING = 3;

    private final Map<String, Tile> tiles = new LinkedHashMap<>();
    private final ObservableSet<String> selected = FXCollections.observableSet();
    private final ReadOnlyObjectWrapper<Optional<String>> current =
            new ReadOnlyObjectWrapper<>(this, "current", Optional.empty());
    private final IntegerProperty columns = new SimpleIntegerProperty(this, "columns");
    private final Texts texts;
    private Consumer<String> onOpen = key -> {};
    private Consumer<String> announcer = text -> {};
    private Optional<BiConsumer<String, String>> onMove = Optional.empty();
    private RackArrangement arrangement = RackArrangement.FIRST;
    private double room;
    /** Whether the tiles were arranged anew and do not stand where they belong yet. */
    private boolean moved;

    public RackGrid(Texts texts) {
        this.texts = texts;
        getStyleClass().add("rack-grid");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleText(texts.get("tile.rack"));
        addEventHandler(KeyEvent.KEY_PRESSED, new RackKeys(this)::pressed);
        selected.addListener((SetChangeListener<String>)
                change -> tiles.forEach((key, tile) -> tile.select(selected.contains(key))));
        columns.subscribe(this::arrange);
        widthProperty().subscribe(this::arrange);
        // One tile is a stop of the Tab key, the one the keyboard was at.
        current.subscribe(now -> tiles.forEach(
                (key, tile) -> tile.setFocusTraversable(now.filter(key::equals).isPresent())));
    }

    /** Shows these tiles in this order; a tile is known by its key, so an unchanged one costs nothing. */
    public void show(List<TileModel> models) {
        boolean sameOrder = List.copyOf(tiles.keySet())
                .equals(models.stream().map(TileModel::key).toList());
        if (!sameOrder) {
            Map<String, Tile> before = new LinkedHashMap<>(tiles);
            tiles.clear();
            for (TileModel model : models) {
                tiles.put(model.key(), before.containsKey(model.key()) ? before.get(model.key()) : tile(model.key()));
            }
            getChildren().setAll(tiles.values());
            selected.retainAll(tiles.keySet());
            if (current.get().filter(tiles::containsKey).isEmpty()) {
                current.set(tiles.keySet().stream().findFirst());
            }
            current.get().map(tiles::get).ifPresent(tile -> tile.setFocusTraversable(true));
        }
        models.forEach(this::show);
        arrange();
    }

    private void show(TileModel model) {
        Tile tile = Objects.requireNonNull(tiles.get(model.key()));
        TileModel before = tile.model();
        boolean entered = before != null && before.state() != model.state();
        tile.show(model);
        if (entered && model.state().announced()) {
            announcer.accept(tile.getAccessibleText());
        }
    }

    private Tile tile(String key) {
        Tile tile = new Tile(texts);
        tile.size(arrangement.density(), arrangement.scale());
        tile.focusedProperty().subscribe(focused -> {
            if (focused) {
                current.set(Optional.of(key));
            }
        });
        tile.addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress()) {
                clicked(key, click);
            }
        });
        tile.setOnDragDetected(drag -> onMove.ifPresent(move -> {
            Dragboard board = tile.startDragAndDrop(TransferMode.MOVE);
            ClipboardContent content = new ClipboardContent();
            content.putString(key);
            board.setContent(content);
            board.setDragView(tile.snapshot(null, null));
            drag.consume();
        }));
        tile.setOnDragOver(drag -> {
            if (drag.getGestureSource() instanceof Tile source && source != tile && onMove.isPresent()) {
                drag.acceptTransferModes(TransferMode.MOVE);
                drag.consume();
            }
        });
        tile.setOnDragDropped(drag -> {
            onMove.ifPresent(move -> move.accept(drag.getDragboard().getString(), key));
            drag.setDropCompleted(onMove.isPresent());
            drag.consume();
        });
        return tile;
    }

    private void clicked(String key, MouseEvent click) {
        focus(key);
        if (click.isShortcutDown()) {
            toggle(key);
        } else {
            onOpen.accept(key);
        }
    }

    /** Keys of the slots selected. */
    public ObservableSet<String> selected() {
        return selected;
    }

    void toggle(String key) {
        if (!selected.remove(key)) {
            selected.add(key);
        }
    }

    /** The slot that the keyboard is at. */
    public ReadOnlyObjectProperty<Optional<String>> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Columns wanted; fewer are shown when the window is too narrow. 0 takes as many as fit. */
    public IntegerProperty columnsProperty() {
        return columns;
    }

    /** What Enter or a click on a slot does. */
    public void setOnOpen(Consumer<String> action) {
        onOpen = action;
    }

    void open(String key) {
        onOpen.accept(key);
    }

    /** What dragging does: the first slot is to be where the second is. Without it nothing can be dragged. */
    public void setOnMove(BiConsumer<String, String> action) {
        onMove = Optional.of(action);
    }

    void move(String key, String target) {
        onMove.ifPresent(move -> move.accept(key, target));
    }

    /** Gets a sentence when a slot is done, has failed, or is not known. */
    public void setAnnouncer(Consumer<String> announcer) {
        this.announcer = announcer;
    }

    /** The keys in their order. */
    public List<String> keys() {
        return List.copyOf(tiles.keySet());
    }

    /** What a slot shows; empty when there is no such slot. */
    public Optional<TileModel> model(String key) {
        return Optional.ofNullable(tiles.get(key)).map(Tile::model);
    }

    /** Moves the keyboard to a slot. */
    public void focus(String key) {
        Tile tile = tiles.get(key);
        if (tile != null) {
            current.set(Optional.of(key));
            tile.requestFocus();
        }
    }

    /** The tile that the keyboard was at; empty without tiles. */
    public Optional<Node> currentTile() {
        return current.get().map(tiles::get);
    }

    /**
     * Shows the rack in a pane that scrolls when it must: the tiles are as large as the pane allows, and the one that the
     * keyboard is at is in sight.
     */
    public void showIn(ScrollPane pane) {
        pane.setContent(this);
        pane.viewportBoundsProperty().subscribe(bounds -> {
            room = bounds.getHeight();
            arrange();
        });
        current.subscribe(key -> reveal(pane));
        heightProperty().subscribe(height -> reveal(pane));
    }

    private void reveal(ScrollPane pane) {
        double hidden = getHeight() - room;
        currentTile().filter(tile -> hidden > 0 && room > 0).ifPresent(tile -> {
            double top = tile.getBoundsInParent().getMinY();
            double bottom = tile.getBoundsInParent().getMaxY();
            double offset = pane.getVvalue() * hidden;
            if (top < offset) {
                pane.setVvalue(top / hidden);
            } else if (bottom > offset + room) {
                pane.setVvalue((bottom - room) / hidden);
            }
        });
    }

    int columnsShown() {
        return arrangement.columns();
    }

    private void arrange() {
        if (getWidth() <= 2 * RING || tiles.isEmpty()) {
            return;
        }
        boolean far = getScene().getWindow() instanceof Stage stage && stage.isFullScreen();
        RackArrangement next = RackArrangement.of(
                tiles.size(),
                columns.get(),
                getWidth() - 2 * RING,
                Math.max(0, room - 2 * RING),
                far ? RackArrangement.MOST_FAR : RackArrangement.MOST);
        if (next.equals(arrangement)) {
            return;
        }
        if (next.scale() != arrangement.scale() || next.density() != arrangement.density()) {
            tiles.values().forEach(tile -> tile.size(next.density(), next.scale()));
            setStyle("-fx-font-size: " + 14 * next.scale() + "px;");
        }
        arrangement = next;
        moved = true;
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return RackArrangement.Density.COMPACT.width();
    }

    @Override
    protected double computePrefWidth(double height) {
        return RackArrangement.Density.NORMAL.width() * Math.max(1, columns.get());
    }

    @Override
    protected double computePrefHeight(double width) {
        return arrangement.height(tiles.size()) + 2 * RING;
    }

    @Override
    protected void layoutChildren() {
        int place = 0;
        for (Tile tile : tiles.values()) {
            int row = place / arrangement.columns();
            int column = place % arrangement.columns();
            tile.resizeRelocate(
                    RING + column * (arrangement.tileWidth() + RackArrangement.GAP),
                    RING + row * (arrangement.tileHeight() + RackArrangement.GAP),
                    arrangement.tileWidth(),
                    arrangement.tileHeight());
            place++;
        }
        if (moved) {
            moved = false;
            // Asked for in the middle of the pane's own layout it would be lost, and the pane would keep the height of
            // before.
            Platform.runLater(this::requestLayout);
        }
    }
}
