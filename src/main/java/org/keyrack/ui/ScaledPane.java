package org.keyrack.ui;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows its content larger: the content is laid out in a smaller space and magnified to fill this one. */
public final class ScaledPane extends Region {
    private final Node content;
    private final Scale transform = new Scale(1, 1);
    private final DoubleProperty factor = new SimpleDoubleProperty(this, "factor", 1);

    public ScaledPane(Node content) {
        this.content = content;
        content.getTransforms().add(transform);
        getChildren().add(content);
        transform.xProperty().bind(factor);
        transform.yProperty().bind(factor);
        factor.subscribe(this::requestLayout);
    }

    /** 1 shows the content as it is, 2 twice as large. */
    public DoubleProperty factorProperty() {
        return factor;
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
    }
}
