package org.keyrack.protocol.crypto;

import java.util.Arrays;
import org.keyrack.protocol.Bytes;

/**
 * The data derivation of SCP03 (GlobalPlatform Card Specification, Amendment D v1.2, section 4.1.5): NIST SP 800-108 in
 * counter mode with AES-CMAC, where the counter stands between the fixed input and the context.
 */
public final class Scp03Derivation {
    private static final int CONSTANT_AT = 11;
    private static final int FIXED = 15;

    private Scp03Derivation() {}

    /**
     * CMAC(K, eleven zero bytes, constant, 00, L, i, context), block after block.
     *
     * @param key 16, 24 or 32 bytes
     * @param constant derivation constant of Table 4-1, 00 to FF
     * @param context host challenge and card challenge
     * @param length length of the result in bytes, 1 to 32
     * @return the derived data, which the caller closes
     */
    public static SecretKeyBytes derive(SecretKeyBytes key, int constant, Bytes context, int length) {
        if (length < 1 || length > 2 * Cmac.LENGTH) {
            throw new IllegalArgumentException("SCP03 derives 1 to 32 bytes, not " + length);
        }
        byte[] fixed = new byte[FIXED];
        fixed[CONSTANT_AT] = (byte) constant;
        fixed[FIXED - 2] = (byte) (8 * length >> 8);
        fixed[FIXED - 1] = (byte) (8 * length);
        Cmac prf = Cmac.under(key);
        byte[] out = new byte[length];
        for (int at = 0; at < length; at += Cmac.LENGTH) {
            byte[] block = prf.update(fixed)
                    .update(at / Cmac.LENGTH + 1)
                    .update(context)
                    .finish();
            System.arraycopy(block, 0, out, at, Math.min(Cmac.LENGTH, length - at));
            Arrays.fill(block, (byte) 0);
        }
        return SecretKeyBytes.taking(out);
    }
}
