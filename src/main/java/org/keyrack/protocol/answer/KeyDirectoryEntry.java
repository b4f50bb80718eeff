package org.keyrack.protocol.answer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * An entry of GET DATA 0102, 30 bytes: a key of the AS.
 *
 * @param ref1 reference of the key, 0000 to FFFF
 * @param label up to 16 printable ASCII characters
 * @param appId application, 0000 to FFFF
 * @param keyType type of the key
 * @param keyVersion version of the key, 01 to FF
 * @param diversify whether each EI gets its own key, derived from this master
 * @param transport whether it is a transport key
 * @param barredSlots slots 1 to 4 under whose T this key must not leave
 * @param kcv KCV of the key; of the master when it is diversified
 * @param exportsLeft exports left, or {@link #NO_LIMIT}
 */
public record KeyDirectoryEntry(
        int ref1,
        String label,
        int appId,
        KeyType keyType,
        int keyVersion,
        boolean diversify,
        boolean transport,
        Set<Integer> barredSlots,
        Kcv kcv,
        long exportsLeft) {
    /** Exports left of a key without a limit. */
    public static final long NO_LIMIT = 0xFFFFFFFFL;

    /** Length in bytes. */
    public static final int LENGTH = 30;

    private static final int DIVERSIFY = 1;
    private static final int TRANSPORT = 2;
    private static final int RESERVED = 0x0C;
    private static final int SLOTS = 4;

    public KeyDirectoryEntry {
        barredSlots = Set.copyOf(barredSlots);
        Range.require("REF1", ref1, 0, 0xFFFF);
        Label.requireForm(label);
        Range.require("appId", appId, 0, 0xFFFF);
        Range.require("keyVersion", keyVersion, 1, 0xFF);
        Range.require("Exports left", exportsLeft, 0, NO_LIMIT);
        barredSlots.forEach(slot -> Range.require("A barred slot", slot, 1, SLOTS));
    }

    public Bytes encode() {
        int attributes = (diversify ? DIVERSIFY : 0) | (transport ? TRANSPORT : 0);
        for (int slot : barredSlots) {
            attributes |= 1 << (slot + 3);
        }
        return new WireWriter()
                .u16(ref1)
                .bytes(Label.encode(label))
                .u16(appId)
                .u8(keyType.code())
                .u8(keyVersion)
                .u8(attributes)
                .kcv(kcv)
                .u32(exportsLeft)
                .toBytes();
    }

    /** @throws ProtocolFailure for another length, a wrong label, an unknown key type, keyVersion 00 or a reserved bit */
    public static KeyDirectoryEntry decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Key directory entry", bytes).ofLength(LENGTH);
        int ref1 = in.u16();
        String label = Label.decode(in.bytes(Label.LENGTH));
        int appId = in.u16();
        KeyType keyType = KeyType.of(in.u8());
        int keyVersion = in.u8();
        in.require(keyVersion != 0, "has keyVersion 00");
        int attributes = in.u8();
        in.require((attributes & RESERVED) == 0, "has reserved attributes set");
        Set<Integer> barredSlots = new TreeSet<>();
        for (int slot = 1; slot <= SLOTS; slot++) {
            if ((attributes & (1 << (slot + 3))) != 0) {
                barredSlots.add(slot);
            }
        }
        return new KeyDirectoryEntry(
                ref1,
                label,
                appId,
                keyType,
                keyVersion,
                (attributes & DIVERSIFY) != 0,
                (attributes & TRANSPORT) != 0,
                barredSlots,
                in.kcv(),
                in.u32());
    }

    /** One answer of GET DATA 0102. */
    public static Bytes encodePage(List<KeyDirectoryEntry> entries) {
        return Bytes.concat(entries.stream().map(KeyDirectoryEntry::encode).toArray(Bytes[]::new));
    }

    /**
     * Reads one answer of GET DATA 0102.
     *
     * @return one entry or more, ascending by REF1
     * @throws ProtocolFailure when they are no whole entries or do not ascend
     */
    public static List<KeyDirectoryEntry> decodePage(Bytes page) throws ProtocolFailure {
        return Page.decode(page, LENGTH, KeyDirectoryEntry::decode, KeyDirectoryEntry::ref1);
    }
}
