package org.keyrack.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.keyrack.protocol.Bytes;

/** ALGO2 and ALGO2P: AES in CBC mode with an IV of zeros and no padding. Ctr makes every Kenc of an AS unique. */
public final class AesCbc {
    private static final int BLOCK = 16;

    private AesCbc() {}

    /**
     * ALGO2.
     *
     * @param key 16 or 32 bytes; keys of a card's secure channel also 24
     * @param plain whole blocks of 16 bytes
     */
    public static Bytes encrypt(SecretKeyBytes key, SecretKeyBytes plain) {
        return Bytes.of(run(true, key, plain.content()));
    }

    /**
     * ALGO2P.
     *
     * @param key 16 or 32 bytes; keys of a card's secure channel also 24
     * @param encrypted whole blocks of 16 bytes
     */
    public static SecretKeyBytes decrypt(SecretKeyBytes key, Bytes encrypted) {
        return SecretKeyBytes.taking(run(false, key, encrypted.toArray()));
    }

    private static byte[] run(boolean encrypt, SecretKeyBytes key, byte[] in) {
        if (in.length % BLOCK != 0) {
            throw new IllegalArgumentException("AES-CBC takes whole blocks of 16 bytes");
        }
        CBCModeCipher cipher = CBCBlockCipher.newInstance(AESEngine.newInstance());
        KeyParameter parameter = new KeyParameter(key.content());
        cipher.init(encrypt, parameter);
        Arrays.fill(parameter.getKey(), (byte) 0);
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += BLOCK) {
            cipher.processBlock(in, at, out, at);
        }
        return out;
    }
}
