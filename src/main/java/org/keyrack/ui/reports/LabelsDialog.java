package org.keyrack.ui.reports;

import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.keyrack.ui.Desk;
import org.keyrack.ui.FxmlFile;

/** The labels of a batch as they will be printed, by a template that is chosen; then saved as a PDF. */
public final class LabelsDialog {
    private final Desk desk;
    private final BatchName batch;

    public LabelsDialog(Desk desk, BatchName batch) {
        this.desk = desk;
        this.batch = batch;
    }

    /** Opens it; returns at once. */
    public void show() {
        LabelsController controller = new LabelsController(desk, new LabelsModel(desk, batch));
        Dialog<ButtonType> dialog = new Dialog<>();
        DialogPane pane = dialog.getDialogPane();
        dialog.setTitle(desk.texts().format("labels.title", String.valueOf(batch.batch())));
        pane.setContent(FxmlFile.LABELS.load(desk, controller));
        ButtonType save = new ButtonType(desk.texts().get("labels.save.button"), ButtonData.OTHER);
        pane.getButtonTypes().setAll(save, ButtonType.CLOSE);
        Button saves = (Button) pane.lookupButton(save);
        saves.setId("labels-save");
        saves.getStyleClass().add("primary");
        // The dialog stays open: the saved file and the preview are compared now and then.
        saves.addEventFilter(ActionEvent.ACTION, pressed -> {
            pressed.consume();
            controller.save();
        });
        Window.getWindows().stream()
                .filter(window -> window instanceof Stage stage && stage.isShowing() && stage.getOwner() == null)
                .findFirst()
                .ifPresent(owner -> {
                    dialog.initOwner(owner);
                    pane.setPrefSize(Math.min(900, owner.getWidth() - 80), Math.min(900, owner.getHeight() - 60));
                });
        dialog.setResizable(true);
        dialog.show();
    }
}
