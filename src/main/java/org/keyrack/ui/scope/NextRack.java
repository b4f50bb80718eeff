package org.keyrack.ui.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.plan.Profile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.kit.LatestAnswer;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.rackstate.Shelf;
import org.keyrack.unit.EiUnit;

/**
 * What stands between a finished batch and the next rack: which modules are still to be taken out, which slots wait for a
 * fresh one, and, once only fresh ones are in, the plan for them by the same profile. What Review would show somebody is
 * shown by Review: such a plan is not started from here.
 */
public final class NextRack {
    private final Desk desk;
    private final RunBoard board;
    private final LatestAnswer planning;
    private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(this, "look", Look.NONE);
    private List<String> planned = List.of();

    public NextRack(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
        this.planning = new LatestAnswer(desk.background());
    }

    /** Where the change of racks has got to. */
    public ReadOnlyObjectProperty<Look> lookProperty() {
        return look.getReadOnlyProperty();
    }

    public Look look() {
        return look.get();
    }

    /** Looks at the bench as it is now, and has a plan made when there is something to plan. */
    public void refresh() {
        BenchView view = desk.bench().view();
        Optional<LiveBench.Open> open = desk.bench().open();
        Optional<Profile> profile = board.plan().map(Plan::profile);
        if (board.running() || board.end().isEmpty() || profile.isEmpty() || open.isEmpty()) {
            set(Look.NONE);
            return;
        }
        Look now = slots(view);
        if (now.state() != State.PLANNING) {
            set(now);
            return;
        }
        Profile chosen = desk.job().profileProperty().get().orElse(profile.get());
        List<String> wanted = new ArrayList<>(now.fresh());
        wanted.add(chosen.hash().hex());
        view.eiUnits().forEach(unit -> wanted.add(unit.sn().hex()));
        if (look().plan().isPresent() && wanted.equals(planned)) {
            set(judged(now, look().plan().get()));
            return;
        }
        if (look().state() == State.PLANNING && wanted.equals(planned)) {
            return;
        }
        planned = List.copyOf(wanted);
        look.set(now);
        planning.run(
                () -> desk.job().batches(open.get()).plan(chosen, Set.of(), view),
                plan -> look.set(judged(now, plan)),
                failure -> {
                    planned = List.of();
                    set(Look.NONE);
                    desk.failed(failure);
                });
    }

    private void set(Look next) {
        if (next.plan().isEmpty()) {
            planning.forget();
            planned = List.of();
        }
        if (!next.equals(look())) {
            look.set(next);
        }
    }

    /** What lies where; PLANNING when only fresh cards are in and all of them have been read. */
    private Look slots(BenchView view) {
        Set<SerialNumber> old = new HashSet<>();
        Set<String> used = new HashSet<>();
        board.units().forEach(unit -> {
            old.add(unit.sn());
            used.add(unit.reader());
        });
        for (Plan plan : board.plan().stream().toList()) {
            plan.units().forEach(unit -> {
                old.add(unit.sn());
                used.add(unit.reader());
            });
            plan.refusals().forEach(refusal -> refusal.sn().ifPresent(old::add));
        }
        board.refusedSlots().forEach(refused -> refused.sn().ifPresent(old::add));
        List<String> out = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        boolean reading = false;
        for (Shelf.Place place : desk.shelf().modules(view)) {
            SlotView slot = place.slot();
            switch (slot.state()) {
                case EMPTY -> {
                    if (used.contains(slot.reader())) {
                        empty.add(place.label());
                    }
                }
                case READING -> reading = true;
                case AS -> {}
                case IN_WORK -> out.add(place.label());
                case EI -> (isOld(slot, old) ? out : fresh).add(place.label());
                case OTHER_CARD, MUTE, BUSY, FAILED ->
                    (board.refusedAt(slot).isPresent() ? out : fresh).add(place.label());
            }
        }
        State state = fresh.isEmpty() || !out.isEmpty() ? State.SWAP : reading ? State.READING : State.PLANNING;
        return new Look(state, out, empty, fresh, Optional.empty(), List.of());
    }

    private static boolean isOld(SlotView slot, Set<SerialNumber> old) {
        return slot.ei().map(EiUnit::sn).filter(old::contains).isPresent();
    }

