package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.Refused.require;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.answer.KeyAttributes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedHeader;
import org.keyrack.protocol.crypto.Derivation;
import org.keyrack.protocol.reference.ReferenceAsMemory.ApplicationKey;
import org.keyrack.protocol.reference.ReferenceAsMemory.HeldTransportKey;

/**
 * A key leaves an AS only under a key that was in it before (protocol.md, Roles): the bars that say so. They are written
 * before the key that they are about counts.
 */
class AsBars {
    private static final Bytes NO_T = Bytes.zero(16);

    private final ReferenceAsMemory memory;

    AsBars(ReferenceAsMemory memory) {
        this.memory = memory;
    }

    /** A T comes into a slot: nothing that is in the card leaves under it. */
    void forNewTransportKey(int slot) {
        forEachKey(attributes -> attributes.barredFor(slot, true));
    }

    /** A KBK comes: nothing that is in the card leaves sealed. */
    void forNewBackupKey() {
        forEachKey(attributes -> attributes.barredFromSealing(true));
        memory.slots.replaceAll((slot, held) -> new HeldTransportKey(held.t(), held.origin(), true));
    }

    /** A successor takes over the bars of its predecessor's slot, key by key. */
    void forSuccessor(int slot, int predecessor) {
        forEachKey(attributes ->
                attributes.barredFor(slot, attributes.barredSlots().contains(predecessor)));
    }

    /** The slots that a successor must not leave under: every one but its predecessor's. */
    Set<Integer> ofSuccessor(int predecessor) {
        return slots(slot -> slot != predecessor);
    }

    private static Set<Integer> slots(IntPredicate which) {
        return IntStream.rangeClosed(1, ReferenceAsMemory.SLOTS)
                .filter(which)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Whether what follows the T of a slot, which holds one, must not leave sealed either. */
    boolean ofSuccessorFromSealing(int predecessor) {
        return Objects.requireNonNull(memory.slots.get(predecessor)).barredFromSealing();
    }

    /** Refuses, with 6A80, a successor that came by components or was stored before: somebody could know it. */
    void requireNewlyDrawn(ReferenceKeyLoading loading) throws Refused {
        require(loading.isNewlyDrawn(), Refused.MALFORMED);
    }

    /** What a key of a sealed record is barred for: every slot but those that hold the T which stood there then. */
    Set<Integer> ofImported(SealedHeader.OfApplicationKey header) {
        return slots(slot -> {
            Bytes id = header.transportKeyIds().get(slot - 1);
            return id.isZero() || !id.equals(transportKeyId(slot));
        });
    }

    /** TID of the T of a slot; zero without one. */
    final Bytes transportKeyId(int slot) {
        HeldTransportKey held = memory.slots.get(slot);
        return held == null
                ? NO_T
                : Derivation.transportKeyId(
                        held.t().key(), held.t().suite(), held.t().version());
    }

    /** Refuses a record from an AS with a lock that this one does not have: it would be free of it here. */
    void requireLocks(SealedHeader header) throws Refused {
        require(memory.locks.containsAll(header.locks()), Refused.NOT_ALLOWED);
    }

    /** ALLOW, once the lock was asked. */
    void allow(int slot, int ref1) {
        KeyDirectoryEntry entry = memory.entry(ref1);
        memory.describe(entry.with(entry.attributes().barredFor(slot, false)));
    }

    void requireAllowing() throws Refused {
        require(!memory.locks.contains(Lock.ALLOW), Refused.NOT_ALLOWED);
    }

    void requireSealing(boolean barred) throws Refused {
        require(!memory.locks.contains(Lock.EXPORT_SEALED) && !barred, Refused.NOT_ALLOWED);
    }

    private void forEachKey(Change change) {
        for (ApplicationKey key : List.copyOf(memory.keys.values())) {
            memory.describe(key.entry().with(change.of(key.entry().attributes())));
        }
    }

    /** Other attributes of a key. */
    private interface Change {
        KeyAttributes of(KeyAttributes attributes);
    }
}
