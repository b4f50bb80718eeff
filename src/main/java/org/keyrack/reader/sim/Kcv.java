package org.keyrack.reader.sim;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** KCV(K) of protocol.md: the first 3 bytes of AES-CMAC (NIST SP 800-38B) over sixteen zero bytes. */
final class Kcv {
    private static final int BLOCK = 16;
    private static final int LENGTH = 3;
    /** R128 of SP 800-38B section 5.3. */
    private static final int REDUCTION = 0x87;

    private Kcv() {}

    /** @param key 16 or 32 bytes */
    static byte[] of(byte[] key) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            // One whole block of zeros is masked with K1 alone: the MAC is AES(K, K1).
            byte[] k1 = twice(aes.doFinal(new byte[BLOCK]));
            return Arrays.copyOf(aes.doFinal(k1), LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has AES", impossible);
        }
    }

    private static byte[] twice(byte[] l) {
        byte[] k1 = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int next = i + 1 < BLOCK ? (l[i + 1] & 0xFF) >> 7 : 0;
            k1[i] = (byte) (l[i] << 1 | next);
        }
        if (l[0] < 0) {
            k1[BLOCK - 1] ^= (byte) REDUCTION;
        }
        return k1;
    }
}
