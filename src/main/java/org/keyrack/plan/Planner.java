package org.keyrack.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyrack.journal.History;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.Refusal.Kind;
import org.keyrack.plan.Plan.Warning;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;
import org.keyrack.unit.UnreadCard;

/**
 * Makes a plan: a pure function of the profile, what was read from the units, and what the ledger proves.
 *
 * <p>What is refused for one unit leaves the others in the plan; what is refused for the AS or the profile refuses the whole.
 */
public final class Planner {
    private final List<AsUnit> pool;
    private final Profile profile;
    private final History history;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();

    private Planner(List<AsUnit> pool, Profile profile, History history) {
        this.pool = pool;
        this.profile = profile;
        this.history = history;
    }

    /**
     * Plans a profile for the units found.
     *
     * @param pool the AS cards, all of one set; the first one's directory is the one that counts
     * @param units the modules found, in the bench's order
     * @param unread what else stands in the readers: each is refused
     */
    public static Plan plan(
            List<AsUnit> pool, List<EiUnit> units, List<UnreadCard> unread, Profile profile, History history) {
        return new Planner(pool, profile, history).plan(units, unread);
    }

    private Plan plan(List<EiUnit> units, List<UnreadCard> unread) {
        List<PlannedUnit> planned = new ArrayList<>();
        unread.forEach(card -> refusals.add(refusal(card)));
        if (pool.isEmpty()) {
            refusals.add(Refusal.ofPlan(Kind.NO_AS, 0, ""));
        } else if (checkPool()) {
            if (units.isEmpty() && unread.isEmpty()) {
                refusals.add(Refusal.ofPlan(Kind.NO_UNITS, 0, ""));
            }
            Map<SerialNumber, List<EiUnit>> bySerialNumber = units.stream().collect(Collectors.groupingBy(EiUnit::sn));
            for (EiUnit unit : units) {
                List<EiUnit> twins = bySerialNumber.getOrDefault(unit.sn(), List.of());
                if (twins.size() > 1) {
                    refuse(unit, Kind.DUPLICATE_SN, 0, 0, others(twins, unit));
                } else {
                    planUnit(unit).ifPresent(planned::add);
                }
            }
            checkExports(planned);
        }
        Kcv setKcv = planned.isEmpty() ? firstKcv() : planned.get(0).tKcv();
        return new Plan(profile, setKcv, planned, refusals, List.copyOf(warnings));
    }

    /** Where the others are: their slots by number, or the readers of those that have none. */
    private static String others(List<EiUnit> twins, EiUnit unit) {
        return twins.stream()
                .filter(twin -> !twin.reader().equals(unit.reader()))
                .sorted(Comparator.comparingInt(twin -> twin.shelf().orElse(Integer.MAX_VALUE)))
                .map(twin ->
                        twin.shelf().isPresent() ? String.valueOf(twin.shelf().getAsInt()) : twin.reader())
                .collect(Collectors.joining(", "));
    }

    /** What a plan says of a card that it does not know. */
    public static Refusal refusal(UnreadCard card) {
        Kind kind =
                switch (card.why()) {
                    case FAULTY -> Kind.CARD_FAULTY;
                    case PROTOCOL -> Kind.CARD_BREAKS_PROTOCOL;
                    case SILENT -> Kind.CARD_SILENT;
                    case HELD -> Kind.CARD_HELD;
                    case GONE -> Kind.CARD_GONE;
                    case FOREIGN -> Kind.CARD_FOREIGN;
                    case BEING_READ -> Kind.CARD_BEING_READ;
                };
        return new Refusal(kind, Optional.of(card.reader()), card.shelf(), Optional.empty(), 0, 0, card.detail());
    }

    /** What a plan says of a module that was read and is in its reader no more. */
    public static Refusal takenOut(EiUnit unit) {
        return ofUnit(Kind.TAKEN_OUT, unit, 0, 0, "");
    }

    /** What a batch says of a module that came in and is not of its plan. */
    public static Refusal notPlanned(EiUnit unit) {
        return ofUnit(Kind.NOT_PLANNED, unit, 0, 0, "");
    }

    /** What a plan says of a module that the order does not name. */
    public static Refusal outsideOrder(EiUnit unit) {
        return ofUnit(Kind.OUTSIDE_ORDER, unit, 0, 0, "");
    }

