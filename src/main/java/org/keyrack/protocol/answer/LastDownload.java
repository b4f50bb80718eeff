package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of GET DATA 0203, 64 bytes: the last download that a location took.
 *
 * @param header its header
 * @param r its R, 16 bytes
 * @param sas its SAS, 16 bytes
 * @param receipt its receipt, 16 bytes
 */
public record LastDownload(Header header, Bytes r, Bytes sas, Bytes receipt) {
    private static final int LENGTH = 64;

    public LastDownload {
        Range.requireLength("R", r, 16);
        Range.requireLength("SAS", sas, 16);
        Range.requireLength("The receipt", receipt, 16);
    }

    public Bytes encode() {
        return Bytes.concat(header.encode(), r, sas, receipt);
    }

    /** @throws ProtocolFailure for another length or a wrong header */
    public static LastDownload decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Last download", bytes).ofLength(LENGTH);
        return new LastDownload(Header.decode(in.bytes(Header.LENGTH)), in.bytes(16), in.bytes(16), in.bytes(16));
    }
}
