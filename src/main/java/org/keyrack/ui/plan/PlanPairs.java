package org.keyrack.ui.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keyrack.app.Batches;
import org.keyrack.app.BenchView;
import org.keyrack.plan.Matching;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.Profile.Load;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** The pairs of key and location that the cards in the bench allow, as the planner matches them. */
final class PlanPairs {
    private final Optional<AsUnit> as;
    private final List<EiUnit> units;

    PlanPairs(BenchView view) {
        this.as = Batches.leading(view);
        this.units = view.eiUnits().stream()
                .filter(unit ->
                        as.flatMap(card -> new Matching(card).slotFor(unit)).isPresent())
                .toList();
    }

    /** Every pair that fits some module, and those that the profile names besides. */
    List<PlanPair> pairs(Optional<List<Load>> chosen, Optional<Plan> plan) {
        Set<Load> loads = new TreeSet<>(Comparator.comparing((Load load) -> load.ref2() == 0)
                .thenComparing(Load::ref2)
                .thenComparing(Load::ref1));
        for (KeyDirectoryEntry key : as.map(AsUnit::keys).orElse(List.of())) {
            if (key.transport()) {
                loads.add(new Load(key.ref1(), 0));
            }
            units.forEach(unit -> unit.locations().stream()
                    .filter(location -> Matching.fits(key, location))
                    .forEach(location -> loads.add(new Load(key.ref1(), location.ref2()))));
        }
        chosen.ifPresent(loads::addAll);
        List<Load> wanted = chosen.orElseGet(this::automatic);
        List<EiUnit> taken = taken(plan);
        List<PlanPair> pairs = new ArrayList<>();
        for (Load load : loads) {
            List<PlannedKey> replaced = plan.map(Plan::units).orElse(List.of()).stream()
                    .flatMap(unit -> unit.keys().stream())
                    .filter(key -> key.ref1() == load.ref1() && key.ref2() == load.ref2() && key.replaces())
                    .toList();
            pairs.add(new PlanPair(
                    load,
                    key(load.ref1()),
                    fitting(load, taken),
                    wanted.contains(load),
                    replaced.stream()
                            .mapToInt(PlannedKey::replacesVersion)
                            .max()
                            .orElse(0),
                    replaced.size()));
        }
        return pairs;
    }

    /** What automatic matching chooses. */
    List<Load> automatic() {
        return as.map(card -> new Matching(card).chosen(units)).orElse(List.of());
    }

    /** The same as a profile can name it: a location takes one key, the first that was chosen for it. */
    List<Load> named() {
        Map<Integer, Load> byLocation = new LinkedHashMap<>();
        automatic().forEach(load -> byLocation.putIfAbsent(load.ref2(), load));
        return List.copyOf(byLocation.values());
    }

    private Optional<KeyDirectoryEntry> key(int ref1) {
        return as.flatMap(card -> card.key(ref1));
    }

    /** Those that the plan does not refuse whole, as a copy: what fits them all the same is loaded into none. */
    private List<EiUnit> taken(Optional<Plan> plan) {
        Set<String> refused = plan.map(Plan::refusals).orElse(List.of()).stream()
                .filter(refusal -> refusal.ref1() == 0)
                .flatMap(refusal -> refusal.reader().stream())
                .collect(Collectors.toSet());
        return units.stream().filter(unit -> !refused.contains(unit.reader())).toList();
    }

    private int fitting(Load load, List<EiUnit> taken) {
        Optional<KeyDirectoryEntry> key = key(load.ref1());
        if (key.isEmpty() || load.ref2() == 0) {
            return key.isEmpty() ? 0 : taken.size();
        }
        return (int) taken.stream()
                .filter(unit -> unit.location(load.ref2())
                        .filter(location -> Matching.fits(key.get(), location))
                        .isPresent())
                .count();
    }
}
