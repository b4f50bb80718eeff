package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of INITIATE, 38 bytes.
 *
 * @param suite suite of the EI's T
 * @param tVersion version of T, 00 to FF
 * @param tKcv KCV of T
 * @param sn the EI's serial number
 * @param r fresh random number, 16 bytes
 * @param p proof that the EI holds T, 8 bytes
 */
public record Initiation(Suite suite, int tVersion, Kcv tKcv, SerialNumber sn, Bytes r, Bytes p) {
    /** Length in bytes. */
    public static final int LENGTH = 38;

    private static final int VERSION = 1;

    public Initiation {
        Range.require("tVersion", tVersion, 0, 0xFF);
        Range.requireLength("R", r, 16);
        Range.requireLength("P", p, 8);
    }

    public Bytes encode() {
        return new WireWriter()
                .u8(VERSION)
                .u8(suite.code())
                .u8(tVersion)
                .kcv(tKcv)
                .serialNumber(sn)
                .bytes(r)
                .bytes(p)
                .toBytes();
    }

    /** @throws ProtocolFailure for another length or version, or an unknown suite */
    public static Initiation decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("INITIATE answer", bytes).ofLength(LENGTH);
        in.expect(VERSION, "version");
        return new Initiation(Suite.of(in.u8()), in.u8(), in.kcv(), in.serialNumber(), in.bytes(16), in.bytes(8));
    }
}
