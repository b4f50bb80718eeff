package org.keyrack.protocol.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** H of a sealed record: what the key is, and what must come with it (protocol.md, Personalization). */
public sealed interface SealedHeader {
    /** The locks of the AS that exported; one that takes the record has them all. */
    Set<Lock> locks();

    /** N, drawn for each record, 16 bytes. */
    Bytes n();

    /** KCV of the key. */
    Kcv kcv();

    /** Length of the key in bytes, 16 or 32. */
    int keyLength();

    Bytes encode();

    /**
     * H of a T, 25 bytes.
     *
     * @param slot slot of T, 1 to 4, in every AS that takes it
     * @param suite suite of T
     * @param tVersion version of T, 01 to FE
     */
    record OfTransportKey(Set<Lock> locks, Bytes n, int slot, Suite suite, int tVersion, Kcv kcv)
            implements SealedHeader {
        /** Length in bytes. */
        public static final int LENGTH = 25;

        private static final int KIND = 2;

        public OfTransportKey {
            locks = Set.copyOf(locks);
            Range.requireLength("N", n, 16);
            Range.require("Slot", slot, 1, SLOTS);
            Range.require("tVersion", tVersion, 1, 0xFE);
        }

        @Override
        public int keyLength() {
            return suite.keyLength();
        }

        @Override
        public Bytes encode() {
            return begin(KIND, locks, n)
                    .u8(slot)
                    .u8(suite.code())
                    .u8(tVersion)
                    .kcv(kcv)
                    .toBytes();
        }

        /** @throws ProtocolFailure for another length, version, kind, lock, slot or suite, tVersion 00 or FF */
        public static OfTransportKey decode(Bytes bytes) throws ProtocolFailure {
            WireReader in = start(bytes, LENGTH, KIND);
            Set<Lock> locks = Lock.decode(in.u8());
            Bytes n = in.bytes(16);
            int slot = in.u8();
            in.require(slot >= 1 && slot <= SLOTS, "has a slot outside 01 to 04");
            Suite suite = Suite.of(in.u8());
            int tVersion = in.u8();
            in.require(tVersion >= 1 && tVersion <= 0xFE, "has tVersion 00 or FF");
            return new OfTransportKey(locks, n, slot, suite, tVersion, in.kcv());
        }
    }

    /**
     * H of a TA, 113 bytes.
     *
     * @param entry the key's entry, exports left 0: they are divided by hand
     * @param transportKeyIds TID of the T in slots 01 to 04; zero where the slot is empty or barred for the key
     */
    record OfApplicationKey(Set<Lock> locks, Bytes n, KeyDirectoryEntry entry, List<Bytes> transportKeyIds)
            implements SealedHeader {
        /** Length in bytes. */
        public static final int LENGTH = 113;

        private static final int KIND = 1;

        public OfApplicationKey {
            locks = Set.copyOf(locks);
            transportKeyIds = List.copyOf(transportKeyIds);
            Range.requireLength("N", n, 16);
            Range.require("Exports left of a sealed record", entry.exportsLeft(), 0, 0);
            Range.require("The number of slots", transportKeyIds.size(), SLOTS, SLOTS);
            transportKeyIds.forEach(id -> Range.requireLength("TID", id, 16));
        }

        @Override
        public Kcv kcv() {
            return entry.kcv();
        }

        @Override
        public int keyLength() {
            return entry.keyType().length();
        }

        @Override
        public Bytes encode() {
            WireWriter out = begin(KIND, locks, n).bytes(entry.encode());
            transportKeyIds.forEach(out::bytes);
            return out.toBytes();
        }

        /** @throws ProtocolFailure for another length, version, kind or lock, a wrong entry or one with exports left */
        public static OfApplicationKey decode(Bytes bytes) throws ProtocolFailure {
            WireReader in = start(bytes, LENGTH, KIND);
            Set<Lock> locks = Lock.decode(in.u8());
            Bytes n = in.bytes(16);
            KeyDirectoryEntry entry = KeyDirectoryEntry.decode(in.bytes(KeyDirectoryEntry.LENGTH));
            in.require(entry.exportsLeft() == 0, "brings exports with it");
            List<Bytes> ids = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                ids.add(in.bytes(16));
            }
            return new OfApplicationKey(locks, n, entry, ids);
        }
    }

    /** T slots of an AS. */
    int SLOTS = 4;

    private static WireWriter begin(int kind, Set<Lock> locks, Bytes n) {
        return new WireWriter().u8(1).u8(kind).u8(Lock.encode(locks)).bytes(n);
    }

    private static WireReader start(Bytes bytes, int length, int kind) throws ProtocolFailure {
        WireReader in = new WireReader("Sealed record", bytes).ofLength(length);
        in.expect(1, "version");
        in.expect(kind, "kind");
        return in;
    }
}
