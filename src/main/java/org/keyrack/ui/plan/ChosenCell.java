package org.keyrack.ui.plan;

import java.util.function.Consumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TableCell;
import javafx.scene.input.MouseButton;
import org.keyrack.ui.kit.Texts;

/** Whether a pair is loaded: a box that the mouse ticks; the keyboard does it by Space on the row. */
final class ChosenCell extends TableCell<PlanPair, PlanPair> {
    private final CheckBox box = new CheckBox();
    private final Texts texts;

    ChosenCell(Consumer<PlanPair> toggle, Texts texts) {
        this.texts = texts;
        box.setFocusTraversable(false);
        box.setOnAction(pressed -> toggle.accept(getItem()));
        // The whole cell is the target, not the small box alone.
        box.setMouseTransparent(true);
        setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && getItem() != null) {
                toggle.accept(getItem());
            }
        });
    }

    @Override
    protected void updateItem(PlanPair pair, boolean empty) {
        super.updateItem(pair, empty);
        setGraphic(empty || pair == null ? null : box);
        if (!empty && pair != null) {
            box.setSelected(pair.chosen());
            box.setAccessibleText(texts.format(
                    "plan.chosen",
                    String.valueOf(pair.load().ref1()),
                    String.valueOf(pair.load().ref2())));
        }
    }
}
