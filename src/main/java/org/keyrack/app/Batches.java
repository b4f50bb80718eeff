package org.keyrack.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.hook.Hooks;
import org.keyrack.journal.ExpectedUnits;
import org.keyrack.journal.History;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitSetAside;
import org.keyrack.language.Languages;
import org.keyrack.language.TypedName;
import org.keyrack.order.Order;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.plan.Planner;
import org.keyrack.plan.Profile;
import org.keyrack.plan.ProfileException;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.run.Run;
import org.keyrack.run.RunSettings;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnreadCard;

/** Plans and starts batches on a bench. */
public final class Batches {
    private final Bench bench;
    private final History history;
    private final Journal journal;
    private final Hooks hooks;
    private final Optional<Order> order;
    private final PrintedNumbers printed;

    /** Batches of a ledger, with the hooks that hear of them. */
    public Batches(Bench bench, OpenLedger ledger) {
        this(bench, ledger, ledger, ledger.hooks(), Optional.empty(), new PrintedNumbers());
    }

    public Batches(Bench bench, History history, Journal journal) {
        this(bench, history, journal, Hooks.none(), Optional.empty(), new PrintedNumbers());
    }

    private Batches(
            Bench bench, History history, Journal journal, Hooks hooks, Optional<Order> order, PrintedNumbers printed) {
        this.bench = bench;
        this.history = history;
        this.journal = journal;
        this.hooks = hooks;
        this.order = order;
        this.printed = printed;
    }

    /** What somebody says is printed on modules: those whose cards say otherwise are refused. */
    public PrintedNumbers printed() {
        return printed;
    }

    /** Batches that load an order: they plan its profile for the modules that it names, and for no other. */
    public Batches under(Order loaded) {
        return new Batches(bench, history, journal, hooks, Optional.of(loaded), printed);
    }

    /** Plans a profile for what is in the bench now. Reads the ledger; not for the JavaFX thread. */
    public Plan plan(Profile profile) {
        return plan(profile, Set.of());
    }

    /**
     * Plans a profile for some readers of the bench.
     *
     * @param only their names; empty means all
     */
    public Plan plan(Profile profile, Set<String> only) {
        return plan(
                profile,
                unit -> only.isEmpty() || only.contains(unit.reader()),
                card -> only.isEmpty() || only.contains(card.reader()));
    }

    /**
     * The same after the rack was looked at: a module that stood in it then and has been taken out since is refused, and does
     * not vanish.
     */
    public Plan plan(Profile profile, Set<String> only, BenchView earlier) {
        BenchView now = bench.view();
        List<Refusal> takenOut = earlier.eiUnits().stream()
                .filter(unit -> only.isEmpty() || only.contains(unit.reader()))
                .filter(unit -> now.slot(unit.reader())
                        .filter(slot -> slot.state() != SlotView.State.EMPTY)
                        .isEmpty())
                .filter(unit ->
                        now.eiUnits().stream().noneMatch(still -> still.sn().equals(unit.sn())))
                .map(Planner::takenOut)
                .toList();
        return NamedReaders.explained(plan(profile, only).without(takenOut), only, now);
    }

    /** Plans a profile for those modules of the bench that a batch left open, and for no other. */
    public Plan plan(Profile profile, Resumption left) {
        return plan(profile, unit -> left.takes(unit.sn()), card -> true);
    }

    private Plan plan(Profile profile, Predicate<EiUnit> wanted, Predicate<UnreadCard> alsoNamed) {
        BenchView view = bench.view();
        List<EiUnit> units = view.eiUnits().stream().filter(wanted).toList();
        List<UnreadCard> unread = view.unread().stream().filter(alsoNamed).toList();
        return asPrinted(
                printed.refusals(view),
                units,
                genuine -> ofOrder(order, genuine, named -> Planner.plan(pool(view), named, unread, profile, history)));
    }

    /** Plans for those modules that are what is printed on them; each of the others is refused. */
    static Plan asPrinted(List<Refusal> otherwise, List<EiUnit> units, Function<List<EiUnit>, Plan> planner) {
        Set<String> readers =
                otherwise.stream().flatMap(refusal -> refusal.reader().stream()).collect(Collectors.toSet());
        return planner.apply(units.stream()
                        .filter(unit -> !readers.contains(unit.reader()))
                        .toList())
                .without(otherwise.stream()
                        .filter(refusal ->
                                units.stream().anyMatch(unit -> refusal.reader().equals(Optional.of(unit.reader()))))
                        .toList());
    }

