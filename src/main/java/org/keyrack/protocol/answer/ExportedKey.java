package org.keyrack.protocol.answer;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of EXPORTKEY: DATA, CAS, V; 80 bytes for an AES-128 key, 96 for an AES-256 key.
 *
 * @param header what is downloaded
 * @param encryptedKey E, as long as the key type says
 * @param sas signature of TA, 16 bytes
 * @param cas certificate over DATA, 16 bytes
 * @param v commitment to the receipt, 16 bytes
 */
public record ExportedKey(Header header, Bytes encryptedKey, Bytes sas, Bytes cas, Bytes v) {
    public ExportedKey {
        Range.requireLength("E", encryptedKey, header.keyType().length());
        Range.requireLength("SAS", sas, 16);
        Range.requireLength("CAS", cas, 16);
        Range.requireLength("V", v, 16);
    }

    /** DATA: header, E, SAS; 48 or 64 bytes. */
    public Bytes data() {
        return Bytes.concat(header.encode(), encryptedKey, sas);
    }

    public Bytes encode() {
        return Bytes.concat(data(), cas, v);
    }

    /** @throws ProtocolFailure for a wrong header, or a length that does not fit its key type */
    public static ExportedKey decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("EXPORTKEY answer", bytes).ofLength(80, 96);
        Header header = Header.decode(in.bytes(Header.LENGTH));
        in.require(in.remaining() == header.keyType().length() + 48, "does not fit the key type in its length");
        return new ExportedKey(header, in.bytes(header.keyType().length()), in.bytes(16), in.bytes(16), in.bytes(16));
    }
}
