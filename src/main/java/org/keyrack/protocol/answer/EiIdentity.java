package org.keyrack.protocol.answer;

import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of GET DATA 0201, 17 bytes.
 *
 * @param sn serial number; all zero in a module that was given none
 * @param state life-cycle state
 * @param suite suite of T; empty (00 on the wire) while the module holds no T
 * @param tVersion version of T, 00 to FF; 0 without T
 * @param tKcv KCV of T; {@link Kcv#NONE} without T
 * @param failures IMPORTKEYs that failed a check of CAS or SAS, 0 to FFFF
 * @param locationCount number of locations, 0 to FF
 */
public record EiIdentity(
        SerialNumber sn,
        LifeCycleState state,
        Optional<Suite> suite,
        int tVersion,
        Kcv tKcv,
        int failures,
        int locationCount) {
    private static final int LENGTH = 17;

    public EiIdentity {
        Range.require("tVersion", tVersion, 0, 0xFF);
        Range.require("Failures", failures, 0, 0xFFFF);
        Range.require("Locations", locationCount, 0, 0xFF);
        if (suite.isEmpty() && (tVersion != 0 || !tKcv.equals(Kcv.NONE) || state == LifeCycleState.OPERATIONAL)) {
            throw new IllegalArgumentException(
                    "A module without T has neither tVersion nor KCV and is not OPERATIONAL");
        }
    }

    public Bytes encode() {
        return new WireWriter()
                .serialNumber(sn)
                .u8(state.code())
                .u8(suite.map(Suite::code).orElse(0))
                .u8(tVersion)
                .kcv(tKcv)
                .u16(failures)
                .u8(locationCount)
                .toBytes();
    }

    /** @throws ProtocolFailure for another length, an unknown state or suite, or a T that is half there */
    public static EiIdentity decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("EI identity", bytes).ofLength(LENGTH);
        SerialNumber sn = in.serialNumber();
        LifeCycleState state = LifeCycleState.of(in.u8());
        int suite = in.u8();
        int tVersion = in.u8();
        Kcv tKcv = in.kcv();
        in.require(
                suite != 0 || (tVersion == 0 && tKcv.equals(Kcv.NONE) && state != LifeCycleState.OPERATIONAL),
                "has a T that is half there");
        return new EiIdentity(
                sn,
                state,
                suite == 0 ? Optional.empty() : Optional.of(Suite.of(suite)),
                tVersion,
                tKcv,
                in.u16(),
                in.u8());
    }
}
