package org.keyrack.ui.results;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyrack.app.BenchView;
import org.keyrack.app.LoadRun;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.desk.StepName;
import org.keyrack.ui.people.Releasing;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.ui.rackstate.RunBoard;
import org.keyrack.ui.results.TroubleGroup.Kind;
import org.keyrack.ui.scope.NextRack;
import org.keyrack.ui.scope.RunStart;
import org.keyrack.unit.EiUnit;

/** View model of the step Results. Everything is bound to the SN: a module may be in any slot by now. */
public final class ResultsModel {
    private final Desk desk;
    private final RunBoard board;
    private final Triage triage;
    private final Outcome outcome;
    private final NextRack next;

    public ResultsModel(Desk desk) {
        this.desk = desk;
        this.board = desk.job().board();
        this.triage = new Triage(desk);
        this.outcome = new Outcome(desk);
        this.next = new NextRack(desk);
    }

    RunBoard board() {
        return board;
    }

    /** What went wrong, the worst first. */
    List<TroubleGroup> groups() {
        return triage.groups();
    }

    /** What is to be done for the next rack. */
    NextRack next() {
        return next;
    }

    /** What came out of it, in words. */
    Outcome outcome() {
        return outcome;
    }

    /** SNs of the modules of the rack's batch: those begun and those that the plan refused. */
    List<SerialNumber> seen() {
        return Stream.concat(
                        board.units().stream().map(unit -> unit.sn()),
                        triage.refused().stream().flatMap(slot -> slot.sn().stream()))
                .toList();
    }

    /** Whether every module of the rack is done. */
    boolean complete() {
        return board.modules().seen() > 0 && board.modules().notPassed() == 0 && !board.running();
    }

    /** Why the batch ended early, and what its failures have in common; empty when it went to its end. */
    Optional<String> stopped() {
        EndReason reason = board.end().map(BatchEnded::reason).orElse(EndReason.FINISHED);
        return switch (reason) {
            case STOPPED_AFTER_FAILURES ->
                triage.common(board.plan()
                        .map(plan -> plan.profile().stopAfterFailures())
                        .orElse(0));
            case LEDGER_LOST -> Optional.of(desk.causes().format("ledger.lost"));
            case FINISHED, STOPPED_BY_OPERATOR, AS_UNUSABLE -> Optional.empty();
        };
    }

    /** Loads what is missing in these modules, wherever they are now. */
    void retry(List<UnfinishedModule> troubles) {
        Set<String> readers = readers(troubles);
        if (readers.isEmpty()) {
            return;
        }
        if (leftOrder().isPresent()) {
            desk.notices().warn("order.left.retry", leftOrder().get());
            return;
        }
        Optional<LoadRun> open = desk.job().runProperty().get().filter(load -> board.running());
        if (open.isPresent() && !board.takesModules()) {
            desk.notices().info("run.retry.later");
        } else if (open.isPresent()) {
            List<SerialNumber> modules =
                    troubles.stream().flatMap(trouble -> trouble.sn().stream()).toList();
            new Releasing(desk)
                    .again(open.get(), modules, () -> desk.background().run(() -> readers.forEach(open.get()::retry)));
        } else {
            plan(readers, plan -> begin(plan, troubles));
        }
    }

    /** The order that the batch was begun under, when another one or none is loaded by now. */
    private Optional<String> leftOrder() {
        Optional<String> now = desk.job()
                .orderProperty()
                .get()
                .map(order -> order.signed().order().number());
        return board.batch().flatMap(BatchStarted::order).filter(begun -> !now.equals(Optional.of(begun)));
    }

    private void begin(Plan plan, List<UnfinishedModule> troubles) {
        plan.refusals().stream()
                .findFirst()
                .ifPresent(refusal -> desk.notices().error(desk.causes().sentence(refusal)));
        if (plan.blocked()) {
            return;
        }
        if (plan.keys() > 0) {
            new RunStart(desk).start(plan, false, true);
        } else if (plan.refusals().isEmpty()) {
            desk.notices().info("results.nothingLeft", troubles.size());
            board.complete(plan.units().stream().map(unit -> unit.sn()).toList());
        }
    }

