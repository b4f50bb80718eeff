package org.keyrack.ui.kit;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * Shows its content larger: the content is laid out in a smaller space and magnified to fill this one. It is never given so
 * little space that a button would be out of reach: in a small window it grows less than was asked for.
 */
public final class ScaledPane extends Region {
    /** The least space for every step, in pixels before they are magnified. */
    private static final double LEAST_WIDTH = 940;

    private static final double LEAST_HEIGHT = 530;

    private final Node content;
    private final Scale transform = new Scale(1, 1);
    private final DoubleProperty factor = new SimpleDoubleProperty(this, "factor", 1);

    public ScaledPane(Node content) {
        this.content = content;
        content.getTransforms().add(transform);
        getChildren().add(content);
        factor.subscribe(this::requestLayout);
    }

    /** 1 shows the content as it is, 2 twice as large. */
    public DoubleProperty factorProperty() {
        return factor;
    }

    @Override
    protected void layoutChildren() {
        double room = Math.min(getWidth() / LEAST_WIDTH, getHeight() / LEAST_HEIGHT);
        double shown = Math.max(1, Math.min(factor.get(), room));
        transform.setX(shown);
        transform.setY(shown);
        content.resizeRelocate(0, 0, getWidth() / shown, getHeight() / shown);
    }
}
