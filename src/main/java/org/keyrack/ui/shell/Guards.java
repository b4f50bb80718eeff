package org.keyrack.ui.shell;

import javafx.beans.value.ObservableValue;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.ui.desk.Desk;

/** Which steps are open and which are finished, from what the bench shows. */
final class Guards {
    private Guards() {}

    private static boolean usable(BenchView view) {
        return view.service() == Service.RUNNING && !view.slots().isEmpty();
    }

    static ObservableValue<Boolean> benchUsable(Desk desk) {
        return desk.bench().viewProperty().map(Guards::usable);
    }

    /** Closed while there is no reader to look into. */
    static ObservableValue<String> needsBench(Desk desk) {
        return desk.bench().viewProperty().map(view -> usable(view) ? "" : "rail.needs.bench");
    }

    static ObservableValue<Boolean> pinVerified(Desk desk) {
        return desk.bench().viewProperty().map(view -> view.slots().stream().anyMatch(SlotView::pinVerified));
    }

    static ObservableValue<Boolean> modulesRead(Desk desk) {
        return desk.bench()
                .viewProperty()
                .map(view -> !view.reading() && !view.eiUnits().isEmpty());
    }
}
