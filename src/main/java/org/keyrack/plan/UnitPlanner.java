package org.keyrack.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.Refusal.Kind;
import org.keyrack.plan.Plan.Warning;
import org.keyrack.plan.Profile.Load;
import org.keyrack.plan.Profile.OnOccupied;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/** Plans the downloads of one unit of the set. */
final class UnitPlanner {
    private final AsUnit as;
    private final EiUnit unit;
    private final TransportKeySlot slot;
    private final Profile profile;
    private final List<LoadedKey> loaded;
    private final List<PlannedKey> keys = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    UnitPlanner(AsUnit as, EiUnit unit, TransportKeySlot slot, Profile profile, List<LoadedKey> loaded) {
        this.as = as;
        this.unit = unit;
        this.slot = slot;
        this.profile = profile;
        this.loaded = loaded;
        if (profile.automatic()) {
            unit.locations().forEach(this::planAutomatically);
        } else {
            profile.loads().forEach(this::plan);
        }
        keys.sort(Planner.ORDER);
    }

    List<PlannedKey> keys() {
        return keys;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    List<Warning> warnings() {
        return warnings;
    }

    private void planAutomatically(LocationEntry location) {
        List<KeyDirectoryEntry> fitting = new Matching(as).newest(location);
        if (fitting.isEmpty()) {
            return;
        }
        if (fitting.size() > 1) {
            refuse(
                    Kind.AMBIGUOUS_KEY,
                    fitting.get(0).ref1(),
                    location.ref2(),
                    String.valueOf(fitting.get(1).ref1()));
            return;
        }
        planFor(fitting.get(0), location);
    }

    private void plan(Load load) {
        KeyDirectoryEntry key = as.key(load.ref1()).orElseThrow();
        if (load.ref2() == 0) {
            planTransportKey(key);
            return;
        }
        Optional<LocationEntry> location = unit.location(load.ref2());
        if (location.isEmpty()) {
            refuse(Kind.NO_SUCH_LOCATION, load.ref1(), load.ref2(), "");
        } else if (!Matching.fits(key, location.get())) {
            refuse(Kind.WRONG_TYPE, load.ref1(), load.ref2(), "");
        } else {
            planFor(key, location.get());
        }
    }

    private void planFor(KeyDirectoryEntry key, LocationEntry location) {
        if (location.occupied()) {
            if (isProved(key, location) || profile.onOccupied() == OnOccupied.SKIP) {
                return;
            }
            if (profile.onOccupied() == OnOccupied.FAIL) {
                refuse(Kind.OCCUPIED, key.ref1(), location.ref2(), String.valueOf(location.keyVersion()));
                return;
            }
            if (location.writeOnce()) {
                refuse(Kind.WRITE_ONCE, key.ref1(), location.ref2(), String.valueOf(location.keyVersion()));
                return;
            }
            if (key.keyVersion() <= location.keyVersion()) {
                refuse(Kind.VERSION_NOT_NEWER, key.ref1(), location.ref2(), String.valueOf(location.keyVersion()));
                return;
            }
        }
        if (key.barredSlots().contains(slot.slot())) {
            refuse(Kind.KEY_BARRED, key.ref1(), location.ref2(), String.valueOf(slot.slot()));
            return;
        }
        if (slot.suite() == Suite.AES_128 && key.keyType() == KeyType.AES_256) {
            warnings.add(new Warning(Warning.Kind.STRONGER_KEY_THAN_SUITE, key.ref1()));
        }
        add(key, location.ref2(), location.occupied() ? location.keyVersion() : 0);
    }

    private void planTransportKey(KeyDirectoryEntry key) {
        int tVersion = unit.identity().tVersion();
        if (key.kcv().equals(unit.identity().tKcv()) && key.keyVersion() == tVersion) {
            return;
        }
        if (key.keyType().code() != slot.suite().code()) {
            refuse(Kind.WRONG_TYPE, key.ref1(), 0, "");
        } else if (key.keyVersion() <= tVersion) {
            refuse(Kind.VERSION_NOT_NEWER, key.ref1(), 0, String.valueOf(tVersion));
        } else if (key.barredSlots().contains(slot.slot())) {
            refuse(Kind.KEY_BARRED, key.ref1(), 0, String.valueOf(slot.slot()));
        } else {
            add(key, 0, tVersion);
        }
    }

    /** The ledger proves that this very version went into this location, and the location still holds it. */
    private boolean isProved(KeyDirectoryEntry key, LocationEntry location) {
        return location.keyVersion() == key.keyVersion()
                && loaded.stream()
                        .anyMatch(past -> past.ref2() == location.ref2()
                                && past.ref1() == key.ref1()
                                && past.keyVersion() == key.keyVersion()
                                && past.kcv().equals(location.kcv()));
    }

    private void add(KeyDirectoryEntry key, int ref2, int replaces) {
        keys.add(new PlannedKey(
                key.ref1(), ref2, key.label(), key.keyType(), key.keyVersion(), key.diversify(), replaces));
    }

    private void refuse(Kind kind, int ref1, int ref2, String detail) {
        refusals.add(Planner.ofUnit(kind, unit, ref1, ref2, detail));
    }
}
