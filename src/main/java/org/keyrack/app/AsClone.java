package org.keyrack.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Wording;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.answer.AsIdentity.TransportKeySlot;
import org.keyrack.protocol.answer.AsProtection;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.answer.SealedHeader;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.command.KeyPlace;

/**
 * A second AS from the first, by records sealed under a KBK that both have (protocol.md, Personalization): every T before the
 * first TA. No key is seen here. What broke off is gone on with by doing it again: what the second AS has already is left out.
 */
public final class AsClone {
    private AsClone() {}

    /**
     * What leaves an AS.
     *
     * @param records T first, then TA ascending
     * @param kbkKcv KCV of the KBK that they are sealed under
     * @param left names of keys that may not leave: barred from sealing
     */
    public record Sealed(List<SealedRecord> records, Kcv kbkKcv, List<String> left) {
        public Sealed {
            records = List.copyOf(records);
            left = List.copyOf(left);
        }

        /** What the records say of their keys, T left out; none has exports. */
        public List<KeyDirectoryEntry> keys() {
            return records.stream()
                    .map(SealedRecord::header)
                    .filter(SealedHeader.OfApplicationKey.class::isInstance)
                    .map(header -> ((SealedHeader.OfApplicationKey) header).entry())
                    .toList();
        }
    }

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Listener {
        /** A record is through. */
        void record(int done, int of);
    }

    /**
     * Exports all that may leave; the three PINs are verified.
     *
     * @throws InputException when the AS is not in LOADING, has no KBK, or is locked against sealed records
     */
    public static Sealed seal(AsCare from, Listener listener) throws CardFailure, InputException, JournalUnavailable {
        AsProtection protection = from.protection();
        from.requireLoading();
        requireKbk(from, protection);
        if (protection.locks().contains(Lock.EXPORT_SEALED)) {
            throw wrong("clone.locked", from.reader());
        }
        List<KeyPlace> places = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (TransportKeySlot slot : from.identity().slots()) {
            if (protection.slots().get(slot.slot() - 1).barredFromSealing()) {
                left.add("T " + slot.slot());
            } else {
                places.add(new KeyPlace.TransportKeySlot(slot.slot()));
            }
        }
        for (KeyDirectoryEntry key : from.keys()) {
            if (key.attributes().barredFromSealing()) {
                left.add("REF1 " + key.ref1());
            } else {
                places.add(new KeyPlace.ApplicationKey(key.ref1()));
            }
        }
        List<SealedRecord> records = new ArrayList<>();
        for (KeyPlace place : places) {
            records.add(from.seal(place));
            listener.record(records.size(), places.size());
        }
        return new Sealed(records, protection.kbkKcv(), left);
    }

    /**
     * Imports records; administrator and custodian are verified.
     *
     * @return how many were taken; the others were there already
     * @throws InputException when the AS is not in LOADING, has another KBK, lacks a lock of a record, or holds another key in
     *     a place of one: nothing was imported
     */
    public static int restore(Sealed sealed, AsCare to, Listener listener)
            throws CardFailure, InputException, JournalUnavailable {
        requireReady(to, sealed.kbkKcv());
        AsProtection protection = to.protection();
        Set<Lock> locks = new LinkedHashSet<>();
        sealed.records().forEach(record -> locks.addAll(record.header().locks()));
        locks.removeAll(protection.locks());
        if (!locks.isEmpty()) {
            throw wrong("clone.lock." + locks.iterator().next(), to.reader());
        }
        List<SealedRecord> missing = new ArrayList<>();
        List<TransportKeySlot> slots = to.identity().slots();
        List<KeyDirectoryEntry> keys = to.keys();
        for (SealedRecord record : sealed.records()) {
            if (!holds(to.reader(), slots, keys, record.header())) {
                missing.add(record);
            }
        }
        int done = 0;
        for (SealedRecord record : missing) {
            to.restore(record, place(record.header()));
            done++;
            listener.record(done, missing.size());
        }
        return done;
    }

    /**
     * Whether an AS can take records sealed under a KBK, asked before the first AS is asked for any: each is an act.
     *
     * @throws InputException when it is not in LOADING, or has no KBK or another one
     */
    public static void requireReady(AsCare to, Kcv kbk) throws CardFailure, InputException {
        to.requireLoading();
        AsProtection protection = to.protection();
        requireKbk(to, protection);
        // Without one the first AS says so itself.
        if (!kbk.equals(Kcv.NONE) && !protection.kbkKcv().equals(kbk)) {
            throw wrong("clone.kbk", to.reader(), protection.kbkKcv().toString(), kbk.toString());
        }
    }

