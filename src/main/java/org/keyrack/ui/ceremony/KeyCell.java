package org.keyrack.ui.ceremony;

import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CeremonyJob.StoredKey;
import org.kordamp.ikonli.javafx.FontIcon;

/** A key of the directory: its name, its KCV, and whether anybody has it. */
final class KeyCell extends ListCell<StoredKey> {
    private final Texts texts;

    KeyCell(Texts texts) {
        this.texts = texts;
        getStyleClass().add("act-cell");
    }

    @Override
    protected void updateItem(@Nullable StoredKey key, boolean empty) {
        super.updateItem(key, empty);
        if (key == null || empty) {
            setText(null);
            setGraphic(null);
            return;
        }
        setText(texts.format(
                key.drawn() ? "ceremony.key.drawn" : "ceremony.key.joined",
                key.name(),
                key.kcv().toString()));
        setGraphic(new FontIcon(key.drawn() ? "mdi2d-dice-multiple-outline" : "mdi2k-key-outline"));
    }
}
