package org.keyrack.ui;

import javafx.scene.Node;

/** Shows and hides controls. */
public final class Shown {
    private Shown() {}

    /** What is hidden takes no room from the others. */
    public static void set(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
