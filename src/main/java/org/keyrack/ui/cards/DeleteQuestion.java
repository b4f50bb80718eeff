package org.keyrack.ui.cards;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;

/** Before a unit at work is deleted its SN, or the id of an AS, is typed: its keys are lost with it. */
final class DeleteQuestion {
    private DeleteQuestion() {}

    /**
     * Asks; returns at once.
     *
     * @param name of the unit, in small hexadecimal digits
     * @param yes done when it was typed
     */
    static void ask(Desk desk, String name, Runnable yes) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.setTitle(desk.texts().get("cards.delete.title"));
        dialog.setHeaderText(desk.texts().get("cards.delete.title"));
        Questions.dress(dialog, "mdi2d-delete-alert-outline");
        ButtonType doIt = new ButtonType(desk.texts().get("cards.delete.yes"), ButtonData.OTHER);
        ButtonType leave = new ButtonType(desk.texts().get("cards.delete.no"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(doIt, leave);
        Label text = new Label(desk.texts().format("cards.delete.text", grouped(name)));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        TextField typed = new TextField();
        typed.setId("cards-delete-name");
        typed.setAccessibleText(desk.texts().get("cards.delete.name"));
        Label label = new Label(desk.texts().get("cards.delete.name"));
        label.setLabelFor(typed);
        VBox box = new VBox(text, label, typed);
        box.getStyleClass().add("dialog-fields");
        box.setPrefWidth(420);
        dialog.getDialogPane().setContent(box);
        Button does = (Button) dialog.getDialogPane().lookupButton(doIt);
        does.setId("question-yes");
        dialog.getDialogPane().lookupButton(leave).setId("question-no");
        does.disableProperty()
                .bind(typed.textProperty()
                        .map(entered -> !entered.replaceAll("\\s", "")
                                .toLowerCase(Locale.ROOT)
                                .equals(name)));
        dialog.setOnShown(shown -> typed.requestFocus());
        dialog.resultProperty().subscribe(answer -> {
            if (answer == doIt) {
                yes.run();
            }
        });
        dialog.show();
    }

    private static String grouped(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("(.{4})(?=.)", "$1 ");
    }
}
