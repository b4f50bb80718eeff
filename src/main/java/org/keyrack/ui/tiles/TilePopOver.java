package org.keyrack.ui.tiles;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.util.Duration;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.PopOver.ArrowLocation;
import org.keyrack.ui.desk.Desk;

/** The details of a slot beside its tile, one at a time: the rack keeps its size and the tile stays in sight. */
public final class TilePopOver {
    private static final double WIDTH = 420;
    private static final double HEIGHT = 380;
    private static final int TEXT = 14;

    private final Desk desk;
    private Optional<PopOver> shown = Optional.empty();
    private String title = "";

    public TilePopOver(Desk desk) {
        this.desk = desk;
    }

    /** Shows the details beside a tile. Esc or a click elsewhere hides them. */
    public void show(Node tile, String name, Node details) {
        hide();
        title = name;
        ScrollPane scroll = new ScrollPane(details);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefViewportWidth(WIDTH);
        scroll.setMaxHeight(HEIGHT);
        scroll.getStyleClass().addAll("edge-to-edge", "tile-details");
        scroll.setAccessibleText(name);
        // A popup takes the size of its text from its owner, and tiles have a large one.
        scroll.setStyle(
                "-fx-font-size: " + TEXT * desk.settings().scaleProperty().get() / 100 + "px;");
        PopOver popOver = new PopOver(scroll);
        popOver.setDetachable(false);
        popOver.setArrowLocation(arrow(tile));
        popOver.setAnimated(false);
        popOver.setOnHidden(hidden -> {
            if (shown.filter(popOver::equals).isPresent()) {
                shown = Optional.empty();
            }
        });
        shown = Optional.of(popOver);
        popOver.show(tile);
    }

    /** The arrow points at the tile from the side where there is more room. */
    private static ArrowLocation arrow(Node tile) {
        double middle = tile.localToScene(tile.getBoundsInLocal()).getCenterX();
        return middle < tile.getScene().getWidth() / 2 ? ArrowLocation.LEFT_CENTER : ArrowLocation.RIGHT_CENTER;
    }

    /** Whether details are shown. */
    public boolean isShowing() {
        return shown.isPresent();
    }

    /** What the details that are shown are called; empty when none are. */
    public String title() {
        return isShowing() ? title : "";
    }

    /** Hides the details. */
    public void hide() {
        shown.ifPresent(popOver -> popOver.hide(Duration.ZERO));
        shown = Optional.empty();
    }
}
