package org.keyrack.ui.prepare;

import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.desk.Desk;
import org.kordamp.ikonli.javafx.FontIcon;

/** Draws a cause: how many cards, cause and action, the slots. */
final class PrepareCell extends ListCell<PrepareTriage.Group> {
    /** What a sentence does not get of the list's width: border, scroll bar, the cell's padding, icon and gap. */
    private static final double BESIDE = 66;

    private final Desk desk;

    PrepareCell(Desk desk) {
        this.desk = desk;
        getStyleClass().add("trouble-cell");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(PrepareTriage.@Nullable Group group, boolean empty) {
        super.updateItem(group, empty);
        if (empty || group == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        FontIcon icon = new FontIcon(group.stopped() ? "mdi2s-stop-circle-outline" : "mdi2a-alert-octagon");
        icon.getStyleClass().addAll("trouble-icon", group.stopped() ? "stopped" : "failed");
        Label count = wrapped(desk.texts().format("prepare.group", group.cards().size()));
        count.getStyleClass().add("section-title");
        String why = group.cards()
                .get(0)
                .failure()
                .map(desk.causes()::sentence)
                .orElseGet(() -> desk.texts().get("prepare.group.stopped"));
        Label sentence = wrapped(why);
        String places = group.readers().stream()
                .map(reader -> desk.shelf().label(desk.bench().view(), reader))
                .collect(Collectors.joining(", "));
        Label slots =
                wrapped(desk.texts().format("prepare.group.slots", group.cards().size(), places));
        slots.getStyleClass().add("muted");
        HBox box = new HBox(icon, new VBox(count, sentence, slots));
        box.getStyleClass().add("trouble-group");
        setGraphic(box);
        setAccessibleText(count.getText() + ". " + why + " " + slots.getText());
    }

    private Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.prefWidthProperty().bind(getListView().widthProperty().subtract(BESIDE));
        return label;
    }
}