    private Look judged(Look slots, Plan plan) {
        List<String> reasons = reasons(plan);
        return new Look(
                reasons.isEmpty() ? State.READY : State.FLAGGED,
                slots.out(),
                slots.empty(),
                slots.fresh(),
                Optional.of(plan),
                reasons);
    }

    /** Why somebody is to look at Review first, as sentences; empty when it is the same again. */
    private List<String> reasons(Plan plan) {
        PlanIssues issues = new PlanIssues(desk);
        List<String> reasons = new ArrayList<>(issues.of(plan));
        Optional<Plan> before = board.plan();
        // What was worth knowing of the batch before, of the same keys, somebody has read.
        before.map(issues::remarks).ifPresent(reasons::removeAll);
        if (before.filter(done -> done.profile().hash().equals(plan.profile().hash()))
                .isEmpty()) {
            reasons.add(desk.texts().format("next.profile", plan.profile().name()));
        }
        if (desk.job().resumedProperty().get().isPresent()) {
            reasons.add(desk.texts().get("next.resumed"));
        }
        if (plan.replacements() > 0 && before.map(Plan::replacements).orElse(0) == 0) {
            reasons.add(desk.texts().format("review.undo.replaced", plan.replacements()));
        }
        List<SerialNumber> seen =
                desk.bench().view().eiUnits().stream().map(EiUnit::sn).toList();
        RackScope scope = new RackScope(desk);
        if (scope.differs(seen)) {
            scope.expected(seen, RackScope.NAMED).ifPresent(reasons::add);
        }
        LoadGuards.blocked(desk, Optional.of(plan))
                .filter(key -> reasons.isEmpty())
                .map(desk.texts()::get)
                .ifPresent(reasons::add);
        return reasons;
    }

    /** Loads the fresh modules as those before them, or shows the plan where it can be looked at. */
    public void go() {
        Look now = look();
        Optional<Plan> plan = now.plan();
        if (plan.isEmpty() || board.running()) {
            return;
        }
        desk.job().planProperty().set(plan);
        desk.navigator().beginAgainAt(StepName.RACK);
        if (now.state() == State.READY && LoadGuards.blocked(desk, plan).isEmpty()) {
            new RunStart(desk).start(plan.get(), board.continuous(), false);
        } else if (!desk.navigator().isOpen(StepName.REVIEW)
                || !desk.navigator().go(StepName.REVIEW)) {
            desk.navigator().go(StepName.RACK);
        }
    }

    /** Keys planned for a fresh module; empty when the plan does not load it. */
    public Optional<Integer> keys(SerialNumber sn) {
        return look().plan().stream()
                .flatMap(plan -> plan.units().stream())
                .filter(unit -> unit.sn().equals(sn))
                .map(PlannedUnit::keys)
                .map(List::size)
                .findFirst();
    }

    /** How far the change of racks is. */
    public enum State {
        /** No batch has ended here. */
        NONE,
        /** Modules of the finished batch are in, or no fresh one. */
        SWAP,
        READING,
        PLANNING,
        /** Fresh modules alone, and something that Review is to show first. */
        FLAGGED,
        /** Fresh modules alone, by the same profile, and nothing to say about them. */
        READY
    }

    /**
     * What lies in the slots.
     *
     * @param out labels of slots whose cards belong to the finished batch
     * @param empty labels of slots that were used and are empty now
     * @param fresh labels of slots with fresh cards
     * @param plan for the fresh modules, once it is made
     * @param reasons why Review is to be looked at, in the operator's language
     */
    public record Look(
            State state,
            List<String> out,
            List<String> empty,
            List<String> fresh,
            Optional<Plan> plan,
            List<String> reasons) {
        static final Look NONE = new Look(State.NONE, List.of(), List.of(), List.of(), Optional.empty(), List.of());

        public Look {
            out = List.copyOf(out);
            empty = List.copyOf(empty);
            fresh = List.copyOf(fresh);
            reasons = List.copyOf(reasons);
        }

        /** Whether only cards are in that the finished batch has not seen. */
        public boolean swapped() {
            return state != State.NONE && state != State.SWAP;
        }

        /** Whether it may begin by itself: every slot that was used has a fresh module. */
        public boolean whole() {
            return state == State.READY && empty.isEmpty();
        }
    }
}
