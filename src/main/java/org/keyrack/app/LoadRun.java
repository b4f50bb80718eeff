package org.keyrack.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyrack.hook.Hooks;
import org.keyrack.journal.History;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.UnitResult;
import org.keyrack.order.Order;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.plan.Planner;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.Run;
import org.keyrack.run.RunFigures;
import org.keyrack.run.RunSummary;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnreadCard;
import org.keyrack.world.WorkQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A batch in work on a bench: gives the units to the run and takes them back, and feeds it new ones in continuous mode. */
public final class LoadRun {
    private static final Logger LOG = LoggerFactory.getLogger(LoadRun.class);

    private final Bench bench;
    private final History history;
    private final Plan plan;
    private final boolean continuous;
    private final Set<String> readers;
    private final Optional<Order> order;
    private final PrintedNumbers printed;
    private final Hooks hooks;
    private final Consumer<RunEvent> listener;
    private final List<Consumer<Refusal>> refusalListeners = new CopyOnWriteArrayList<>();
    /** The insertion of each reader that was given to the run: the same card is not begun twice by itself. */
    private final Map<String, Long> begun = new HashMap<>();

    /** What stands in a reader and could not be read, by its insertion: perhaps it is read yet. */
    private final Map<String, Unread> unread = new HashMap<>();
    /** Modules that stood in the bench when the batch began, and those that it has named since. */
    private final Set<SerialNumber> known = new HashSet<>();
    /** Readers of AS cards, and of modules that failed in work: what is read there later belongs to their story. */
    private final Set<String> apart = new HashSet<>();
    /** Takes in what comes: that asks the ledger, which the bench's listeners must not wait for. */
    private final WorkQueue arrivals;

    /** Held while what came in is taken or written down: the batch does not end in between. */
    private final Lock arriving;

    private boolean ended;
    private final List<AsUnit> pool = new ArrayList<>();
    /** From {@link #begin} on. */
    private @Nullable Run run;

    private @Nullable CompletableFuture<RunSummary> end;
    private volatile Subscription subscription = () -> {};

    LoadRun(
            Bench bench,
            History history,
            Plan plan,
            Batches.Options options,
            Optional<Order> order,
            PrintedNumbers printed,
            Hooks hooks,
            Consumer<RunEvent> listener) {
        this.bench = bench;
        this.arriving = bench.world().lock();
        this.arrivals = new WorkQueue(bench.world(), "arrivals");
        this.history = history;
        this.plan = plan;
        this.continuous = options.continuous();
        this.readers = options.readers();
        this.order = order;
        this.printed = printed;
        this.hooks = hooks;
        this.listener = listener;
    }

    void begin(Run opened, List<AsUnit> asUnits) {
        run = opened;
        end = opened.end().whenComplete((summary, error) -> {
            subscription.close();
            arrivals.close();
            bench.refreshAs();
        });
        synchronized (this) {
            pool.addAll(asUnits);
            BenchView view = bench.view();
            view.slots().forEach(slot -> begun.put(slot.reader(), slot.insertion()));
            view.eiUnits().forEach(unit -> known.add(unit.sn()));
            plan.units().forEach(unit -> known.add(unit.sn()));
            plan.refusals().forEach(refusal -> refusal.sn().ifPresent(known::add));
            asUnits.forEach(as -> apart.add(as.reader()));
        }
        List<PlannedUnit> units =
                plan.units().stream().filter(unit -> !unit.keys().isEmpty()).toList();
        units.forEach(unit -> bench.lease(unit.reader()));
        units.forEach(this::work);
        asUnits.forEach(as -> join(as.reader()));
        run().awaitAs();
        run().beforeEnd(this::atEnd);
        subscription = bench.listen(view -> arrive(() -> benchChanged(view)));
        if (!continuous) {
            run().finish();
        }
    }

    private Run run() {
        return Objects.requireNonNull(run, "the batch has not begun");
    }

    private void work(PlannedUnit unit) {
        if (!run().add(unit)) {
            bench.release(unit.reader());
        }
    }

