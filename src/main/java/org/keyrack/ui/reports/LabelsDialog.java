package org.keyrack.ui.reports;

import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.stage.Window;
import org.keyrack.journal.BatchId;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.FxmlFile;

/** The labels of a batch as they will be printed, by a template that is chosen; then saved as a PDF. */
public final class LabelsDialog {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 900;
    /** What is seen of the window behind. */
    private static final double BESIDE = 60;

    private final Desk desk;
    private final BatchId batch;

    public LabelsDialog(Desk desk, BatchId batch) {
        this.desk = desk;
        this.batch = batch;
    }

    /**
     * Opens it; returns at once.
     *
     * @param owner the window that it is in front of
     */
    public void show(Window owner) {
        LabelsController controller = new LabelsController(desk, new LabelsModel(desk, batch));
        Dialog<ButtonType> dialog = new Dialog<>();
        DialogPane pane = dialog.getDialogPane();
        dialog.setTitle(desk.texts().format("labels.title", String.valueOf(batch.number())));
        pane.setContent(FxmlFile.LABELS.load(desk, controller));
        ButtonType save = new ButtonType(desk.texts().get("labels.save.button"), ButtonData.OTHER);
        ButtonType print = new ButtonType(desk.texts().get("labels.print"), ButtonData.OTHER);
        pane.getButtonTypes()
                .setAll(print, save, new ButtonType(desk.texts().get("labels.close"), ButtonData.CANCEL_CLOSE));
        button(pane, save, "labels-save", controller::save);
        button(pane, print, "labels-print", controller::print).getStyleClass().add("primary");
        dialog.initOwner(owner);
        // The theme's dialogs are never wider than a column of text.
        pane.getStyleClass().add("page-dialog");
        pane.setPrefSize(Math.min(WIDTH, owner.getWidth() - BESIDE), Math.min(HEIGHT, owner.getHeight() - BESIDE));
        dialog.setResizable(true);
        dialog.show();
    }

    /** The dialog stays open: what was saved or printed and the preview are compared now and then. */
    private static Button button(DialogPane pane, ButtonType type, String id, Runnable action) {
        Button button = (Button) pane.lookupButton(type);
        button.setId(id);
        button.addEventFilter(ActionEvent.ACTION, pressed -> {
            pressed.consume();
            action.run();
        });
        return button;
    }
}
