package org.keyrack.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.plan.Profile.Load;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** Which keys of an AS fit which locations, and which of them is chosen where a profile names none. Nothing else decides it. */
public final class Matching {
    private final AsUnit as;

    /** @param as whose directory counts */
    public Matching(AsUnit as) {
        this.as = as;
    }

    /** Whether a location takes a key: of its application and of a type that it accepts; a transport key goes to none. */
    public static boolean fits(KeyDirectoryEntry key, LocationEntry location) {
        return !key.transport()
                && location.appId() == key.appId()
                && location.acceptedTypes().contains(key.keyType());
    }

    /**
     * The newest keys that fit a location: none, the one that is chosen, or several of one version, of which none can be
     * chosen.
     */
    List<KeyDirectoryEntry> newest(LocationEntry location) {
        List<KeyDirectoryEntry> fitting =
                as.keys().stream().filter(key -> fits(key, location)).toList();
        int newest =
                fitting.stream().mapToInt(KeyDirectoryEntry::keyVersion).max().orElse(0);
        return fitting.stream().filter(key -> key.keyVersion() == newest).toList();
    }

    /** The slot of the AS that serves a module; empty when a plan refuses the module whatever its profile. */
    public Optional<TransportKeySlot> slotFor(EiUnit unit) {
        return unit.identity().state() == LifeCycleState.OPERATIONAL ? as.slotFor(unit.identity()) : Optional.empty();
    }

    /** The pairs that automatic matching chooses for these modules, each once, by location; refused modules have none. */
    public List<Load> chosen(List<EiUnit> units) {
        Set<Load> loads = new LinkedHashSet<>();
        for (EiUnit unit : units) {
            if (slotFor(unit).isPresent()) {
                for (LocationEntry location : unit.locations()) {
                    List<KeyDirectoryEntry> newest = newest(location);
                    if (newest.size() == 1) {
                        loads.add(new Load(newest.get(0).ref1(), location.ref2()));
                    }
                }
            }
        }
        List<Load> sorted = new ArrayList<>(loads);
        sorted.sort(Comparator.comparing(Load::ref2).thenComparing(Load::ref1));
        return sorted;
    }
}
