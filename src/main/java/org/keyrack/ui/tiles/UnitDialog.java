package org.keyrack.ui.tiles;

import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.Questions;
import org.keyrack.ui.rackstate.UnitProgress;

/** The details of one module in a window of their own. */
public final class UnitDialog {
    private static final int WIDTH = 560;

    private final Desk desk;
    private final UnitProgress unit;

    public UnitDialog(Desk desk, UnitProgress unit) {
        this.desk = desk;
        this.unit = unit;
    }

    /** Opens it; returns at once. */
    public void show() {
        Dialog<ButtonType> dialog = new Dialog<>();
        UnitDetail detail = new UnitDetail(desk);
        detail.show(unit);
        dialog.setTitle(desk.texts().format("unit.title", unit.sn().grouped()));
        dialog.getDialogPane().setContent(detail);
        dialog.getDialogPane().setPrefWidth(WIDTH);
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
        Questions.inFront(dialog);
        dialog.show();
    }
}
