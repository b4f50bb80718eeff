package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * A key of an AS under the KBK, as EXPORT SEALED answers it and IMPORT SEALED takes it (protocol.md, Personalization): T 57
 * or 73, TA 145 or 161 bytes. Nothing in it is secret to whoever has no KBK.
 *
 * @param header H: what the key is
 * @param encryptedKey E, as long as the key
 * @param seal S, 16 bytes
 */
public record SealedRecord(SealedHeader header, Bytes encryptedKey, Bytes seal) {
    private static final int SEAL = 16;

    public SealedRecord {
        Range.requireLength("E", encryptedKey, header.keyLength());
        Range.requireLength("S", seal, SEAL);
    }

    public Bytes encode() {
        return Bytes.concat(header.encode(), encryptedKey, seal);
    }

    /** @throws ProtocolFailure for a wrong header, or a length that does not fit it */
    public static SealedRecord decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("Sealed record", bytes);
        boolean ofT = bytes.length() < SealedHeader.OfApplicationKey.LENGTH;
        SealedHeader header = ofT
                ? SealedHeader.OfTransportKey.decode(in.bytes(SealedHeader.OfTransportKey.LENGTH))
                : SealedHeader.OfApplicationKey.decode(in.bytes(SealedHeader.OfApplicationKey.LENGTH));
        in.require(in.remaining() == header.keyLength() + SEAL, "does not fit its key in its length");
        return new SealedRecord(header, in.bytes(header.keyLength()), in.bytes(SEAL));
    }
}
