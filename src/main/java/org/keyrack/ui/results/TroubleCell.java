package org.keyrack.ui.results;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.kordamp.ikonli.javafx.FontIcon;

/** Draws a row of the triage list. */
final class TroubleCell extends ListCell<TroubleRow> {
    /**
     * What a sentence does not get of the list's width: border, scroll bar, the cell's padding, icon and gap. The scroll bar
     * is counted also where there is none: a list that measures its cells before it shows one would cut their last lines.
     */
    private static final double BESIDE = 66;

    private final Desk desk;

    TroubleCell(Desk desk) {
        this.desk = desk;
        getStyleClass().add("trouble-cell");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TroubleRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        if (row.trouble().isPresent()) {
            unit(row.trouble().get());
        } else {
            group(row.group());
        }
    }

    private void group(TroubleGroup group) {
        FontIcon icon = new FontIcon(group.kind().icon());
        icon.getStyleClass().addAll("trouble-icon", group.kind().name().toLowerCase(java.util.Locale.ROOT));
        Label count =
                new Label(desk.texts().format("results.group", group.troubles().size()) + " "
                        + desk.texts().get("results.kind." + group.kind()));
        count.getStyleClass().add("section-title");
        Label sentence = new Label(group.sentence());
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.prefWidthProperty().bind(getListView().widthProperty().subtract(BESIDE));
        HBox box = new HBox(icon, new VBox(count, sentence));
        box.getStyleClass().add("trouble-group");
        setGraphic(box);
        setAccessibleText(count.getText() + ". " + sentence.getText());
    }

    private void unit(UnfinishedModule trouble) {
        Label slot = new Label(
                desk.texts().format("unit.slot", desk.shelf().label(desk.bench().view(), trouble.reader())));
        Label sn = new Label(trouble.sn().map(SerialNumber::grouped).orElse(""));
        sn.getStyleClass().addAll("mono", "muted");
        HBox box = new HBox(slot, sn);
        box.getStyleClass().add("trouble-unit");
        setGraphic(box);
        setAccessibleText(trouble.sn().isPresent() ? slot.getText() + ", " + sn.getText() : slot.getText());
    }
}
