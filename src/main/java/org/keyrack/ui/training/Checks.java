package org.keyrack.ui.training;

import java.util.HashSet;
import java.util.Set;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.rackstate.RunState;
import org.keyrack.ui.rackstate.UnitProgress;
import org.keyrack.unit.EiUnit;

/** What lessons ask of the window, its bench and its batch. Each looks at the state of now; none remembers. */
final class Checks {
    /** Tries that a card gives for a PIN. */
    private static final int TRIES = 3;

    private Checks() {}

    static boolean at(Desk desk, StepName step) {
        return desk.navigator().currentProperty().get() == step;
    }

    static boolean pinVerified(Desk desk) {
        return desk.bench().view().slots().stream().anyMatch(SlotView::pinVerified);
    }

    static boolean aTryIsGone(Desk desk) {
        return desk.bench().view().asUnits().stream()
                .anyMatch(as -> as.identity().operatorTriesLeft() < TRIES);
    }

    /** Whether a module that was read lies in every slot. */
    static boolean wholeRackRead(Desk desk) {
        BenchView view = desk.bench().view();
        return !view.reading() && !view.eiUnits().isEmpty() && view.eiUnits().size() == slots(desk);
    }

    /** The same, and the batch that is over has seen none of them. */
    static boolean freshRackRead(Desk desk) {
        Set<SerialNumber> seen = new HashSet<>();
        desk.job().board().units().stream().map(UnitProgress::sn).forEach(seen::add);
        return wholeRackRead(desk)
                && desk.bench().view().eiUnits().stream().map(EiUnit::sn).noneMatch(seen::contains);
    }

    /** Whether two modules say one SN. */
    static boolean twins(Desk desk) {
        Set<SerialNumber> seen = new HashSet<>();
        return desk.bench().view().eiUnits().stream().map(EiUnit::sn).anyMatch(sn -> !seen.add(sn));
    }

    static long emptySlots(Desk desk) {
        return desk.shelf().modules(desk.bench().view()).stream()
                .filter(place -> place.slot().state() == SlotView.State.EMPTY)
                .count();
    }

    static boolean planned(Desk desk) {
        return desk.job().planProperty().get().isPresent();
    }

    static RunState run(Desk desk) {
        return desk.runWatch().state();
    }

    /** Whether a batch is in work. */
    static boolean begun(Desk desk) {
        return run(desk).running();
    }

    static boolean loading(Desk desk) {
        return run(desk) == RunState.LOADING;
    }

    /** Whether the batch has lost a module on the way. */
    static boolean lost(Desk desk) {
        ModuleCounts modules = desk.job().board().modules();
        return modules.of(ModuleClass.UNKNOWN) + modules.of(ModuleClass.FAILED) > 0;
    }

    /** Whether a batch is over and every module of the rack is done. */
    static boolean allDone(Desk desk) {
        return run(desk) == RunState.ENDED && desk.job().board().modules().of(ModuleClass.DONE) == slots(desk);
    }

    private static int slots(Desk desk) {
        return desk.shelf().modules(desk.bench().view()).size();
    }
}
