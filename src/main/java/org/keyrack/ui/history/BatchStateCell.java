package org.keyrack.ui.history;

import java.util.Optional;
import javafx.scene.control.TableCell;
import org.keyrack.ledger.BatchSummary;
import org.kordamp.ikonli.javafx.FontIcon;

/** How a batch stands: icon and word. */
final class BatchStateCell extends TableCell<BatchSummary, String> {
    private final FontIcon icon = new FontIcon();

    @Override
    protected void updateItem(String text, boolean empty) {
        super.updateItem(text, empty);
        Optional<BatchSummary> batch = empty || getTableRow() == null
                ? Optional.empty()
                : Optional.ofNullable(getTableRow().getItem());
        Mark.dress(this, icon, batch.map(Mark::of), text);
    }
}
