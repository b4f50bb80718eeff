package org.keyrack.ui.shell;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.results.Outcome;

/** Says the state of the batch in work: one sentence for the status bar, the window's title and a screen reader. */
final class RunStatus {
    private final Desk desk;
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper(this, "sentence", "");

    RunStatus(Desk desk) {
        this.desk = desk;
        desk.job().board().changesProperty().subscribe(change -> show());
        desk.texts().localeProperty().subscribe(locale -> show());
        desk.runWatch().stateProperty().subscribe((before, now) -> {
            show();
            if (now != RunState.NONE) {
                desk.notices().announce(now == RunState.ENDED ? new Outcome(desk).headline() : words());
            }
        });
    }

    private void show() {
        sentence.set(desk.runWatch().state().running() ? words() : "");
    }

    private String words() {
        RunBoard board = desk.job().board();
        String state = desk.texts().get("run.status." + desk.runWatch().state());
        Optional<BatchStarted> batch = board.batch();
        return batch.map(begun -> desk.texts()
                        .format(
                                "run.status.counted",
                                String.valueOf(begun.batch()),
                                state,
                                board.modules().passed(),
                                board.modules().seen()))
                .orElse(state);
    }

    /** Empty while no batch is in work. */
    ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** Share of the keys that are over, 0 to 1; 0 while no batch is in work or its end is open. */
    double progress() {
        RunBoard board = desk.job().board();
        return !desk.runWatch().state().running()
                        || board.continuous()
                        || board.keys().planned() == 0
                ? 0
                : Math.min(1, (double) board.keysOver() / board.keys().planned());
    }
}
