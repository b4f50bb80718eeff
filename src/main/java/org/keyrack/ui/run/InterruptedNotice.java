package org.keyrack.ui.run;

import java.util.Optional;
import java.util.stream.Collectors;
import org.keyrack.ledger.InterruptedBatch;
import org.keyrack.ledger.Recovery;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;

/** Says, when a bench is opened, which batch was interrupted and which slots to fill again. */
public final class InterruptedNotice {
    private InterruptedNotice() {}

    /** Follows the benches that are opened. */
    public static void follow(Desk desk) {
        desk.bench().openProperty().subscribe(open -> open.ifPresent(bench -> look(desk, bench)));
    }

    private static void look(Desk desk, LiveBench.Open open) {
        desk.background().run(() -> open.ledger().recover(), recovery -> show(desk, recovery), desk::failed);
    }

    private static void show(Desk desk, Recovery recovery) {
        recovery.newer().ifPresent(head -> desk.notices().error(desk.causes().olderCopy(head)));
        Optional<InterruptedBatch> interrupted = recovery.interrupted();
        interrupted.ifPresent(batch -> desk.notices()
                .warn(
                        "run.interrupted",
                        String.valueOf(batch.batch().batch()),
                        batch.finished().size(),
                        batch.batch().unitsPlanned(),
                        slots(desk, batch)));
    }

    private static String slots(Desk desk, InterruptedBatch batch) {
        return batch.unfinished().stream()
                .map(unit -> desk.shelf().label(desk.bench().view(), unit.reader()))
                .collect(Collectors.joining(", "));
    }
}
