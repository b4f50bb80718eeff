package org.keyrack.protocol;

import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The header of DATA, 16 bytes (protocol.md, Suites): what is downloaded, for what, under which T.
 *
 * @param suite suite of the download
 * @param tVersion version of T, 00 to FF
 * @param diversified whether TA was diversified for this EI
 * @param transportKey whether the key is a transport key; exactly when REF2 is 0000
 * @param ref1 the key of the AS, 0000 to FFFF
 * @param ref2 the location of the EI, 0000 to FFFF
 * @param appId application, 0000 to FFFF
 * @param keyType type of the key
 * @param keyVersion version of the key, 01 to FF
 * @param ctr the AS's export counter after this export, 00000000 to FFFFFFFF
 */
public record Header(
        Suite suite,
        int tVersion,
        boolean diversified,
        boolean transportKey,
        int ref1,
        int ref2,
        int appId,
        KeyType keyType,
        int keyVersion,
        long ctr) {
    /** Length in bytes. */
    public static final int LENGTH = 16;

    private static final int VERSION = 1;
    private static final int DIVERSIFIED = 1;
    private static final int TRANSPORT_KEY = 2;

    public Header {
        Range.require("tVersion", tVersion, 0, 0xFF);
        Range.require("REF1", ref1, 0, 0xFFFF);
        Range.require("REF2", ref2, 0, 0xFFFF);
        Range.require("appId", appId, 0, 0xFFFF);
        Range.require("keyVersion", keyVersion, 1, 0xFF);
        Range.require("Ctr", ctr, 0, 0xFFFFFFFFL);
        if (transportKey != (ref2 == 0)) {
            throw new IllegalArgumentException("A key goes to location 0000 exactly when it is a transport key");
        }
    }

    /** The 16 bytes of the wire. */
    public Bytes encode() {
        return new WireWriter()
                .u8(VERSION)
                .u8(suite.code())
                .u8(tVersion)
                .u8((diversified ? DIVERSIFIED : 0) | (transportKey ? TRANSPORT_KEY : 0))
                .u16(ref1)
                .u16(ref2)
                .u16(appId)
                .u8(keyType.code())
                .u8(keyVersion)
                .u32(ctr)
                .toBytes();
    }

    /**
     * Reads a header strictly.
     *
     * @throws ProtocolFailure for another length, version, suite or key type, a reserved flag, keyVersion 00, or a
     *     transport flag that does not fit REF2
     */
    public static Header decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Header", bytes).ofLength(LENGTH);
        in.expect(VERSION, "version");
        Suite suite = Suite.of(in.u8());
        int tVersion = in.u8();
        int flags = in.u8();
        in.require((flags & ~(DIVERSIFIED | TRANSPORT_KEY)) == 0, "has reserved flags set");
        boolean transportKey = (flags & TRANSPORT_KEY) != 0;
        int ref1 = in.u16();
        int ref2 = in.u16();
        in.require(transportKey == (ref2 == 0), "has a transport flag that does not fit REF2");
        int appId = in.u16();
        KeyType keyType = KeyType.of(in.u8());
        int keyVersion = in.u8();
        in.require(keyVersion != 0, "has keyVersion 00");
        return new Header(
                suite,
                tVersion,
                (flags & DIVERSIFIED) != 0,
                transportKey,
                ref1,
                ref2,
                appId,
                keyType,
                keyVersion,
                in.u32());
    }
}
