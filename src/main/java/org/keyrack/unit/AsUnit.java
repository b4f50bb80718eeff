package org.keyrack.unit;

import java.util.List;
import java.util.Optional;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.EiIdentity;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CardFailure;

/**
 * What was read from an AS.
 *
 * @param kind what it is
 * @param reader the reader it is in; of one that is no card, its address
 * @param identity GET DATA 0101
 * @param protection GET DATA 0103
 * @param keys GET DATA 0102, ascending by REF1
 */
public record AsUnit(
        AsKind kind, String reader, AsIdentity identity, AsProtection protection, List<KeyDirectoryEntry> keys) {
    public AsUnit {
        keys = List.copyOf(keys);
    }

    /**
     * Reads an AS.
     *
     * @param reader the reader it is in; of one that is no card, its address
     */
    public static AsUnit read(String reader, As as) throws CardFailure {
        return new AsUnit(as.kind(), reader, as.identity(), as.protection(), as.keys());
    }

    public Optional<KeyDirectoryEntry> key(int ref1) {
        return keys.stream().filter(key -> key.ref1() == ref1).findFirst();
    }

    /** The slot whose T is this EI's, by suite, tVersion and KCV(T); empty for a module of another set. */
    public Optional<TransportKeySlot> slotFor(EiIdentity ei) {
        return identity.slots().stream()
                .filter(slot -> ei.suite().equals(Optional.of(slot.suite()))
                        && slot.tVersion() == ei.tVersion()
                        && slot.kcv().equals(ei.tKcv()))
                .findFirst();
    }
}
