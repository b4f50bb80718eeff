package org.keyrack.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.keyrack.protocol.Bytes;

/** V, the AS's commitment to a receipt: the host checks with it a receipt that it cannot compute (protocol.md). */
public final class Receipts {
    private static final byte[] LABEL = "KR1-RCV".getBytes(StandardCharsets.US_ASCII);
    private static final int V_LENGTH = 16;

    private Receipts() {}

    /**
     * V: the first 16 bytes of SHA-256("KR1-RCV", receipt).
     *
     * @param receipt 16 bytes
     */
    public static Bytes commitment(Bytes receipt) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(LABEL, 0, LABEL.length);
        digest.update(receipt.toArray(), 0, receipt.length());
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Bytes.of(hash).slice(0, V_LENGTH);
    }

    /**
     * Whether a receipt is the one that the AS has committed to; takes as long whatever it is.
     *
     * @param v 16 bytes
     * @param receipt what the EI answered
     */
    public static boolean matches(Bytes v, Bytes receipt) {
        return MessageDigest.isEqual(v.toArray(), commitment(receipt).toArray());
    }
}
