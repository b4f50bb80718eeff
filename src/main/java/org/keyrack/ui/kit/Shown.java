package org.keyrack.ui.kit;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/** Shows and hides controls and rows. */
public final class Shown {
    private Shown() {}

    /**
     * Shows these rows. Rows that are the same stay, and with them what is selected and drawn.
     *
     * @return whether they have changed
     */
    public static <T> boolean rows(ObservableList<T> shown, List<T> rows) {
        if (shown.equals(rows)) {
            return false;
        }
        shown.setAll(rows);
        return true;
    }

    /** Keeps room for what a pane scrolls, up to the pane's greatest height, however little is left for the others. */
    public static void whole(ScrollPane pane, Region content) {
        pane.minHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.min(content.getHeight(), pane.getMaxHeight()),
                        content.heightProperty(),
                        pane.maxHeightProperty()));
    }

    /** What is hidden takes no room from the others. */
    public static void set(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