    private void join(String reader) {
        try {
            addAs(reader);
        } catch (LinkFailure gone) {
            bench.readAgain(reader);
            LOG.info("The run begins without the AS in {} and waits for one: {}", reader, gone.getMessage());
        }
    }

    /**
     * Takes an AS whose PIN is verified into the run: after it was pulled, or as one more.
     *
     * @throws LinkFailure when there is no AS in that reader
     */
    public void addAs(String reader) throws LinkFailure {
        AsHandle as = bench.as(reader);
        run().addAs(as.session(), as.unit().identity().asId());
    }

    /** Whether the run waits for an AS with a verified PIN. */
    public boolean waitsForAs() {
        return run().pauses().contains(PauseReason.AS_LOST);
    }

    /** Whether this AS served the run before. */
    public synchronized boolean knows(AsUnit as) {
        return pool.stream()
                .anyMatch(
                        member -> member.identity().asId().equals(as.identity().asId()));
    }

    /** What the AS of this run are, those that are away included. */
    public synchronized Set<AsKind> kinds() {
        return pool.stream().map(AsUnit::kind).collect(Collectors.toSet());
    }

    private synchronized Optional<String> reader(Bytes asId) {
        return pool.stream()
                .filter(member -> member.identity().asId().equals(asId))
                .map(AsUnit::reader)
                .findFirst();
    }

    /** Calls the listener when a unit that came in is not taken. */
    public void onRefusal(Consumer<Refusal> refusalListener) {
        refusalListeners.add(refusalListener);
    }

    /** Another person goes on with the batch, by ID; once it has ended there is nothing to write down. */
    public void operatorChanged(String id) {
        whileOpen(() ->
                run().note(List.of(new RunEvent.OperatorChanged(bench.world().now(), batch(), id))));
    }

    /** Begins again with the unit in a reader, as it has been read since; only while the batch is open. */
    public void retry(String reader) {
        bench.view().slot(reader).ifPresent(slot -> arrive(() -> whileOpen(() -> take(slot))));
    }

    private void arrive(Runnable task) {
        if (!arrivals.add(task)) {
            LOG.debug("The batch has ended; what comes now is not its");
        }
    }

    private void benchChanged(BenchView view) {
        whileOpen(() -> run().note(lookAt(view)));
    }

    private void whileOpen(Runnable task) {
        arriving.lock();
        try {
            if (!ended) {
                task.run();
            }
        } finally {
            arriving.unlock();
        }
    }

    /** Takes what came in, and gives what is to be written down of the rest. */
    private List<RunEvent.Durable> lookAt(BenchView view) {
        List<RunEvent.Durable> refused = new ArrayList<>();
        for (SlotView slot : view.slots()) {
            if (!readers.isEmpty() && !readers.contains(slot.reader())) {
                continue;
            }
            boolean fresh;
            synchronized (this) {
                fresh = slot.state() == SlotView.State.EI && begun.getOrDefault(slot.reader(), -1L) != slot.insertion();
                if (fresh) {
                    begun.put(slot.reader(), slot.insertion());
                }
            }
            look(slot).map(this::refused).ifPresent(refused::add);
            if (fresh && continuous) {
                take(slot);
            } else if (!continuous && slot.state() == SlotView.State.EI) {
                slot.ei()
                        .filter(this::isStranger)
                        .map(Planner::notPlanned)
                        .map(this::refused)
                        .ifPresent(refused::add);
            }
        }
        return refused;
    }

    private synchronized boolean isStranger(EiUnit unit) {
        return known.add(unit.sn());
    }

    /** A card that cannot be read may be read yet; one that has gone is written down as refused, like one there at the end. */
    private synchronized Optional<Refusal> look(SlotView slot) {
        Unread before = unread.get(slot.reader());
        boolean seen = begun.getOrDefault(slot.reader(), -1L) == slot.insertion();
        if (slot.unread().isPresent() && !seen && !apart.contains(slot.reader())) {
            unread.put(slot.reader(), new Unread(slot.insertion(), slot.unread().get()));
        } else {
            unread.remove(slot.reader());
        }
        return Optional.ofNullable(before)
                .filter(was -> was.insertion() != slot.insertion())
                .map(was -> Planner.refusal(was.card()));
    }

