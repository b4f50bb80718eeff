package org.keyrack.protocol.answer;

import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * The answer of IMPORTKEY, 20 bytes, or 58 with the next INITIATE.
 *
 * @param keyVersion version stored, 01 to FF
 * @param kcv KCV of the key stored
 * @param receipt the EI's receipt, 16 bytes
 * @param next the next INITIATE, when P1 bit 0 asked for it
 */
public record ImportedKey(int keyVersion, Kcv kcv, Bytes receipt, Optional<Initiation> next) {
    private static final int LENGTH = 20;

    public ImportedKey {
        Range.require("keyVersion", keyVersion, 1, 0xFF);
        Range.requireLength("The receipt", receipt, 16);
    }

    public Bytes encode() {
        return new WireWriter()
                .u8(keyVersion)
                .kcv(kcv)
                .bytes(receipt)
                .bytes(next.map(Initiation::encode).orElse(Bytes.EMPTY))
                .toBytes();
    }

    /** @throws ProtocolFailure for another length (a bare 9000 too), keyVersion 00, or a wrong next INITIATE */
    public static ImportedKey decode(Bytes bytes) throws ProtocolFailure {
        WireReader in = new WireReader("IMPORTKEY answer", bytes).ofLength(LENGTH, LENGTH + Initiation.LENGTH);
        int keyVersion = in.u8();
        in.require(keyVersion != 0, "has keyVersion 00");
        Kcv kcv = in.kcv();
        Bytes receipt = in.bytes(16);
        return new ImportedKey(
                keyVersion,
                kcv,
                receipt,
                in.remaining() == 0 ? Optional.empty() : Optional.of(Initiation.decode(in.bytes(in.remaining()))));
    }
}
