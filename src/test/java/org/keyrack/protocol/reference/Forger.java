package org.keyrack.protocol.reference;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.answer.Initiation;
import org.keyrack.protocol.command.ImportKey;
import org.keyrack.protocol.crypto.Cmac;
import org.keyrack.protocol.crypto.Kdf;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Writes DATA with a right certificate and a wrong signature, as nobody but a holder of T can. */
final class Forger {
    private Forger() {}

    static ImportKey wrongSignature(Initiation from, Header header) {
        Bytes context = new WireWriter()
                .u8(from.suite().code())
                .u8(from.tVersion())
                .serialNumber(from.sn())
                .toBytes();
        try (SecretKeyBytes t = SecretKeyBytes.copyOf(Units.t(from.suite()).toArray());
                SecretKeyBytes t1 = Kdf.derive(t, "KR1-T1", context, t.length());
                SecretKeyBytes kmac = Kdf.derive(t1, "KR1-MAC", from.r(), t.length())) {
            Bytes data =
                    Bytes.concat(header.encode(), Bytes.zero(header.keyType().length()), Bytes.zero(16));
            return new ImportKey(header.ref2(), data, Cmac.of(kmac, from.sn().bytes(), from.r(), data), false);
        }
    }
}
