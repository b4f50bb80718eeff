package org.keyrack.protocol.answer;

import java.util.List;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.Suite;
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
 * @param attributes what it is and where it must not go
 * @param kcv KCV of the key; of the master when it is diversified
 * @param exportsLeft exports left, or {@link #NO_LIMIT}
 */
public record KeyDirectoryEntry(
        int ref1,
        String label,
        int appId,
        KeyType keyType,
        int keyVersion,
        KeyAttributes attributes,
        Kcv kcv,
        long exportsLeft) {
    /** Exports left of a key without a limit. */
    public static final long NO_LIMIT = 0xFFFFFFFFL;

    /** Length in bytes. */
    public static final int LENGTH = 30;

    public KeyDirectoryEntry {
        Range.require("REF1", ref1, 0, 0xFFFF);
        Label.requireForm(label);
        Range.require("appId", appId, 0, 0xFFFF);
        Range.require("keyVersion", keyVersion, 1, 0xFF);
        Range.require("Exports left", exportsLeft, 0, NO_LIMIT);
    }

    /**
     * A key that came by components and may leave sealed.
     *
     * @param diversify whether each EI gets its own key, derived from this master
     * @param transport whether it is a transport key
     * @param barredSlots slots 1 to 4 under whose T this key must not leave
     */
    public KeyDirectoryEntry(
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
        this(
                ref1,
                label,
                appId,
                keyType,
                keyVersion,
                new KeyAttributes(diversify, transport, false, false, barredSlots),
                kcv,
                exportsLeft);
    }

    /**
     * The header of a download of this key.
     *
     * @param ref2 location of the EI, 0000 for a transport key
     * @param ctr 00000000 to FFFFFFFF
     */
    public Header header(Suite suite, int tVersion, int ref2, long ctr) {
        return new Header(suite, tVersion, diversify(), transport(), ref1, ref2, appId, keyType, keyVersion, ctr);
    }

    public boolean diversify() {
        return attributes.diversify();
    }

    public boolean transport() {
        return attributes.transport();
    }

    public Set<Integer> barredSlots() {
        return attributes.barredSlots();
    }

    /** The same key with other attributes. */
    public KeyDirectoryEntry with(KeyAttributes other) {
        return new KeyDirectoryEntry(ref1, label, appId, keyType, keyVersion, other, kcv, exportsLeft);
    }

    /**
     * The same key with other exports left.
     *
     * @param left 0 to {@link #NO_LIMIT}
     */
    public KeyDirectoryEntry withExportsLeft(long left) {
        return new KeyDirectoryEntry(ref1, label, appId, keyType, keyVersion, attributes, kcv, left);
    }

    public Bytes encode() {
        return new WireWriter()
                .u16(ref1)
                .bytes(Label.encode(label))
                .u16(appId)
                .u8(keyType.code())
                .u8(keyVersion)
                .u8(attributes.encode())
                .kcv(kcv)
                .u32(exportsLeft)
                .toBytes();
    }

    /** @throws ProtocolFailure for another length, a wrong label, an unknown key type or keyVersion 00 */
    public static KeyDirectoryEntry decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Key directory entry", bytes).ofLength(LENGTH);
        int ref1 = in.u16();
        String label = Label.decode(in.bytes(Label.LENGTH));
        int appId = in.u16();
        KeyType keyType = KeyType.of(in.u8());
        int keyVersion = in.u8();
        in.require(keyVersion != 0, "has keyVersion 00");
        return new KeyDirectoryEntry(
                ref1, label, appId, keyType, keyVersion, KeyAttributes.decode(in.u8()), in.kcv(), in.u32());
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
        return AnswerPage.decode(page, LENGTH, KeyDirectoryEntry::decode, KeyDirectoryEntry::ref1);
    }
}