    private void plan(Set<String> readers, java.util.function.Consumer<Plan> next) {
        Optional<Profile> profile = board.plan().map(Plan::profile);
        Optional<LiveBench.Open> open = desk.bench().open();
        if (profile.isEmpty() || open.isEmpty()) {
            return;
        }
        desk.background().run(() -> desk.job().batches(open.get()).plan(profile.get(), readers), next, desk::failed);
    }

    /** Where the modules are now; a notice names those that are nowhere. */
    private Set<String> readers(List<UnfinishedModule> troubles) {
        BenchView view = desk.bench().view();
        Set<String> found = new HashSet<>();
        List<String> missing = new ArrayList<>();
        for (UnfinishedModule trouble : troubles) {
            List<String> places = view.eiUnits().stream()
                    .filter(ei -> trouble.sn().filter(ei.sn()::equals).isPresent())
                    .map(EiUnit::reader)
                    .toList();
            if (trouble.sn().isEmpty()) {
                // What could not be read is known by its slot alone.
                found.add(trouble.reader());
            } else if (places.isEmpty()) {
                missing.add(trouble.sn().get().grouped());
            } else {
                found.addAll(places);
            }
        }
        if (!missing.isEmpty()) {
            desk.notices().warn("results.missing", String.join(", ", missing));
        }
        return found;
    }

    /** Reads modules again: it changes nothing, and settles what is not known. */
    void check(List<UnfinishedModule> troubles) {
        Set<String> readers = readers(troubles);
        desk.bench().open().ifPresent(open -> desk.background().run(() -> readers.forEach(open.bench()::readAgain)));
    }

    /** Nothing more is done with these modules. They are shown so once the ledger has it. */
    void setAside(List<UnfinishedModule> troubles) {
        Optional<LiveBench.Open> open = desk.bench().open();
        Optional<BatchStarted> batch = board.batch();
        if (open.isEmpty() || batch.isEmpty()) {
            return;
        }
        Map<SerialNumber, String> modules = new LinkedHashMap<>();
        troubles.forEach(trouble -> trouble.sn().ifPresent(sn -> modules.put(sn, trouble.reader())));
        // Of this moment: the shift may have changed since the batch began.
        String operator = desk.operator();
        desk.background()
                .run(
                        () -> {
                            open.get().batches().setAside(batch.get().batch(), modules, operator);
                            return List.copyOf(modules.keySet());
                        },
                        board::setAside,
                        failure -> desk.notices()
                                .error(desk.texts()
                                        .format(
                                                "results.notSetAside",
                                                desk.causes().sentence(failure))));
    }

    /** The modules that were begun and not finished: loading what is missing in them is the next thing to do. */
    static List<UnfinishedModule> failed(List<TroubleGroup> groups) {
        return groups.stream()
                .filter(group -> group.kind() == Kind.FAILED || group.kind() == Kind.STOPPED)
                .flatMap(group -> group.troubles().stream())
                .toList();
    }

    /** Whether one of these is to be checked before it may be retried. */
    static boolean unknown(List<TroubleGroup> groups) {
        return groups.stream().anyMatch(group -> group.kind() == Kind.UNKNOWN);
    }

    /** Fresh modules in the same slots, the same profile. */
    void nextRack() {
        desk.notices().batchIsOver();
        board.clear();
        desk.job().resumedProperty().set(Optional.empty());
        desk.job().planAnew();
        desk.navigator().beginAgainAt(StepName.RACK);
        desk.navigator().go(StepName.RACK);
    }

    /** The same profile on what is in the bench now, once more through Review. */
    void repeatRun() {
        plan(Set.of(), plan -> {
            desk.job().profileProperty().set(Optional.of(plan.profile()));
            desk.job().planProperty().set(Optional.of(plan));
            if (!desk.navigator().go(StepName.REVIEW)) {
                desk.navigator().go(StepName.PLAN);
            }
        });
    }

    /** The batch whose reports can be written; empty while there is none. */
    Optional<BatchId> batch() {
        return board.batch()
                .flatMap(batch -> desk.bench()
                        .open()
                        .map(open -> new BatchId(open.ledger().bench(), batch.batch())));
    }

    List<SerialNumber> setAside() {
        return board.setAsideModules();
    }
}