    /** Plans for those modules that an order names; each of the others is refused. */
    static Plan ofOrder(Optional<Order> order, List<EiUnit> units, Function<List<EiUnit>, Plan> planner) {
        Map<Boolean, List<EiUnit>> named = units.stream()
                .collect(Collectors.partitioningBy(
                        unit -> order.isEmpty() || order.get().names(unit.sn())));
        List<EiUnit> strangers = named.getOrDefault(false, List.of());
        return planner.apply(named.getOrDefault(true, List.of()))
                .without(strangers.stream().map(Planner::outsideOrder).toList());
    }

    /**
     * The AS cards that serve together: the first with a verified PIN (or the first at all), and every other of the same set
     * with the same keys.
     */
    public static List<AsUnit> pool(BenchView view) {
        List<SlotView> slots =
                view.slots().stream().filter(slot -> slot.as().isPresent()).toList();
        List<AsUnit> verified = slots.stream()
                .filter(SlotView::pinVerified)
                .map(slot -> slot.as().orElseThrow())
                .toList();
        List<AsUnit> candidates = verified.isEmpty()
                ? slots.stream().map(slot -> slot.as().orElseThrow()).limit(1).toList()
                : verified;
        return candidates.stream().filter(as -> serves(candidates.get(0), as)).toList();
    }

    /** The AS whose directory a plan is made from. */
    public static Optional<AsUnit> leading(BenchView view) {
        return pool(view).stream().findFirst();
    }

    /** Readers of the other AS cards that hold the same T and keys as the one in a reader, and can serve with it. */
    public List<String> companions(String reader) {
        BenchView view = bench.view();
        Optional<AsUnit> first = view.slot(reader).flatMap(SlotView::as);
        return view.asUnits().stream()
                .filter(as -> !as.reader().equals(reader)
                        && first.filter(one -> serves(one, as)).isPresent())
                .map(AsUnit::reader)
                .toList();
    }

    private static boolean serves(AsUnit first, AsUnit other) {
        return other.identity().slots().equals(first.identity().slots())
                && comparable(other).equals(comparable(first));
    }

    /** Keys without what two AS of one set may differ in: exports left, and bars of slots that hold no T (a clone has them). */
    private static List<Object> comparable(AsUnit as) {
        Set<Integer> slots =
                as.identity().slots().stream().map(TransportKeySlot::slot).collect(Collectors.toSet());
        return as.keys().stream()
                .<Object>map(key -> List.of(
                        key.ref1(),
                        key.keyType(),
                        key.keyVersion(),
                        key.kcv(),
                        key.diversify(),
                        key.barredSlots().stream().filter(slots::contains).collect(Collectors.toSet())))
                .toList();
    }

    /**
     * Starts a plan.
     *
     * @param options who runs it and how
     * @param listener gets each event once it is durable, from many threads; must not block
     * @throws InputException when real modules are to be loaded by a profile that is in no file
     * @throws JournalUnavailable when the ledger cannot write; nothing was begun
     * @throws IllegalStateException when the plan is refused as a whole or no AS is verified
     */
    public LoadRun start(Plan plan, Options options, Consumer<RunEvent> listener)
            throws InputException, JournalUnavailable {
        List<AsUnit> pool = pool(bench.view());
        if (plan.blocked() || pool.isEmpty()) {
            throw new IllegalStateException("A plan that is refused as a whole cannot be started");
        }
        BenchView view = bench.view();
        // Scanned after the plan was made.
        Optional<Refusal> otherwise = printed.refusals(view).stream()
                .filter(refusal ->
                        plan.units().stream().anyMatch(unit -> refusal.reader().equals(Optional.of(unit.reader()))))
                .findFirst();
        if (otherwise.isPresent()) {
            throw new InputException(new CauseTexts(Languages.now()).sentence(otherwise.get()));
        }
        if (order.isEmpty() && !view.simulated() && !isInFile(plan.profile(), options.profileFiles())) {
            throw new InputException(new CauseTexts(Languages.now()).format("profile.inNoFile"));
        }
        RunEvent.BatchStarted batch = new RunEvent.BatchStarted(
                bench.world().now(),
                journal.nextBatch(),
                plan.profile().name(),
                plan.profile().hash(),
                options.operator(),
                pool.get(0).identity().asId(),
                plan.setKcv(),
                plan.unitsWithWork(),
                plan.keys(),
                view.simulated(),
                order.map(Order::number),
                PoolExports.of(pool, plan));
        RunSettings settings = RunSettings.of(options.operator(), plan.profile().stopAfterFailures(), view.simulated());
        LoadRun load = new LoadRun(bench, history, plan, options, order, printed, hooks, listener);
        List<RunEvent.Durable> first = new ArrayList<>();
        options.expected()
                .map(list -> new ModulesExpected(batch.at(), batch.batch(), List.copyOf(list.modules())))
                .filter(list -> !list.modules().isEmpty())
                .ifPresent(first::add);
        first.addAll(seen(plan, batch.batch(), batch.at()));
        Run run = Run.open(batch, first, settings, journal, bench, bench.world(), load::event);
        load.begin(run, pool);
        return load;
    }

