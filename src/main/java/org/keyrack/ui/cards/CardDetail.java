package org.keyrack.ui.cards;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.cards.CardState.Known;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.tiles.TileModel;
import org.kordamp.ikonli.javafx.FontIcon;

/** Everything that a card told, beside its tile. */
final class CardDetail {
    private final Desk desk;

    CardDetail(Desk desk) {
        this.desk = desk;
    }

    VBox of(TileModel tile, Optional<Known> known) {
        VBox box = new VBox();
        box.getStyleClass().add("unit-detail");
        Label title = line(desk.texts().format("unit.slot", tile.label()) + ", "
                + desk.texts().get(tile.state().key()));
        title.setGraphic(new FontIcon(tile.state().icon()));
        title.getStyleClass().add("section-title");
        box.getChildren().addAll(title, line(tile.sentence()));
        known.ifPresent(read -> new CardSentences(desk.texts(), desk.causes())
                .details(read.report())
                .forEach(text -> box.getChildren().add(line(text))));
        Label reader = line(tile.key());
        reader.getStyleClass().addAll("muted", "small");
        box.getChildren().add(reader);
        return box;
    }

    private static Label line(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
