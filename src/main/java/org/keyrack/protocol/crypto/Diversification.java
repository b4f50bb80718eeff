package org.keyrack.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;

/**
 * Key diversification of NXP AN10922 rev 2.2, AES-128 (section 2.2) and AES-256 (section 2.4).
 *
 * <p>It is a CMAC over an input that is always padded to 32 bytes, so a plain CMAC is wrong for a short M.
 */
public final class Diversification {
    private static final int PADDED = 32;
    private static final int BLOCK = 16;
    private static final int AES_128 = 0x01;
    private static final int AES_256_FIRST = 0x41;
    private static final int AES_256_SECOND = 0x42;
    private static final int POLYNOMIAL = 0x87;

    private Diversification() {}

    /** The key of one EI: M is SN and appId (protocol.md, Suites). */
    public static SecretKeyBytes of(SecretKeyBytes master, SerialNumber sn, int appId) {
        return of(master, Bytes.concat(sn.bytes(), Bytes.of(new byte[] {(byte) (appId >> 8), (byte) appId})));
    }

    /**
     * The diversified key.
     *
     * @param master 16 or 32 bytes
     * @param m diversification input, 1 to 31 bytes
     * @return as long as the master; the caller closes it
     */
    public static SecretKeyBytes of(SecretKeyBytes master, Bytes m) {
        if (m.length() < 1 || m.length() >= PADDED) {
            throw new IllegalArgumentException("AN10922 takes a diversification input of 1 to 31 bytes");
        }
        BlockCipher aes = AESEngine.newInstance();
        KeyParameter parameter = new KeyParameter(master.content());
        aes.init(true, parameter);
        Arrays.fill(parameter.getKey(), (byte) 0);
        byte[] key = new byte[master.length()];
        if (master.length() == BLOCK) {
            half(aes, AES_128, m, key, 0);
        } else {
            half(aes, AES_256_FIRST, m, key, 0);
            half(aes, AES_256_SECOND, m, key, BLOCK);
        }
        return SecretKeyBytes.taking(key);
    }

    private static void half(BlockCipher aes, int constant, Bytes m, byte[] out, int at) {
        byte[] input = new byte[PADDED];
        input[0] = (byte) constant;
        System.arraycopy(m.toArray(), 0, input, 1, m.length());
        boolean padded = m.length() < PADDED - 1;
        if (padded) {
            input[m.length() + 1] = (byte) 0x80;
        }
        byte[] subkey = new byte[BLOCK];
        aes.processBlock(subkey, 0, subkey, 0);
        doubled(subkey);
        if (padded) {
            doubled(subkey);
        }
        byte[] block = new byte[BLOCK];
        aes.processBlock(input, 0, block, 0);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) (input[BLOCK + i] ^ subkey[i]);
        }
        aes.processBlock(block, 0, out, at);
        Arrays.fill(block, (byte) 0);
        Arrays.fill(subkey, (byte) 0);
    }

    /** Multiplies by x in GF(2^128) (NIST SP 800-38B section 6.1). */
    private static void doubled(byte[] block) {
        int carry = 0;
        for (int i = block.length - 1; i >= 0; i--) {
            int shifted = ((block[i] & 0xFF) << 1) | carry;
            carry = shifted >> 8;
            block[i] = (byte) shifted;
        }
        block[block.length - 1] ^= (byte) (POLYNOMIAL * carry);
    }
}