    /** What the ledger keeps of modules that a plan does not load: each with its cause. */
    static List<RunEvent.Durable> seen(Plan plan, long batch, Instant now) {
        List<RunEvent.Durable> seen = new ArrayList<>();
        for (Refusal refusal : plan.refusals()) {
            if (refusal.ofUnit()) {
                seen.add(new UnitRefused(now, batch, refusal));
            }
        }
        for (PlannedUnit unit : plan.units()) {
            if (unit.keys().isEmpty()) {
                seen.add(new UnitNeedsNothing(now, batch, unit.sn(), unit.reader(), unit.shelf()));
            }
        }
        return seen;
    }

    /**
     * Writes down that modules of a batch were put aside, while it runs or after its end.
     *
     * @param modules SN and the reader that it was last seen in
     * @param operator who did it
     * @throws JournalUnavailable when the ledger cannot write
     */
    public void setAside(long batch, Map<SerialNumber, String> modules, String operator) throws JournalUnavailable {
        Instant now = bench.world().now();
        String name = TypedName.cleaned(operator);
        List<RunEvent.Durable> events = new ArrayList<>();
        modules.forEach(
                (sn, reader) -> events.add(new UnitSetAside(now, batch, Optional.of(sn), reader, shelf(reader), name)));
        commit(events);
    }

    private OptionalInt shelf(String reader) {
        return bench.view().slot(reader).map(SlotView::shelf).orElse(OptionalInt.empty());
    }

    private void commit(List<? extends RunEvent.Durable> events) throws JournalUnavailable {
        try {
            journal.commit(events);
        } catch (ClaimRefused impossible) {
            throw new IllegalStateException("Setting aside needs no claim", impossible);
        }
    }

    /**
     * How a batch is run.
     *
     * @param operator who runs it, for the ledger
     * @param continuous whether finished units are replaced while others run; the batch then ends when it is told to
     * @param expected the modules that it should hold, for the ledger
     * @param profileFiles files of which one is the plan's profile; real modules are loaded by no other
     * @param readers those that the batch is about; empty for all. What comes into another is not its
     */
    public record Options(
            String operator,
            boolean continuous,
            Optional<ExpectedUnits> expected,
            List<Path> profileFiles,
            Set<String> readers) {
        public Options {
            operator = TypedName.cleaned(operator);
            profileFiles = List.copyOf(profileFiles);
            readers = Set.copyOf(readers);
        }

        /** Without a list of expected modules, and for a profile that is in no file: the virtual bench's. */
        public Options(String operator, boolean continuous) {
            this(operator, continuous, Optional.empty(), List.of(), Set.of());
        }
    }

    /** A draft has no file that anybody could read again, and its hash in the ledger would name nothing. */
    private static boolean isInFile(Profile profile, List<Path> files) {
        boolean rotation = profile.loads().size() == 1
                && profile.hash()
                        .equals(ProfileFile.rotation(profile.loads().get(0).ref1())
                                .hash());
        return rotation
                || Stream.concat(Stream.of(ProfileFile.demo()), files.stream().flatMap(file -> profile(file).stream()))
                        .anyMatch(written -> written.hash().equals(profile.hash()));
    }

    private static Optional<Profile> profile(Path file) {
        try {
            return Optional.of(ProfileFile.read(file));
        } catch (ProfileException unreadable) {
            return Optional.empty();
        }
    }

    static Bytes asId(AsUnit as) {
        return as.identity().asId();
    }
}
