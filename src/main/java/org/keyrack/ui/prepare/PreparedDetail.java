package org.keyrack.ui.prepare;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.CardProgress;
import org.keyrack.ui.tiles.TileModel;
import org.kordamp.ikonli.javafx.FontIcon;

/** One card of a preparation: its steps, what came of it, what is safe, the redacted APDUs. */
final class PreparedDetail extends VBox {
    private static final int TRACE_ROWS = 5;

    private final Desk desk;

    PreparedDetail(Desk desk, TileModel tile, CardProgress card) {
        this.desk = desk;
        getStyleClass().add("unit-detail");
        Label head = wrapped(desk.texts().format("unit.slot", tile.label()) + ", "
                + desk.texts().get(tile.state().key()));
        head.setGraphic(new FontIcon(tile.state().icon()));
        head.getStyleClass().add("section-title");
        getChildren().add(head);
        tile.sn().ifPresent(sn -> getChildren().add(mono("SN " + sn)));
        getChildren().add(wrapped(tile.sentence()));
        if (card.unknownPackage()) {
            getChildren().add(wrapped(desk.texts().get("prepare.unknownPackage")));
        }
        if (!card.missing().isEmpty()) {
            getChildren().add(steps(card));
        }
        card.failure().ifPresent(failure -> {
            getChildren().add(wrapped(desk.texts().get(card.refused() ? "unit.nothing" : "prepare.safe")));
            if (!failure.trace().isEmpty()) {
                getChildren().add(apdus(failure));
            }
        });
        Label reader = wrapped(card.reader());
        reader.getStyleClass().addAll("muted", "small");
        getChildren().add(reader);
    }

    private FlowPane steps(CardProgress card) {
        PrepareSentences words = new PrepareSentences(desk.texts(), desk.causes());
        FlowPane pane = new FlowPane();
        pane.getStyleClass().add("method-steps");
        for (int i = 0; i < card.missing().size(); i++) {
            PreparationStep step = card.missing().get(i);
            boolean failed = i == card.done() && card.failure().isPresent();
            String state = i < card.done() ? "passed" : failed ? "failed" : "ahead";
            FontIcon icon = new FontIcon(
                    switch (state) {
                        case "passed" -> "mdi2c-check";
                        case "failed" -> "mdi2a-alert-octagon";
                        default -> "mdi2m-minus";
                    });
            Label label = new Label(words.name(step), icon);
            label.getStyleClass().addAll("method-step", state);
            label.setAccessibleText(label.getText() + ", " + desk.texts().get("step." + state));
            pane.getChildren().add(label);
        }
        return pane;
    }

    private VBox apdus(PreparationFailure failure) {
        TextArea text = new TextArea(String.join("\n", failure.trace()));
        text.setEditable(false);
        text.setPrefRowCount(TRACE_ROWS);
        text.getStyleClass().addAll("mono", "small");
        text.setAccessibleText(desk.texts().get("unit.apdus"));
        Button copy = new Button(desk.texts().get("unit.copy"), new FontIcon("mdi2c-content-copy"));
        copy.setOnAction(pressed -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text.getText());
            Clipboard.getSystemClipboard().setContent(content);
            desk.notices().announce(desk.texts().get("unit.copied"));
        });
        Label title = new Label(desk.texts().get("unit.apdus"));
        title.getStyleClass().add("section-title");
        VBox box = new VBox(title, text, copy);
        box.getStyleClass().add("unit-apdus");
        return box;
    }

    private static Label mono(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("mono");
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
