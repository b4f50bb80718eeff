package org.keyrack.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;

/** AES-CMAC (NIST SP 800-38B) under one key. */
public final class Cmac {
    /** Length of a MAC in bytes. */
    public static final int LENGTH = 16;

    private static final byte[] ZERO_BLOCK = new byte[16];

    private final CMac mac = new CMac(AESEngine.newInstance());

    private Cmac(SecretKeyBytes key) {
        KeyParameter parameter = new KeyParameter(key.content());
        mac.init(parameter);
        Arrays.fill(parameter.getKey(), (byte) 0);
    }

    /**
     * Prepares the MAC under a key.
     *
     * @param key 16 or 32 bytes
     */
    static Cmac under(SecretKeyBytes key) {
        return new Cmac(key);
    }

    /**
     * The MAC of all parts, one after the other.
     *
     * @param key 16 or 32 bytes; keys of a card's secure channel also 24
     * @return 16 bytes
     */
    public static Bytes of(SecretKeyBytes key, Bytes... parts) {
        Cmac cmac = under(key);
        for (Bytes part : parts) {
            cmac.update(part.toArray());
        }
        return Bytes.of(cmac.finish());
    }

    /** The key check value: the first 3 bytes of CMAC(K, sixteen zero bytes) (protocol.md, Suites). */
    public static Kcv kcv(SecretKeyBytes key) {
        return new Kcv(Bytes.of(under(key).update(ZERO_BLOCK).finish()).slice(0, Kcv.LENGTH));
    }

    /**
     * The first subkey, of NIST SP 800-38B section 6.1: of a MAC that is computed elsewhere, in steps.
     *
     * @param zeros sixteen zero bytes, enciphered under the MAC's key
     * @return 16 bytes
     */
    public static byte[] firstSubkey(byte[] zeros) {
        byte[] subkey = zeros.clone();
        Diversification.doubled(subkey);
        return subkey;
    }

    Cmac update(byte[] part) {
        mac.update(part, 0, part.length);
        return this;
    }

    Cmac update(Bytes part) {
        return update(part.toArray());
    }

    Cmac update(int value) {
        mac.update((byte) value);
        return this;
    }

    /** The MAC, 16 bytes; the next message begins. */
    byte[] finish() {
        byte[] out = new byte[LENGTH];
        mac.doFinal(out, 0);
        return out;
    }
}
