package org.keyrack.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.text.Text;
import org.keyrack.ui.tiles.RackGrid;
import org.keyrack.ui.tiles.Tile;
import org.kordamp.ikonli.javafx.FontIcon;

/** Finds what a scene does not show whole: texts that end in an ellipsis, and controls that the window or a parent cuts. */
public final class WholeView {
    /** Rounding to whole pixels. */
    private static final double SLACK = 1;

    /** Further than any step scrolls, in pixels. */
    private static final double FAR = 100_000;

    private final String where;
    private final List<String> found = new ArrayList<>();

    private WholeView(String where) {
        this.where = where;
    }

    /** What is not whole in a scene, each with the place it was seen at. */
    public static List<String> cut(String where, Scene scene) {
        WholeView view = new WholeView(where);
        view.look(scene.getRoot(), new BoundingBox(0, 0, scene.getWidth(), scene.getHeight()));
        return view.found;
    }

    private void look(Node node, Bounds seen) {
        if (!node.isVisible()) {
            return;
        }
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        if (node instanceof Labeled labeled) {
            ellipsis(labeled);
        }
        if (node instanceof TextField field) {
            prompt(field);
        }
        if ((node instanceof ButtonBase || node instanceof Tile || node instanceof TextField)
                && bounds.getWidth() > 0
                && !inside(bounds, seen)) {
            found.add(where + ": cut " + name(node) + " " + corners(bounds) + " of " + corners(seen));
        }
        if (node instanceof Parent parent && !(node instanceof TextField)) {
            // The tiles of the rack are never out of sight.
            if (node instanceof ScrollPane pane && !(pane.getContent() instanceof RackGrid)) {
                Optional.ofNullable(pane.getContent()).ifPresent(content -> look(content, sides(meet(seen, bounds))));
                return;
            }
            Bounds inner = node instanceof ScrollPane || clips(node) ? meet(seen, bounds) : seen;
            Bounds within = rowsScroll(node) ? sides(inner) : inner;
            parent.getChildrenUnmodifiable().forEach(child -> look(child, within));
        }
    }

    /** What scrolls may be out of sight below, never to the right. */
    private static Bounds sides(Bounds pane) {
        return new BoundingBox(pane.getMinX(), -FAR, pane.getWidth(), 2 * FAR);
    }

    private static boolean rowsScroll(Node node) {
        return node instanceof VirtualFlow<?> || node.getParent() instanceof VirtualFlow<?>;
    }

    private static boolean clips(Node node) {
        return node.getClip() != null;
    }

    private static boolean inside(Bounds bounds, Bounds seen) {
        return bounds.getMinX() >= seen.getMinX() - SLACK
                && bounds.getMinY() >= seen.getMinY() - SLACK
                && bounds.getMaxX() <= seen.getMaxX() + SLACK
                && bounds.getMaxY() <= seen.getMaxY() + SLACK;
    }

    private static Bounds meet(Bounds one, Bounds other) {
        double x = Math.max(one.getMinX(), other.getMinX());
        double y = Math.max(one.getMinY(), other.getMinY());
        return new BoundingBox(
                x,
                y,
                Math.max(0, Math.min(one.getMaxX(), other.getMaxX()) - x),
                Math.max(0, Math.min(one.getMaxY(), other.getMaxY()) - y));
    }

    private void ellipsis(Labeled labeled) {
        // A long cause may end in an ellipsis on its tile: it is whole in the tooltip, the details and Results.
        if (labeled.getStyleClass().contains("tile-sentence") && troubled(labeled.getParent())
                || labeled.getContentDisplay() == ContentDisplay.GRAPHIC_ONLY
                || labeled.getText() == null
                || labeled.getText().isBlank()
                || labeled instanceof IndexedCell<?> cell && cell.isEmpty()) {
            return;
        }
        for (Node child : labeled.getChildrenUnmodifiable()) {
            if (child instanceof Text text
                    && !(child instanceof FontIcon)
                    && !text.getText().equals(labeled.getText())) {
                found.add(where + ": “" + text.getText() + "” of “" + labeled.getText() + "” " + name(labeled));
            }
        }
    }

    /** What an empty field says is cut at its border, without an ellipsis. */
    private void prompt(TextField field) {
        String prompt = field.getPromptText();
        if (prompt == null || prompt.isEmpty() || !field.getText().isEmpty() || field.getWidth() == 0) {
            return;
        }
        Text whole = new Text(prompt);
        whole.setFont(field.getFont());
        double room = field.getWidth() - field.snappedLeftInset() - field.snappedRightInset();
        if (whole.getLayoutBounds().getWidth() > room + SLACK) {
            found.add(where + ": prompt “" + prompt + "” " + name(field));
        }
    }

    private static boolean troubled(Parent tile) {
        return tile.getPseudoClassStates().stream()
                .map(PseudoClass::getPseudoClassName)
                .anyMatch(List.of("failed", "refused", "unknown")::contains);
    }

    private static String name(Node node) {
        return node.getClass().getSimpleName() + " #" + node.getId() + " " + node.getStyleClass();
    }

    private static String corners(Bounds bounds) {
        return String.format(
                "%.0f,%.0f–%.0f,%.0f", bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY());
    }
}
