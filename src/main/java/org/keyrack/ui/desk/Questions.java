package org.keyrack.ui.desk;

import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** Asks before something that cannot be taken back. What changes nothing has the focus; Esc is that answer. */
public final class Questions {
    private Questions() {}

    /**
     * Asks; returns at once.
     *
     * @param key prefix in the bundle, with its dot: {@code <key>title}, {@code <key>text}, {@code <key>yes}, {@code <key>no}
     * @param yes done when the answer is yes
     * @param arguments of these texts
     */
    public static void ask(Desk desk, String key, Runnable yes, Object... arguments) {
        ButtonType doIt = new ButtonType(desk.texts().format(key + "yes", arguments), ButtonData.OTHER);
        ButtonType leave = new ButtonType(desk.texts().format(key + "no", arguments), ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(AlertType.CONFIRMATION, desk.texts().format(key + "text", arguments), doIt, leave);
        alert.setTitle(desk.texts().format(key + "title", arguments));
        alert.setHeaderText(alert.getTitle());
        dress(alert, "mdi2h-help-circle-outline");
        Button stays = (Button) alert.getDialogPane().lookupButton(leave);
        Button does = (Button) alert.getDialogPane().lookupButton(doIt);
        does.setId("question-yes");
        stays.setId("question-no");
        stays.setDefaultButton(true);
        alert.setOnShown(shown -> stays.requestFocus());
        alert.resultProperty().subscribe(answer -> {
            if (answer == doIt) {
                yes.run();
            }
        });
        alert.show();
    }

    /**
     * Gives a dialog the look of the window, and puts it in front of it.
     *
     * @param icon Ikonli's name of its icon
     */
    public static void dress(Dialog<?> dialog, String icon) {
        FontIcon graphic = new FontIcon(icon);
        graphic.getStyleClass().add("dialog-icon");
        dialog.setGraphic(graphic);
        inFront(dialog);
    }

    /** Puts a dialog in front of the main window. */
    public static void inFront(Dialog<?> dialog) {
        Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && stage.isShowing() && stage.getOwner() == null)
                .findFirst()
                .ifPresent(dialog::initOwner);
    }
}
