package org.keyrack.ui.history;

import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.app.SlotView;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.history.AuditModel.State;
import org.keyrack.ui.kit.OneWayConverter;
import org.keyrack.ui.kit.Shown;
import org.keyrack.ui.rackstate.AsWords;
import org.kordamp.ikonli.javafx.FontIcon;

/** Asks an AS of the bench about receipts: which AS, what it would be asked, how far it is, what came of it. */
final class AuditDialog {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 220;

    private final Desk desk;
    private final AuditModel model;
    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final ComboBox<SlotView> cards = new ComboBox<>();
    private final CheckBox again = new CheckBox();
    private final ProgressBar bar = new ProgressBar(0);
    private final VBox sentences = new VBox();
    private final Label reason = new Label();
    private final Button does;
    private final Button stops;
    private final Button leaves;

    /**
     * A dialog.
     *
     * @param what is audited, in words
     */
    AuditDialog(Desk desk, AuditModel model, String what) {
        this.desk = desk;
        this.model = model;
        dialog.setTitle(desk.texts().get("audit.title"));
        dialog.setHeaderText(what);
        Questions.dress(dialog, "mdi2s-shield-search");
        ButtonType doIt = new ButtonType(desk.texts().get("audit.yes"), ButtonData.OTHER);
        ButtonType stop = new ButtonType(desk.texts().get("audit.stop"), ButtonData.OTHER);
        ButtonType leave = new ButtonType(desk.texts().get("labels.close"), ButtonData.CANCEL_CLOSE);
        DialogPane pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(doIt, stop, leave);
        pane.getStyleClass().add("page-dialog");
        pane.setContent(content());
        does = (Button) pane.lookupButton(doIt);
        does.setId("audit-yes");
        does.getStyleClass().add("primary");
        does.addEventFilter(ActionEvent.ACTION, pressed -> {
            pressed.consume();
            model.audit();
        });
        stops = (Button) pane.lookupButton(stop);
        stops.setId("audit-stop");
        stops.addEventFilter(ActionEvent.ACTION, pressed -> {
            pressed.consume();
            model.stop();
        });
        leaves = (Button) pane.lookupButton(leave);
        leaves.setId("audit-no");
    }

    private VBox content() {
        cards.setId("audit-as");
        cards.setMaxWidth(Double.MAX_VALUE);
        cards.setAccessibleText(desk.texts().get("ascard.cards"));
        cards.setConverter(new OneWayConverter<>(slot -> desk.texts()
                .format(
                        "ascard.choice.open",
                        desk.texts().get("as.kind." + AsWords.kind(slot)),
                        slot.as().map(as -> as.identity().label()).orElse(""),
                        AsWords.shortly(slot))));
        cards.setOnAction(chosen -> model.asProperty().set(cards.getValue()));
        again.setId("audit-again");
        again.setText(desk.texts().get("audit.again"));
        again.setWrapText(true);
        again.setMinHeight(Region.USE_PREF_SIZE);
        again.setOnAction(ticked -> model.again(again.isSelected()));
        bar.setId("audit-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(desk.texts().get("audit.title"));
        sentences.setId("audit-sentences");
        sentences.getStyleClass().add("dialog-fields");
        ScrollPane scroll = new ScrollPane(sentences);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setPrefHeight(HEIGHT);
        reason.setId("audit-reason");
        reason.getStyleClass().add("muted");
        wrap(reason);
        VBox content = new VBox(cards, again, bar, scroll, reason);
        content.getStyleClass().addAll("dialog-fields", "care-page");
        content.setPrefWidth(WIDTH);
        return content;
    }

    private static void wrap(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    /** Opens it; returns at once. */
    void show() {
        List<SlotView> open = model.candidates();
        cards.getItems().setAll(open);
        cards.setValue(model.asProperty().get());
        Shown.set(cards, open.size() > 1);
        var shown = model.stateProperty().subscribe(this::render);
        var bench = desk.bench()
                .viewProperty()
                .subscribe(view -> render(model.stateProperty().get()));
        dialog.setOnShown(opened -> leaves.requestFocus());
        dialog.setOnHidden(hidden -> {
            shown.unsubscribe();
            bench.unsubscribe();
        });
        dialog.setOnCloseRequest(asked -> {
            if (model.stateProperty().get().busy()) {
                asked.consume();
            }
        });
        dialog.show();
        model.look();
    }

    private void render(State state) {
        bar.setProgress(state.share());
        Shown.set(bar, state.busy());
        sentences.getChildren().setAll(state.alarms().stream().map(this::alarm).toList());
        state.sentences().forEach(sentence -> sentences.getChildren().add(line(sentence)));
        String blocked = model.blocked().map(desk.texts()::get).orElse("");
        reason.setText(state.progress().isEmpty() ? blocked : state.progress());
        does.setDisable(state.busy() || !blocked.isEmpty());
        stops.setDisable(!model.stoppable());
        Shown.set(stops, state.busy());
        leaves.setDisable(state.busy());
        again.setDisable(state.busy());
        cards.setDisable(state.busy());
    }

    private static Label line(String sentence) {
        Label label = new Label(sentence);
        wrap(label);
        return label;
    }

    private Label alarm(String sentence) {
        Label label = line(sentence);
        label.setGraphic(new FontIcon("mdi2a-alert-octagon"));
        label.getStyleClass().add("problem");
        return label;
    }
}
