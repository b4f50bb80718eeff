package org.keyrack.ui.rackstate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.journal.BatchTally;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.SerialNumber;

/**
 * What the window knows of a rack's batch, folded from its events on the JavaFX thread. A retry goes on with the same board:
 * a module is counted once, by its SN.
 */
public final class RunBoard {
    private final Map<SerialNumber, UnitProgress> units = new LinkedHashMap<>();
    private final Map<String, UnitProgress> seats = new HashMap<>();
    private final List<UnitProgress> ended = new ArrayList<>();
    private final Set<PauseReason> pauses = EnumSet.noneOf(PauseReason.class);
    private final Set<SerialNumber> aside = new LinkedHashSet<>();
    private final RefusedSlots refused = new RefusedSlots();
    private final RunPace pace = new RunPace();
    /** Every module of the rack, whichever of its batches it was in last. */
    private BatchTally rack = new BatchTally();
    /** The batch in work, or the last one. */
    private BatchTally work = new BatchTally();

    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper(this, "changes");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final AsShare as = new AsShare();
    private Optional<Plan> plan = Optional.empty();
    private Optional<BatchStarted> batch = Optional.empty();
    private Optional<BatchEnded> end = Optional.empty();
    private boolean continuous;
    private boolean stopping;
    private boolean finishing;

    /**
     * A batch is about to begin.
     *
     * @param goesOn whether it retries modules of the batch before, which then stay on the board
     * @param view what is in the readers
     */
    public void begin(Plan next, boolean continuousMode, boolean goesOn, BenchView view) {
        if (goesOn) {
            readAgain(next);
        } else {
            units.clear();
            seats.clear();
            aside.clear();
            refused.clear();
            rack = new BatchTally();
        }
        work = new BatchTally();
        as.clear();
        rack.again(next.units().stream()
                .filter(unit -> !unit.keys().isEmpty())
                .map(PlannedUnit::sn)
                .toList());
        refused.begin(next, view, continuousMode);
        ended.clear();
        pauses.clear();
        pace.clear();
        plan = Optional.of(next);
        batch = Optional.empty();
        end = Optional.empty();
        continuous = continuousMode;
        stopping = false;
        finishing = false;
        running.set(true);
        changed();
    }

    /** What could not be read where the next batch finds something: what comes of that counts. */
    private void readAgain(Plan next) {
        Stream.concat(
                        next.units().stream().map(PlannedUnit::reader),
                        next.refusals().stream().flatMap(refusal -> refusal.reader().stream()))
                .forEach(reader -> {
                    rack.readAgain(reader);
                    refused.readAgain(reader);
                });
    }

    /** The batch could not begin. */
    public void abandon() {
        rack.again(List.of());
        running.set(false);
        changed();
    }

    /** Forgets the batch and its modules: the next rack begins, or another bench. */
    public void clear() {
        units.clear();
        seats.clear();
        aside.clear();
        refused.clear();
        ended.clear();
        rack = new BatchTally();
        work = new BatchTally();
        as.clear();
        plan = Optional.empty();
        batch = Optional.empty();
        end = Optional.empty();
        changed();
    }

    /** The operator has asked to stop. */
    public void stopping() {
        stopping = true;
        changed();
    }

    /** The operator has asked to take no more modules. */
    public void finishing() {
        finishing = true;
        changed();
    }

    /**
     * Takes in what has happened since the last frame.
     *
     * @param view what is in the readers
     */
    public void accept(List<RunEvent> events, BenchView view) {
        for (RunEvent event : events) {
            fold(event);
            if (event instanceof UnitRefused refusal) {
                refused.refused(refusal.refusal(), view);
            }
        }
        changed();
    }

    private void fold(RunEvent event) {
        rack.accept(event);
        work.accept(event);
        as.accept(event);
        if (event instanceof BatchStarted started) {
            batch = Optional.of(started);
        } else if (event instanceof UnitStarted started) {
            UnitProgress unit = new UnitProgress(started.sn(), started.reader(), started.keys());
            units.remove(started.sn());
            units.put(started.sn(), unit);
            seats.put(started.reader(), unit);
        } else if (event instanceof KeyStarted key) {
            unit(key.download().sn()).ifPresent(unit -> unit.keyStarted(key.download(), key.index()));
        } else if (event instanceof Exported exported) {
            unit(exported.download().sn()).ifPresent(UnitProgress::exported);
        } else if (event instanceof Outcome outcome) {
            outcome(outcome);
        } else if (event instanceof UnitEnded over) {
            ended(over);
        } else if (event instanceof PauseChanged change) {
            pauses.clear();
            pauses.addAll(change.reasons());
        } else if (event instanceof BatchEnded over) {
            end = Optional.of(over);
            pauses.clear();
            running.set(false);
        }
    }

    private void outcome(Outcome outcome) {
        if (outcome.result() instanceof Loaded) {
            pace.key(outcome.at());
        }
        unit(outcome.download().sn())
                .ifPresent(unit -> unit.outcome(
                        outcome.download().ref1(), outcome.download().ref2(), outcome.result()));
    }

