package org.keyrack.protocol.crypto;

import java.security.MessageDigest;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.WireWriter;

/** ALGO1 and the session keys (protocol.md, Suites). T1 is wiped before the call that derives it returns. */
public final class Derivation {
    static final String OPERATION = "KR1-T1";
    static final String PROOF = "KR1-PRF";
    static final String ENCRYPTION = "KR1-ENC";
    static final String CERTIFICATE = "KR1-MAC";
    static final String SIGNATURE = "KR1-SIG";
    static final String RECEIPT = "KR1-RCT";
    private static final int TID_LENGTH = 16;

    private Derivation() {}

    /**
     * P, the EI's proof that it holds T.
     *
     * @param t as long as the suite says
     * @param r 16 bytes
     * @return 8 bytes
     */
    public static Bytes proof(SecretKeyBytes t, Suite suite, int tVersion, SerialNumber sn, Bytes r) {
        try (OperationKey t1 = OperationKey.under(t, new DownloadInputs(suite, tVersion, sn, r))) {
            return t1.proof();
        }
    }

    /** Whether P is the right one; takes as long whatever it is. */
    public static boolean isProof(Bytes p, SecretKeyBytes t, Suite suite, int tVersion, SerialNumber sn, Bytes r) {
        return isSame(p, proof(t, suite, tVersion, sn, r));
    }

    /**
     * The receipt of a download, as the AS recomputes it for an audit.
     *
     * @param r 16 bytes
     * @param header 16 bytes
     * @param sas 16 bytes
     * @return 16 bytes
     */
    public static Bytes receipt(
            SecretKeyBytes t, Suite suite, int tVersion, SerialNumber sn, Bytes r, Bytes header, Bytes sas) {
        try (OperationKey t1 = OperationKey.under(t, new DownloadInputs(suite, tVersion, sn, r))) {
            return t1.receipt(header, sas);
        }
    }

    /**
     * TID: names a T by its value, which a KCV does not.
     *
     * @param t as long as the suite says
     * @param tVersion 01 to FE
     * @return 16 bytes
     */
    public static Bytes transportKeyId(SecretKeyBytes t, Suite suite, int tVersion) {
        Bytes context = new WireWriter().u8(suite.code()).u8(tVersion).toBytes();
        try (SecretKeyBytes id = Kdf.derive(t, "KR1-TID", context, TID_LENGTH)) {
            return Bytes.of(id.content());
        }
    }

    static SecretKeyBytes t1(SecretKeyBytes t, Suite suite, int tVersion, SerialNumber sn) {
        if (t.length() != suite.keyLength()) {
            throw new IllegalArgumentException("T has the length of its suite's keys");
        }
        return Kdf.derive(t, OPERATION, operationContext(suite, tVersion, sn), t.length());
    }

    static Bytes operationContext(Suite suite, int tVersion, SerialNumber sn) {
        return new WireWriter().u8(suite.code()).u8(tVersion).serialNumber(sn).toBytes();
    }

    static SecretKeyBytes sessionKey(SecretKeyBytes t1, String label, Bytes context) {
        return Kdf.derive(t1, label, context, t1.length());
    }

    static Bytes encryptionContext(Bytes r, long ctr) {
        return new WireWriter().bytes(r).u32(ctr).toBytes();
    }

    static boolean isSame(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }
}