    private RunEvent.Durable refused(Refusal refusal) {
        refusalListeners.forEach(each -> each.accept(refusal));
        return new UnitRefused(bench.world().now(), run().batch(), refusal);
    }

    /** What came while the batch was open and is not written down: nothing is taken or noted any more after it. */
    private List<RunEvent.Durable> atEnd() {
        arriving.lock();
        try {
            ended = true;
            List<RunEvent.Durable> rest = new ArrayList<>(lookAt(bench.view()));
            synchronized (this) {
                unread.values().forEach(each -> rest.add(refused(Planner.refusal(each.card()))));
                unread.clear();
            }
            return rest;
        } finally {
            arriving.unlock();
        }
    }

    /** A card that could not be read, and which of its reader's cards it is. */
    private record Unread(long insertion, UnreadCard card) {}

    private void take(SlotView slot) {
        if (slot.ei().isEmpty() || slot.state() != SlotView.State.EI) {
            return;
        }
        List<AsUnit> asUnits;
        synchronized (this) {
            asUnits = List.copyOf(pool);
        }
        Plan one = Batches.asPrinted(
                printed.refusal(slot).stream().toList(),
                List.of(slot.ei().get()),
                genuine -> Batches.ofOrder(
                        order, genuine, named -> Planner.plan(asUnits, named, List.of(), plan.profile(), history)));
        one.refusals().forEach(refusal -> refusalListeners.forEach(each -> each.accept(refusal)));
        run().note(Batches.seen(one, run().batch(), bench.world().now()));
        if (one.blocked()) {
            return;
        }
        one.units().stream().filter(unit -> !unit.keys().isEmpty()).forEach(unit -> {
            bench.lease(unit.reader());
            work(unit);
        });
    }

    void event(RunEvent event) {
        if (event instanceof RunEvent.UnitEnded ended) {
            over(ended);
        }
        hooks.accept(event);
        listener.accept(event);
        if (event instanceof RunEvent.UnitStarted started) {
            inWork(started.reader());
        } else if (event instanceof RunEvent.UnitEnded ended) {
            bench.release(ended.reader());
            if (continuous) {
                arrive(() -> takeMoved(ended));
            }
        } else if (event instanceof RunEvent.AsLost lost) {
            reader(lost.asId()).ifPresent(bench::readAgain);
        }
    }

    private synchronized void inWork(String reader) {
        apart.remove(reader);
    }

    private synchronized void over(RunEvent.UnitEnded ended) {
        if (ended.result().state() == UnitResult.State.DONE) {
            // Its card may have come back in between, after a power loss: it is the same one.
            bench.view().slot(ended.reader()).ifPresent(slot -> begun.put(ended.reader(), slot.insertion()));
        } else {
            apart.add(ended.reader());
        }
    }

    /** A module that was moved while it was in work is read and begun again where it stands now. */
    private void takeMoved(RunEvent.UnitEnded ended) {
        bench.view().slots().stream()
                .filter(slot -> !slot.reader().equals(ended.reader())
                        && slot.ei()
                                .filter(unit -> unit.sn().equals(ended.sn()))
                                .isPresent())
                .forEach(slot -> {
                    synchronized (this) {
                        begun.remove(slot.reader());
                    }
                    bench.readAgain(slot.reader());
                });
    }

    /** In continuous mode: no more units; the batch ends with those in work. */
    public void finish() {
        run().finish();
    }

    /** Waits before the next EXPORTKEY. */
    public void pause() {
        run().pause();
    }

    public void resume() {
        run().resume();
    }

    /** Ends after the keys that are on their way. */
    public void stop() {
        run().stop();
    }

    public RunFigures figures() {
        return run().figures();
    }

    /** Number of the batch on this bench. */
    public long batch() {
        return run().batch();
    }

    public Plan plan() {
        return plan;
    }

    /** Completes when the batch's end is durable. */
    public CompletableFuture<RunSummary> end() {
        return Objects.requireNonNull(end, "the batch has not begun");
    }
}
