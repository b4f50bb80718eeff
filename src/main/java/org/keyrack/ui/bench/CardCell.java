package org.keyrack.ui.bench;

import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is in a reader: icon and words. */
final class CardCell extends TableCell<ReaderRow, String> {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final FontIcon icon = new FontIcon();

    CardCell() {
        getStyleClass().add("card-cell");
    }

    @Override
    protected void updateItem(String text, boolean none) {
        super.updateItem(text, none);
        ReaderRow row = none ? null : getTableRow().getItem();
        if (row == null) {
            setText(null);
            setGraphic(null);
            pseudoClassStateChanged(WRONG, false);
            return;
        }
        icon.setIconLiteral(row.icon());
        setGraphic(icon);
        setText(text);
        pseudoClassStateChanged(WRONG, row.wrong());
    }
}