    /** Whether the AS has this very key there; nothing is ever written over. */
    private static boolean holds(
            String reader, List<TransportKeySlot> slots, List<KeyDirectoryEntry> keys, SealedHeader header)
            throws InputException {
        if (header instanceof SealedHeader.OfTransportKey t) {
            Optional<TransportKeySlot> there =
                    slots.stream().filter(slot -> slot.slot() == t.slot()).findFirst();
            if (there.isPresent()
                    && !(there.get().kcv().equals(t.kcv()) && there.get().tVersion() == t.tVersion())) {
                throw wrong("clone.taken", reader, "T " + t.slot());
            }
            return there.isPresent();
        }
        KeyDirectoryEntry entry = ((SealedHeader.OfApplicationKey) header).entry();
        Optional<KeyDirectoryEntry> there =
                keys.stream().filter(key -> key.ref1() == entry.ref1()).findFirst();
        if (there.isPresent()
                && !(there.get().kcv().equals(entry.kcv()) && there.get().keyVersion() == entry.keyVersion())) {
            throw wrong("clone.taken", reader, "REF1 " + entry.ref1());
        }
        return there.isPresent();
    }

    private static KeyPlace place(SealedHeader header) {
        return header instanceof SealedHeader.OfTransportKey t
                ? new KeyPlace.TransportKeySlot(t.slot())
                : new KeyPlace.ApplicationKey(
                        ((SealedHeader.OfApplicationKey) header).entry().ref1());
    }

    /**
     * Whether exports can be divided so, asked before the first AS is asked for a record.
     *
     * @param shares what the second AS is to have, by REF1
     * @throws InputException when a key does not come to it, or the first has not so many left
     */
    public static void requireShares(AsCare first, AsCare second, Map<Integer, Long> shares)
            throws CardFailure, InputException {
        List<KeyDirectoryEntry> leaving = first.keys().stream()
                .filter(key -> !key.attributes().barredFromSealing())
                .toList();
        requireShares(leaving, second, shares);
        for (Map.Entry<Integer, Long> share : shares.entrySet()) {
            KeyDirectoryEntry key = key(first, share.getKey());
            requireLeft(first, key, share.getValue() - exportsOf(second, share.getKey()));
        }
    }

    /** The same of records in a file: nothing is taken from an AS then. */
    public static void requireShares(Sealed sealed, AsCare second, Map<Integer, Long> shares)
            throws CardFailure, InputException {
        requireShares(sealed.keys(), second, shares);
    }

    private static void requireShares(List<KeyDirectoryEntry> leaving, AsCare second, Map<Integer, Long> shares)
            throws CardFailure, InputException {
        Set<Integer> coming = Stream.concat(leaving.stream(), second.keys().stream())
                .map(KeyDirectoryEntry::ref1)
                .collect(Collectors.toSet());
        for (Map.Entry<Integer, Long> share : shares.entrySet()) {
            if (!coming.contains(share.getKey())) {
                throw wrong("clone.noKey", second.reader(), share.getKey());
            }
            if (share.getValue() >= KeyDirectoryEntry.NO_LIMIT) {
                throw wrong("exports.most");
            }
        }
    }

    private static long exportsOf(AsCare as, int ref1) throws CardFailure {
        return as.keys().stream()
                .filter(key -> key.ref1() == ref1)
                .findFirst()
                .map(KeyDirectoryEntry::exportsLeft)
                .orElse(0L);
    }

    private static void requireLeft(AsCare from, KeyDirectoryEntry key, long wanted) throws InputException {
        if (key.exportsLeft() < wanted) {
            throw wrong("clone.exports", from.reader(), key.ref1(), key.exportsLeft());
        }
    }

    /**
     * Divides exports: first the one has fewer, then the other gets them, so that a break leaves too few and never too many.
     * What the second has already is not taken from the first once more.
     *
     * @param from empty when the records came from a file
     * @param shares what the second AS is to have, by REF1
     * @throws InputException when the first AS has not so many left, or the second no such key
     */
    public static void divide(Optional<AsCare> from, AsCare to, Map<Integer, Long> shares)
            throws CardFailure, InputException, JournalUnavailable {
        for (Map.Entry<Integer, Long> share : shares.entrySet()) {
            int ref1 = share.getKey();
            long more = share.getValue() - key(to, ref1).exportsLeft();
            if (from.isPresent() && more > 0) {
                KeyDirectoryEntry key = key(from.get(), ref1);
                requireLeft(from.get(), key, more);
                if (key.exportsLeft() != KeyDirectoryEntry.NO_LIMIT) {
                    from.get().putExportsLeft(ref1, key.exportsLeft() - more);
                }
            }
            if (more != 0) {
                to.putExportsLeft(ref1, share.getValue());
            }
        }
    }

    private static KeyDirectoryEntry key(AsCare as, int ref1) throws CardFailure, InputException {
        return as.keys().stream()
                .filter(key -> key.ref1() == ref1)
                .findFirst()
                .orElseThrow(() -> wrong("clone.noKey", as.reader(), ref1));
    }

    private static void requireKbk(AsCare as, AsProtection protection) throws InputException {
        if (protection.kbkKcv().equals(Kcv.NONE)) {
            throw wrong("clone.noKbk", as.reader());
        }
    }

    private static InputException wrong(String key, Object... details) {
        return new InputException(Wording.of("input").say(key, details));
    }
}
