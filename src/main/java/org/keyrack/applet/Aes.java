package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacardx.crypto.Cipher;

/**
 * AES (FIPS 197) in CBC mode with a zero IV: the only user of Cipher. Every block operation passes through
 * {@link #process}, so that a subclass can count them. RAM keys live in transient AESKey objects.
 */
public class Aes {
    /** Bytes of a block. */
    public static final short BLOCK = (short) 16;

    private final Cipher cipher;
    private final AESKey ramKey128;
    private final AESKey ramKey256;

    /** Makes the cipher and the transient keys; only at install. */
    public Aes() {
        cipher = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
        ramKey128 = transientKey(KeyBuilder.LENGTH_AES_128);
        ramKey256 = transientKey(KeyBuilder.LENGTH_AES_256);
    }

    private static AESKey transientKey(short bits) {
        return (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES_TRANSIENT_DESELECT, bits, false);
    }

    /** Takes a key that is in an object already. */
    final void use(AESKey stored) {
        cipher.init(stored, Cipher.MODE_ENCRYPT);
    }

    /** Takes a key of 16 or 32 bytes from volatile memory. */
    final void use(byte[] source, short offset, short length) {
        use(ramKey(source, offset, length));
    }

    private AESKey ramKey(byte[] source, short offset, short length) {
        AESKey ramKey = length == BLOCK ? ramKey128 : ramKey256;
        ramKey.setKey(source, offset);
        return ramKey;
    }

    /** Encrypts whole blocks in place. */
    final void encrypt(byte[] data, short offset, short length) {
        process(cipher, data, offset, length);
    }

    /** Decrypts whole blocks in place under a key from volatile memory. */
    final void decrypt(byte[] source, short sourceOffset, short keyLength, byte[] data, short offset, short length) {
        cipher.init(ramKey(source, sourceOffset, keyLength), Cipher.MODE_DECRYPT);
        process(cipher, data, offset, length);
    }

    /**
     * All block operations of the unit.
     *
     * @param length in bytes; a sixteenth of it is the number of block operations
     */
    protected void process(Cipher initialized, byte[] data, short offset, short length) {
        initialized.doFinal(data, offset, length, data, offset);
    }

    /** Wipes the transient keys. */
    final void forget() {
        if (ramKey128.isInitialized()) {
            ramKey128.clearKey();
        }
        if (ramKey256.isInitialized()) {
            ramKey256.clearKey();
        }
    }

    /** Compares secrets in a time that does not depend on where they differ. */
    static boolean isEqual(byte[] a, short aOffset, byte[] b, short bOffset, short length) {
        byte difference = 0;
        for (short i = 0; i < length; i++) {
            difference = (byte) (difference | (byte) (a[(short) (aOffset + i)] ^ b[(short) (bOffset + i)]));
        }
        return difference == 0;
    }

    /** Zeroes volatile memory. */
    static void wipe(byte[] data, short offset, short length) {
        Util.arrayFillNonAtomic(data, offset, length, (byte) 0);
    }
}
