package org.keyrack.app;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyrack.journal.ExportsLeft;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;

/** What the ledger keeps of the exports that the AS of a batch have left when it begins. */
final class PoolExports {
    private PoolExports() {}

    /** One of each AS, in the pool's order: of the keys of plan and profile alone, since what else an AS holds is not this batch's. */
    static List<ExportsLeft> of(List<AsUnit> pool, Plan plan) {
        SortedSet<Integer> keys = new TreeSet<>();
        plan.profile().loads().forEach(load -> keys.add(load.ref1()));
        plan.units().forEach(unit -> unit.keys().forEach(key -> keys.add(key.ref1())));
        return pool.stream().map(as -> of(as, keys)).toList();
    }

    private static ExportsLeft of(AsUnit as, SortedSet<Integer> keys) {
        SortedMap<Integer, Long> left = new TreeMap<>();
        keys.forEach(ref1 -> as.key(ref1)
                .filter(key -> key.exportsLeft() != KeyDirectoryEntry.NO_LIMIT)
                .ifPresent(key -> left.put(ref1, key.exportsLeft())));
        return new ExportsLeft(
                as.identity().asId(), as.identity().acts(), as.identity().ctr(), left);
    }
}
