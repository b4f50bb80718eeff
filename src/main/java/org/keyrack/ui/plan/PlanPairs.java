package org.keyrack.ui.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keyrack.app.BenchView;
import org.keyrack.app.SlotView;
import org.keyrack.plan.Plan;
import org.keyrack.plan.PlannedKey;
import org.keyrack.plan.Profile.Load;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** Finds the pairs of key and location that the cards in the bench allow. */
final class PlanPairs {
    private final List<KeyDirectoryEntry> keys;
    private final List<EiUnit> units;

    PlanPairs(BenchView view) {
        this.keys = as(view).map(AsUnit::keys).orElse(List.of());
        this.units = view.eiUnits();
    }

    /** The AS that counts: the one with a verified PIN, else the first. */
    static Optional<AsUnit> as(BenchView view) {
        return view.slots().stream()
                .filter(SlotView::pinVerified)
                .flatMap(slot -> slot.as().stream())
                .findFirst()
                .or(() -> view.asUnits().stream().findFirst());
    }

    /** Every pair that fits some module, and those that the profile names besides. */
    List<PlanPair> pairs(Optional<List<Load>> chosen, Optional<Plan> plan) {
        Set<Load> loads = new TreeSet<>(Comparator.comparing((Load load) -> load.ref2() == 0)
                .thenComparing(Load::ref2)
                .thenComparing(Load::ref1));
        for (KeyDirectoryEntry key : keys) {
            if (key.transport()) {
                loads.add(new Load(key.ref1(), 0));
            }
            units.forEach(unit -> unit.locations().stream()
                    .filter(location -> fits(key, location))
                    .forEach(location -> loads.add(new Load(key.ref1(), location.ref2()))));
        }
        chosen.ifPresent(loads::addAll);
        List<Load> wanted = chosen.orElseGet(this::automatic);
        List<PlanPair> pairs = new ArrayList<>();
        for (Load load : loads) {
            List<PlannedKey> replaced = plan.map(Plan::units).orElse(List.of()).stream()
                    .flatMap(unit -> unit.keys().stream())
                    .filter(key -> key.ref1() == load.ref1() && key.ref2() == load.ref2() && key.replaces())
                    .toList();
            pairs.add(new PlanPair(
                    load,
                    key(load.ref1()),
                    fitting(load),
                    wanted.contains(load),
                    replaced.stream()
                            .mapToInt(PlannedKey::replacesVersion)
                            .max()
                            .orElse(0),
                    replaced.size()));
        }
        return pairs;
    }

    /** What automatic matching chooses: for each location the newest key that fits it. */
    List<Load> automatic() {
        Map<Integer, KeyDirectoryEntry> newest = new LinkedHashMap<>();
        for (EiUnit unit : units) {
            for (LocationEntry location : unit.locations()) {
                keys.stream()
                        .filter(key -> fits(key, location))
                        .max(Comparator.comparing(KeyDirectoryEntry::keyVersion))
                        .ifPresent(key -> newest.putIfAbsent(location.ref2(), key));
            }
        }
        List<Load> loads = new ArrayList<>();
        newest.forEach((ref2, key) -> loads.add(new Load(key.ref1(), ref2)));
        return loads;
    }

    private Optional<KeyDirectoryEntry> key(int ref1) {
        return keys.stream().filter(key -> key.ref1() == ref1).findFirst();
    }

    private int fitting(Load load) {
        Optional<KeyDirectoryEntry> key = key(load.ref1());
        if (key.isEmpty() || load.ref2() == 0) {
            return key.isEmpty() ? 0 : units.size();
        }
        return (int) units.stream()
                .filter(unit -> unit.location(load.ref2())
                        .filter(location -> fits(key.get(), location))
                        .isPresent())
                .count();
    }

    private static boolean fits(KeyDirectoryEntry key, LocationEntry location) {
        return !key.transport()
                && location.appId() == key.appId()
                && location.acceptedTypes().contains(key.keyType());
    }
}
