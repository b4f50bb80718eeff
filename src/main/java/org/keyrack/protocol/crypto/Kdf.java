package org.keyrack.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.keyrack.protocol.Bytes;

/** The KDF of protocol.md: NIST SP 800-108r1 in counter mode, PRF AES-CMAC, 8-bit counter before the fixed input. */
public final class Kdf {
    private Kdf() {}

    /**
     * KDF(K, label, context, n).
     *
     * @param key 16 or 32 bytes
     * @param label ASCII
     * @param length length of the result in bytes, 1 to 4080
     * @return the derived key, which the caller closes
     */
    public static SecretKeyBytes derive(SecretKeyBytes key, String label, Bytes context, int length) {
        return derive(Cmac.under(key), label, context, length);
    }

    static SecretKeyBytes derive(Cmac prf, String label, Bytes context, int length) {
        byte[] fixed = fixedInput(label, context, length);
        return expand(prf, fixed, length);
    }

    /**
     * Counter mode over any fixed input data, as the test vectors of NIST CAVS give it.
     *
     * @param key 16 or 32 bytes
     * @param fixed label, 00, context and length, or whatever stands for them
     * @param length length of the result in bytes, 1 to 4080
     */
    static SecretKeyBytes counterMode(SecretKeyBytes key, Bytes fixed, int length) {
        return expand(Cmac.under(key), fixed.toArray(), length);
    }

    /**
     * What stands behind the counter: label, 00, context, length in bits.
     *
     * @param label ASCII
     * @param length length of the result in bytes
     */
    public static byte[] fixedInput(String label, Bytes context, int length) {
        byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
        byte[] fixed = Arrays.copyOf(ascii, ascii.length + 1 + context.length() + 2);
        System.arraycopy(context.toArray(), 0, fixed, ascii.length + 1, context.length());
        fixed[fixed.length - 2] = (byte) ((8 * length) >> 8);
        fixed[fixed.length - 1] = (byte) (8 * length);
        return fixed;
    }

    private static SecretKeyBytes expand(Cmac prf, byte[] fixed, int length) {
        int blocks = (length + Cmac.LENGTH - 1) / Cmac.LENGTH;
        if (length < 1 || blocks > 255) {
            throw new IllegalArgumentException("An 8-bit counter derives 1 to 4080 bytes, not " + length);
        }
        byte[] out = new byte[length];
        for (int i = 1; i <= blocks; i++) {
            byte[] block = prf.update(i).update(fixed).finish();
            int at = (i - 1) * Cmac.LENGTH;
            System.arraycopy(block, 0, out, at, Math.min(Cmac.LENGTH, length - at));
            Arrays.fill(block, (byte) 0);
        }
        return SecretKeyBytes.taking(out);
    }
}
