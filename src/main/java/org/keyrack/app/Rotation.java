package org.keyrack.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.unit.AsUnit;
import org.keyrack.unit.EiUnit;

/**
 * Replacing the T of a set by the method: what the AS can give, and which modules still hold an older one.
 *
 * @param key the transport key that goes into the modules
 * @param slot the slot that holds the same T
 * @param due modules in the rack that hold an older T of this AS
 * @param holders how many modules of this AS's sets hold which T, by slot: those in the ledger, and those in the rack
 * @param left modules that the ledger knows with an older T, and that are not in the rack
 */
public record Rotation(
        KeyDirectoryEntry key,
        TransportKeySlot slot,
        List<EiUnit> due,
        SortedMap<Integer, Integer> holders,
        List<SerialNumber> left) {
    /** Why there is none. Each has one sentence in the bundle, {@code rotation.REASON}. */
    public enum None {
        /** The AS has no transport key whose T is in a slot. */
        NO_TRANSPORT_KEY,
        /** The key named is no transport key. */
        NOT_TRANSPORT,
        /** The T of the transport key named is in no slot: its modules would be cut off. */
        IN_NO_SLOT
    }

    public Rotation {
        due = List.copyOf(due);
        left = List.copyOf(left);
    }

    /** What came of looking for one: a rotation, or why there is none. */
    public record Found(Optional<Rotation> rotation, Optional<None> none) {
        private static Found none(None why) {
            return new Found(Optional.empty(), Optional.of(why));
        }
    }

    /**
     * Looks what can be rotated.
     *
     * @param ref1 which transport key; absent: the one with the newest T
     * @param known the T of modules, from the ledger
     */
    public static Found find(
            AsUnit as, List<EiUnit> modules, OptionalInt ref1, Map<SerialNumber, HeldTransportKey> known) {
        List<KeyDirectoryEntry> transport = as.keys().stream()
                .filter(key -> key.transport() && (ref1.isEmpty() || key.ref1() == ref1.getAsInt()))
                .sorted(Comparator.comparingInt(KeyDirectoryEntry::keyVersion).reversed())
                .toList();
        if (transport.isEmpty()) {
            return Found.none(ref1.isPresent() ? None.NOT_TRANSPORT : None.NO_TRANSPORT_KEY);
        }
        for (KeyDirectoryEntry key : transport) {
            Optional<TransportKeySlot> slot = slot(as, new HeldTransportKey(key.keyVersion(), key.kcv()));
            if (slot.isPresent()) {
                return new Found(Optional.of(of(as, modules, key, slot.get(), known)), Optional.empty());
            }
        }
        return Found.none(ref1.isPresent() ? None.IN_NO_SLOT : None.NO_TRANSPORT_KEY);
    }

    private static Optional<TransportKeySlot> slot(AsUnit as, HeldTransportKey key) {
        return as.identity().slots().stream()
                .filter(slot -> slot.tVersion() == key.version() && slot.kcv().equals(key.kcv()))
                .findFirst();
    }

    private static Rotation of(
            AsUnit as,
            List<EiUnit> modules,
            KeyDirectoryEntry key,
            TransportKeySlot target,
            Map<SerialNumber, HeldTransportKey> known) {
        Map<SerialNumber, TransportKeySlot> held = new HashMap<>();
        known.forEach((sn, t) -> slot(as, t).ifPresent(slot -> held.put(sn, slot)));
        List<EiUnit> due = new ArrayList<>();
        for (EiUnit module : modules) {
            held.remove(module.sn());
            as.slotFor(module.identity()).ifPresent(slot -> {
                held.put(module.sn(), slot);
                if (slot.tVersion() < target.tVersion()) {
                    due.add(module);
                }
            });
        }
        SortedMap<Integer, Integer> holders = new TreeMap<>();
        as.identity().slots().forEach(slot -> holders.put(slot.slot(), 0));
        held.values().forEach(slot -> holders.merge(slot.slot(), 1, Integer::sum));
        Set<SerialNumber> here = modules.stream().map(EiUnit::sn).collect(Collectors.toSet());
        List<SerialNumber> left = held.entrySet().stream()
                .filter(entry -> entry.getValue().tVersion() < target.tVersion() && !here.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Rotation(key, target, due, holders, left);
    }
}
