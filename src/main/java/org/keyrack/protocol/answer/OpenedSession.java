package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of OPEN SESSION, 24 bytes.
 *
 * @param ru random number of the unit, 16 bytes
 * @param pu proof that the unit has the Kperso, 8 bytes
 */
public record OpenedSession(Bytes ru, Bytes pu) {
    private static final int LENGTH = 24;

    public OpenedSession {
        Range.requireLength("RU", ru, 16);
        Range.requireLength("PU", pu, 8);
    }

    public Bytes encode() {
        return Bytes.concat(ru, pu);
    }

    /** @throws ProtocolFailure for another length */
    public static OpenedSession decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("OPEN SESSION answer", bytes).ofLength(LENGTH);
        return new OpenedSession(in.bytes(16), in.bytes(8));
    }
}
