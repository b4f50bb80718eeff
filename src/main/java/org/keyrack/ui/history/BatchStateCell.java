package org.keyrack.ui.history;

import javafx.scene.control.TableCell;
import org.keyrack.ledger.BatchSummary;
import org.kordamp.ikonli.javafx.FontIcon;

/** How a batch stands: icon and word. */
final class BatchStateCell extends TableCell<BatchSummary, String> {
    private final FontIcon icon = new FontIcon();

    @Override
    protected void updateItem(String text, boolean empty) {
        super.updateItem(text, empty);
        BatchSummary batch =
                empty || getTableRow() == null ? null : getTableRow().getItem();
        getStyleClass().removeIf(style -> style.startsWith("mark-"));
        if (batch == null) {
            setText("");
            setGraphic(null);
            return;
        }
        Mark mark = Mark.of(batch);
        icon.setIconLiteral(mark.icon());
        setText(text);
        setGraphic(icon);
        getStyleClass().add(mark.style());
    }
}
