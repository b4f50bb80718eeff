package org.keyrack.ui.plan;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.keyrack.app.Rotation;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.kit.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says how many modules hold an older T than the AS can give, and plans what replaces it; then the way back. */
final class RotationRow extends HBox {
    private final Texts texts;
    private final RotationOffer offer;
    private final Label sentence = new Label();
    private final Button button = new Button();

    RotationRow(Texts texts, RotationOffer offer) {
        this.texts = texts;
        this.offer = offer;
        getStyleClass().add("ask");
        sentence.setId("plan-rotation");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        button.setId("plan-rotate");
        button.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(new FontIcon("mdi2k-key-change"), sentence);
        refresh();
    }

    /** Shows how it is now. */
    void refresh() {
        Optional<Rotation> found = offer.foundProperty().get();
        boolean chosen = offer.chosen();
        if (chosen) {
            sentence.setText(texts.get("plan.rotation.chosen"));
            button.setText(texts.format("plan.rotation.back", offer.nameBefore().orElse("")));
            button.setOnAction(pressed -> offer.goBack());
        } else {
            found.ifPresent(rotation -> {
                int due = rotation.due().size();
                int left = rotation.left().size();
                sentence.setText(texts.format(
                        left == 0 ? "plan.rotation" : "plan.rotation.left",
                        due,
                        String.valueOf(rotation.slot().tVersion()),
                        left));
                button.setText(texts.format("plan.rotate", due));
                button.setOnAction(pressed -> offer.choose());
            });
        }
        // Without anything to do it would have no name, for screen readers too.
        getChildren().remove(button);
        if (chosen ? offer.nameBefore().isPresent() : found.isPresent()) {
            getChildren().add(button);
        }
        Shown.set(this, chosen || found.isPresent());
    }
}
