package org.keyrack.protocol.answer;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * An entry of GET DATA 0202, 11 bytes: a location of the EI.
 *
 * @param ref2 reference of the location, 0001 to FFFF
 * @param appId the application it is for, 0000 to FFFF
 * @param acceptedTypes the types of key it takes
 * @param writeOnce whether it takes one key only
 * @param occupied whether it holds a key
 * @param keyType type of that key; empty when there is none
 * @param keyVersion version of that key, or 0
 * @param kcv KCV of that key, or {@link Kcv#NONE}
 */
public record LocationEntry(
        int ref2,
        int appId,
        Set<KeyType> acceptedTypes,
        boolean writeOnce,
        boolean occupied,
        Optional<KeyType> keyType,
        int keyVersion,
        Kcv kcv) {
    /** Length in bytes. */
    public static final int LENGTH = 11;

    private static final int WRITE_ONCE = 1;
    private static final int OCCUPIED = 2;

    public LocationEntry {
        acceptedTypes = Set.copyOf(acceptedTypes);
        Range.require("REF2", ref2, 1, 0xFFFF);
        Range.require("appId", appId, 0, 0xFFFF);
        Range.require("keyVersion", keyVersion, occupied ? 1 : 0, occupied ? 0xFF : 0);
        if (keyType.isPresent() != occupied || (!occupied && !kcv.equals(Kcv.NONE))) {
            throw new IllegalArgumentException("Key type and KCV are given exactly when the location is occupied");
        }
    }

    /** A location that holds no key. */
    public static LocationEntry free(int ref2, int appId, Set<KeyType> acceptedTypes, boolean writeOnce) {
        return new LocationEntry(ref2, appId, acceptedTypes, writeOnce, false, Optional.empty(), 0, Kcv.NONE);
    }

    /** The same location with a key in it. */
    public LocationEntry holding(KeyType type, int version, Kcv newKcv) {
        return new LocationEntry(ref2, appId, acceptedTypes, writeOnce, true, Optional.of(type), version, newKcv);
    }

    public Bytes encode() {
        return new WireWriter()
                .u16(ref2)
                .u16(appId)
                .u8(acceptedTypes.stream().mapToInt(LocationEntry::bit).sum())
                .u8((writeOnce ? WRITE_ONCE : 0) | (occupied ? OCCUPIED : 0))
                .u8(keyType.map(KeyType::code).orElse(0))
                .u8(keyVersion)
                .kcv(kcv)
                .toBytes();
    }

    /** @throws ProtocolFailure for another length, REF2 0000, a reserved bit, or a key that is half there */
    public static LocationEntry decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Location entry", bytes).ofLength(LENGTH);
        int ref2 = in.u16();
        in.require(ref2 != 0, "has REF2 0000, which is no location");
        int appId = in.u16();
        int types = in.u8();
        in.require((types & ~3) == 0, "accepts an unknown type of key");
        Set<KeyType> accepted = EnumSet.noneOf(KeyType.class);
        for (KeyType type : KeyType.values()) {
            if ((types & bit(type)) != 0) {
                accepted.add(type);
            }
        }
        int attributes = in.u8();
        in.require((attributes & ~(WRITE_ONCE | OCCUPIED)) == 0, "has reserved attributes set");
        boolean occupied = (attributes & OCCUPIED) != 0;
        int type = in.u8();
        int keyVersion = in.u8();
        Kcv kcv = in.kcv();
        in.require(
                occupied ? type != 0 && keyVersion != 0 : type == 0 && keyVersion == 0 && kcv.equals(Kcv.NONE),
                "has a key that is half there");
        return new LocationEntry(
                ref2,
                appId,
                accepted,
                (attributes & WRITE_ONCE) != 0,
                occupied,
                type == 0 ? Optional.empty() : Optional.of(KeyType.of(type)),
                keyVersion,
                kcv);
    }

    /** One answer of GET DATA 0202. */
    public static Bytes encodePage(List<LocationEntry> entries) {
        return Bytes.concat(entries.stream().map(LocationEntry::encode).toArray(Bytes[]::new));
    }

    /**
     * Reads one answer of GET DATA 0202.
     *
     * @return one entry or more, ascending by REF2
     * @throws ProtocolFailure when they are no whole entries or do not ascend
     */
    public static List<LocationEntry> decodePage(Bytes page) throws ProtocolFailure {
        return AnswerPage.decode(page, LENGTH, LocationEntry::decode, LocationEntry::ref2);
    }

    private static int bit(KeyType type) {
        return type == KeyType.AES_128 ? 1 : 2;
    }
}
