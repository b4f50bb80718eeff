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

    /** AES under a master that this program does not have, block by block. */
    @FunctionalInterface
    public interface ElsewhereAes<E extends Exception> {
        /** @param blocks whole blocks of 16 bytes, each enciphered by itself */
        byte[] encipher(byte[] blocks) throws E;
    }

    /**
     * The blocks that the master enciphers into the diversified key: all of AN10922 but its last step, for a master that stays
     * in a token.
     *
     * @param length of the master, 16 or 32
     * @return as many bytes, each block of which is enciphered by itself; the caller wipes them
     */
    public static <E extends Exception> byte[] lastBlocks(ElsewhereAes<E> aes, SerialNumber sn, int appId, int length)
            throws E {
        int[] constants = length == BLOCK ? new int[] {AES_128} : new int[] {AES_256_FIRST, AES_256_SECOND};
        byte[] first = new byte[BLOCK * (constants.length + 1)];
        byte[] m = Bytes.concat(sn.bytes(), Bytes.of(new byte[] {(byte) (appId >> 8), (byte) appId}))
                .toArray();
        for (int i = 0; i < constants.length; i++) {
            first[BLOCK * i] = (byte) constants[i];
            System.arraycopy(m, 0, first, BLOCK * i + 1, m.length);
            first[BLOCK * i + 1 + m.length] = (byte) 0x80;
        }
        byte[] enciphered = aes.encipher(first);
        byte[] subkey = Arrays.copyOfRange(enciphered, BLOCK * constants.length, enciphered.length);
        doubled(subkey);
        doubled(subkey);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = (byte) (enciphered[i] ^ subkey[i % BLOCK]);
        }
        Arrays.fill(subkey, (byte) 0);
        Arrays.fill(enciphered, (byte) 0);
        return last;
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
    static void doubled(byte[] block) {
        int carry = 0;
        for (int i = block.length - 1; i >= 0; i--) {
            int shifted = ((block[i] & 0xFF) << 1) | carry;
            carry = shifted >> 8;
            block[i] = (byte) shifted;
        }
        block[block.length - 1] ^= (byte) (POLYNOMIAL * carry);
    }
}
