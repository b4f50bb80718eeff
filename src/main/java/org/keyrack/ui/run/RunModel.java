package org.keyrack.ui.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.keyrack.app.LoadRun;
import org.keyrack.app.SlotView;
import org.keyrack.app.VirtualCards;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.run.RunFigures;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.UnitProgress;

/** View model of the step Run: what can be done with the batch in work. */
public final class RunModel {
    private final Desk desk;
    private final RunBoard board;
    private final AsReturn asReturn;
    private final BooleanProperty autoReplace = new SimpleBooleanProperty(this, "autoReplace");
    private final Set<SerialNumber> replaced = new HashSet<>();

    public RunModel(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
        this.asReturn = new AsReturn(desk);
        board.changesProperty().subscribe(this::changed);
        desk.bench().viewProperty().subscribe(this::settle);
        autoReplace.subscribe(this::replaceByItself);
    }

    private void changed() {
        settle();
        replaceByItself();
        if (!board.running()) {
            replaced.clear();
        }
    }

    /** What reading modules again has settled is taken over by the board. */
    private void settle() {
        desk.bench()
                .view()
                .slots()
                .forEach(slot -> slot.settled()
                        .forEach(settled -> board.settled(
                                settled.download().sn(),
                                settled.download().ref1(),
                                settled.download().ref2(),
                                settled.loaded())));
    }

    AsReturn asReturn() {
        return asReturn;
    }

    public RunBoard board() {
        return board;
    }

    Optional<LoadRun> load() {
        return desk.job().runProperty().get();
    }

    private void tell(Consumer<LoadRun> order) {
        load().ifPresent(load -> desk.background().run(() -> order.accept(load)));
    }

    /** Waits before the next EXPORTKEY, or goes on. */
    public void pauseOrResume() {
        tell(board.pauses().contains(PauseReason.OPERATOR) ? LoadRun::resume : LoadRun::pause);
    }

    /** Ends after the keys that are on their way. */
    public void stop() {
        board.stopping();
        tell(LoadRun::stop);
    }

    /** In continuous mode: no more modules; the batch ends with those in work. */
    public void finish() {
        board.finishing();
        tell(LoadRun::finish);
    }

    /** Figures of the run; empty while there is none. */
    public Optional<RunFigures> figures() {
        return load().map(LoadRun::figures);
    }

    /** Begins again with the failed modules in these slots, if the modules that failed are still in them. */
    public void retry(Set<String> slots) {
        List<String> failed = slots.stream().filter(this::failedAndThere).toList();
        if (failed.isEmpty()) {
            desk.notices().info("run.retry.nothing");
        } else if (!board.running()) {
            desk.navigator().go(StepName.RESULTS);
        } else if (!board.takesModules()) {
            desk.notices().info("run.retry.later");
        } else {
            List<SerialNumber> modules = failed.stream()
                    .flatMap(slot -> board.seat(slot).stream())
                    .map(UnitProgress::sn)
                    .toList();
            load().ifPresent(load ->
                    new Releasing(desk).again(load, modules, () -> tell(running -> failed.forEach(running::retry))));
        }
    }

    private boolean failedAndThere(String slot) {
        return board.seat(slot)
                .filter(unit -> unit.phase() == UnitProgress.Phase.FAILED)
                .filter(unit -> desk.bench()
                        .view()
                        .slot(slot)
                        .flatMap(SlotView::ei)
                        .filter(ei -> ei.sn().equals(unit.sn()))
                        .isPresent())
                .isPresent();
    }

    /** Whether finished modules can be replaced by this program: the cards are virtual. */
    public boolean canReplace() {
        return board.continuous() && cards().isPresent();
    }

    private Optional<VirtualCards> cards() {
        return desk.bench().open().flatMap(LiveBench.Open::cards);
    }

    /** On the virtual bench: finished modules are replaced without being asked for. */
    public BooleanProperty autoReplaceProperty() {
        return autoReplace;
    }

    private void replaceByItself() {
        if (autoReplace.get() && board.running() && board.takesModules()) {
            replaceFinished();
        }
    }

    /** On the virtual bench: takes each finished module out and puts a fresh one in. */
    public void replaceFinished() {
        if (!canReplace()) {
            return;
        }
        VirtualCards cards = cards().orElseThrow();
        desk.bench().view().slots().stream()
                .flatMap(slot -> board.seat(slot.reader()).stream())
                .filter(unit -> unit.phase() == UnitProgress.Phase.DONE && replaced.add(unit.sn()))
                .map(UnitProgress::reader)
                .toList()
                .forEach(reader -> desk.background().run(() -> cards.replaceUnit(reader)));
    }
}
