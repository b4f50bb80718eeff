package org.keyrack.ui.firstrun;

import java.util.Optional;
import org.keyrack.app.BenchView;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;

/** What the first screen does. Its values are the settings themselves. */
public final class FirstRunModel {
    private final Desk desk;
    /** The virtual bench is being opened, and nobody has gone anywhere since. */
    private boolean passBench;

    public FirstRunModel(Desk desk) {
        this.desk = desk;
        desk.bench().viewProperty().subscribe(this::seen);
        desk.navigator().currentProperty().subscribe((before, now) -> passBench = false);
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
            passBench = true;
        }
    }

    /** Shows the lessons on the virtual bench. */
    public void showLessons() {
        desk.navigator().go(StepName.TRAINING);
    }

    /** A virtual bench has no readers to be looked at: its AS is what comes next. */
    private void seen(BenchView view) {
        if (passBench && view.simulated() && !view.asUnits().isEmpty()) {
            desk.navigator().go(StepName.ASCARD);
        }
    }

    private void done() {
        desk.settings().firstRunDoneProperty().set(true);
        desk.navigator().go(StepName.BENCH);
    }
}