    /**
     * What a plan says of a module whose card has another SN than is printed on it.
     *
     * @param printed as somebody scanned it
     */
    public static Refusal printedOtherwise(EiUnit unit, SerialNumber printed) {
        return ofUnit(Kind.PRINTED_OTHERWISE, unit, 0, 0, printed.grouped());
    }

    static Refusal ofUnit(Kind kind, EiUnit unit, int ref1, int ref2, String detail) {
        return new Refusal(kind, Optional.of(unit.reader()), unit.shelf(), Optional.of(unit.sn()), ref1, ref2, detail);
    }

    private Kcv firstKcv() {
        return pool.stream()
                .flatMap(as -> as.identity().slots().stream())
                .map(TransportKeySlot::kcv)
                .findFirst()
                .orElse(Kcv.NONE);
    }

    private boolean checkPool() {
        for (AsUnit as : pool) {
            if (as.identity().state() != LifeCycleState.OPERATIONAL) {
                refusals.add(Refusal.ofPlan(Kind.AS_NOT_OPERATIONAL, 0, as.reader()));
                return false;
            }
        }
        boolean usable = true;
        for (Profile.Load load : profile.loads()) {
            Optional<KeyDirectoryEntry> key = pool.get(0).key(load.ref1());
            if (key.isEmpty()) {
                refusals.add(Refusal.ofPlan(Kind.NO_SUCH_KEY, load.ref1(), ""));
                usable = false;
            } else if (key.get().transport() != (load.ref2() == 0)) {
                refusals.add(Refusal.ofPlan(Kind.TRANSPORT_KEY_MISPLACED, load.ref1(), ""));
                usable = false;
            } else if (key.get().transport() && !isInSlot(key.get())) {
                refusals.add(Refusal.ofPlan(Kind.TRANSPORT_KEY_IN_NO_SLOT, load.ref1(), ""));
                usable = false;
            }
        }
        return usable;
    }

    private boolean isInSlot(KeyDirectoryEntry key) {
        return pool.get(0).identity().slots().stream()
                .anyMatch(slot -> slot.kcv().equals(key.kcv()) && slot.tVersion() == key.keyVersion());
    }

    private Optional<PlannedUnit> planUnit(EiUnit unit) {
        if (unit.identity().state() != LifeCycleState.OPERATIONAL) {
            refuse(unit, Kind.NOT_OPERATIONAL, 0, 0, unit.identity().state().name());
            return Optional.empty();
        }
        Optional<TransportKeySlot> slot = pool.get(0).slotFor(unit.identity());
        if (slot.isEmpty()) {
            refuse(unit, Kind.FOREIGN_SET, 0, 0, unit.identity().tKcv().toString());
            return Optional.empty();
        }
        int before = refusals.size();
        List<LoadedKey> past = history.loadedKeys(unit.sn());
        UnitPlanner planner = new UnitPlanner(pool.get(0), unit, slot.get(), profile, past);
        List<PlannedKey> keys = planner.keys();
        refusals.addAll(planner.refusals());
        warnings.addAll(planner.warnings());
        if (refusals.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new PlannedUnit(
                unit.reader(),
                unit.shelf(),
                unit.sn(),
                slot.get().suite(),
                slot.get().kcv(),
                slot.get().slot(),
                keys,
                past));
    }

    private void checkExports(List<PlannedUnit> planned) {
        Map<Integer, Integer> needed = new LinkedHashMap<>();
        planned.forEach(unit -> unit.keys().forEach(key -> needed.merge(key.ref1(), 1, Integer::sum)));
        needed.forEach((ref1, count) -> {
            long left = exportsLeft(ref1);
            if (left < count) {
                refusals.add(Refusal.ofPlan(Kind.EXPORTS_TOO_FEW, ref1, left + " / " + count));
            }
        });
    }

    private long exportsLeft(int ref1) {
        long sum = 0;
        for (AsUnit as : pool) {
            long left = as.key(ref1).map(KeyDirectoryEntry::exportsLeft).orElse(0L);
            if (left == KeyDirectoryEntry.NO_LIMIT) {
                return Long.MAX_VALUE;
            }
            sum += left;
        }
        return sum;
    }

    private void refuse(EiUnit unit, Kind kind, int ref1, int ref2, String detail) {
        refusals.add(ofUnit(kind, unit, ref1, ref2, detail));
    }

    /** Ascending by location, T itself last: after it the unit answers under its new T only. */
    static final Comparator<PlannedKey> ORDER =
            Comparator.comparing((PlannedKey key) -> key.ref2() == 0).thenComparing(PlannedKey::ref2);
}
