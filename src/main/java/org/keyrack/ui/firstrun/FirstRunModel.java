package org.keyrack.ui.firstrun;

import java.util.Optional;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;

/** What the first screen does. Its values are the settings themselves. */
public final class FirstRunModel {
    private final Desk desk;

    public FirstRunModel(Desk desk) {
        this.desk = desk;
    }

    /** Goes on to the readers of this computer. */
    public void useBench() {
        if (desk.bench().view().simulated()) {
            if (!desk.mayChangeBench()) {
                return;
            }
            desk.bench().openReaders();
        }
        done();
    }

    /** The same, and there each slot is bound to its sticker. */
    public void labelSlots() {
        desk.shelf().wantLabels();
        useBench();
    }

    /** Opens the demo bench and goes on. */
    public void tryVirtualBench() {
        if (desk.mayChangeBench()) {
            desk.bench().openVirtual(Optional.empty());
            done();
        }
    }

    /** Shows the lessons on the virtual bench. */
    public void showLessons() {
        desk.navigator().go(StepName.TRAINING);
    }

    private void done() {
        desk.settings().firstRunDoneProperty().set(true);
        desk.navigator().go(StepName.BENCH);
    }
}