    private void ended(UnitEnded over) {
        // A module that another batch has in work was refused before it began.
        UnitProgress unit = units.computeIfAbsent(
                over.sn(),
                sn -> new UnitProgress(sn, over.reader(), over.result().planned()));
        seats.put(over.reader(), unit);
        unit.ended(over.result());
        stands(unit);
        ended.add(unit);
    }

    private void stands(UnitProgress unit) {
        rack.moduleClass(unit.sn()).ifPresent(unit::stands);
    }

    private Optional<UnitProgress> unit(SerialNumber sn) {
        return Optional.ofNullable(units.get(sn));
    }

    /** Reading a module again has settled a key. */
    public void settled(SerialNumber sn, int ref1, int ref2, boolean loaded) {
        unit(sn).filter(unit -> unit.phase() == UnitProgress.Phase.UNKNOWN && unit.holds(ref1, ref2))
                .ifPresent(unit -> {
                    rack.settled(sn, ref1, ref2, loaded);
                    work.settled(sn, ref1, ref2, loaded);
                    unit.settled(ref1, ref2, loaded);
                    stands(unit);
                    changed();
                });
    }

    /** The bench has changed: a stranger or a card that cannot be read may have come in while the batch is in work. */
    void seen(BenchView view) {
        Set<String> taken = units.values().stream()
                .filter(unit -> unit.working() || unit.troubled())
                .map(UnitProgress::reader)
                .collect(Collectors.toSet());
        if (running() && refused.seen(view, taken)) {
            changed();
        }
    }

    /** The cards of the rack that the batch does not take, and that were not loaded since. */
    public List<RefusedSlot> refusedSlots() {
        return refused.all().stream()
                .filter(slot -> slot.sn().filter(units::containsKey).isEmpty())
                .toList();
    }

    /** The card in a slot, if the batch does not take it. */
    public Optional<RefusedSlot> refusedAt(SlotView slot) {
        return refused.at(slot)
                .filter(found -> found.sn().filter(units::containsKey).isEmpty());
    }

    /** The operator puts modules aside. */
    public void setAside(List<SerialNumber> modules) {
        aside.addAll(modules);
        modules.forEach(sn -> {
            rack.setAside(sn);
            unit(sn).ifPresent(UnitProgress::setAside);
        });
        changed();
    }

    /** Planning these modules again has shown that nothing is missing in them. */
    public void complete(List<SerialNumber> modules) {
        modules.forEach(sn -> {
            rack.complete(sn);
            unit(sn).ifPresent(this::stands);
        });
        changed();
    }

    public boolean isSetAside(SerialNumber sn) {
        return aside.contains(sn);
    }

    /** The modules put aside since the rack began. */
    public List<SerialNumber> setAsideModules() {
        return List.copyOf(aside);
    }

    private void changed() {
        changes.set(changes.get() + 1);
    }

    /** Counts the changes of the board: whoever shows it shows it anew when this changes. */
    public ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    public boolean running() {
        return running.get();
    }

    /** Every module of the rack, each once. */
    public List<UnitProgress> units() {
        return List.copyOf(units.values());
    }

    /** The module that was begun last in a reader. */
    public Optional<UnitProgress> seat(String reader) {
        return Optional.ofNullable(seats.get(reader));
    }

    /** The modules whose work is over in this batch, in the order in which it ended. */
    public List<UnitProgress> ended() {
        return List.copyOf(ended);
    }

    /** Every module of the rack in its class. */
    public ModuleCounts modules() {
        return rack.counts().modules();
    }

    /** The keys of the batch in work, or of the last one. */
    public KeyCounts keys() {
        return work.counts().keys();
    }

    /** Keys of it whose receipt matches V. */
    public int keysLoaded() {
        return keys().of(KeyClass.LOADED);
    }

    /** What the AS did for it. */
    public AsShare as() {
        return as;
    }

    /** Whether a module of the rack failed or is unknown. */
    public boolean lostModule() {
        ModuleCounts now = modules();
        return now.of(ModuleClass.FAILED) + now.of(ModuleClass.UNKNOWN) > 0;
    }

    public Set<PauseReason> pauses() {
        return Set.copyOf(pauses);
    }

    public Optional<Plan> plan() {
        return plan;
    }

    public Optional<BatchStarted> batch() {
        return batch;
    }

    public Optional<BatchEnded> end() {
        return end;
    }

    /** Whether finished modules are replaced while others run. */
    public boolean continuous() {
        return continuous;
    }

    public boolean isStopping() {
        return stopping;
    }

    /** Whether no more modules are taken, and the batch ends with those in work. */
    public boolean isFinishing() {
        return finishing;
    }

    /** Whether modules that come in are still taken. */
    public boolean takesModules() {
        return continuous && !stopping && !finishing;
    }

    /** Keys of the batch that nothing more happens to: loaded, or of a module whose work is over. */
    public int keysOver() {
        return work.keysOver();
    }

    /** Keys loaded per second in the last half minute. */
    public double rate() {
        return pace.rate(Instant.now());
    }
}
