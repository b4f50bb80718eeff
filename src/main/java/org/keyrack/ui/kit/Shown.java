package org.keyrack.ui.kit;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.Node;

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

    /** What is hidden takes no room from the others. */
    public static void set(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
