package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;
import javacardx.crypto.Cipher;

/**
 * AES (FIPS 197) in CBC mode with a zero IV: the only user of Cipher. Two ciphers, because on some cards each init is a
 * write of non-volatile memory: one for the keys of a command, which lie in transient AESKey objects, and one that goes on
 * holding a T from command to command.
 */
class Aes {
    /** Bytes of a block. */
    static final short BLOCK = (short) 16;

    private final KeyObjects objects;
    private final Cipher cipher;
    private final Cipher lastingCipher;
    /** Transient keys of 16 and of 32 bytes, each made when first needed. */
    private final AESKey[] ramKeys;

    private final byte[] ram;

    Aes(KeyObjects objects, Transients transients) {
        this.objects = objects;
        cipher = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
        lastingCipher = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
        ramKeys = new AESKey[2];
        ram = transients.ram;
    }

    /** Takes a key that is in an object already. */
    final void use(AESKey stored) {
        init(cipher, stored, Cipher.MODE_ENCRYPT);
        ram[Transients.LASTING] = 0;
    }

    /**
     * Takes a key in an object that does not change before the next reset, deselect or {@link #letGo}.
     *
     * @param name 1 to 127, another for every key
     */
    final void useLasting(AESKey stored, byte name) {
        if (ram[Transients.HELD] != name) {
            ram[Transients.HELD] = 0;
            init(lastingCipher, stored, Cipher.MODE_ENCRYPT);
            ram[Transients.HELD] = name;
        }
        ram[Transients.LASTING] = 1;
    }

    /** Ends what {@link #useLasting} relies on: its key is about to change. */
    final void letGo() {
        ram[Transients.HELD] = 0;
    }

    /** Takes a key of 16 or 32 bytes from volatile memory. */
    final void use(byte[] source, short offset, short length) {
        use(ramKey(source, offset, length));
    }

    private AESKey ramKey(byte[] source, short offset, short length) {
        short place = length == BLOCK ? (short) 0 : (short) 1;
        if (ramKeys[place] == null) {
            ramKeys[place] = objects.make(KeyObjects.PASSING, length);
        }
        ramKeys[place].setKey(source, offset);
        return ramKeys[place];
    }

    /** Takes a key from volatile memory for {@link #decrypt}. */
    final void useToDecrypt(byte[] source, short offset, short length) {
        init(cipher, ramKey(source, offset, length), Cipher.MODE_DECRYPT);
    }

    /** Every change of a cipher's key. */
    void init(Cipher changed, AESKey key, byte mode) {
        changed.init(key, mode);
    }

    /**
     * Encrypts whole blocks in place, under the key taken last.
     *
     * @param length in bytes; a sixteenth of it is the number of block operations
     */
    void encrypt(byte[] data, short offset, short length) {
        (ram[Transients.LASTING] == 0 ? cipher : lastingCipher).doFinal(data, offset, length, data, offset);
    }

    /** Decrypts whole blocks in place, as {@link #encrypt}. */
    void decrypt(byte[] data, short offset, short length) {
        cipher.doFinal(data, offset, length, data, offset);
    }

    /** Wipes the transient keys. */
    final void forget() {
        for (short i = 0; i < (short) ramKeys.length; i++) {
            if (ramKeys[i] != null && ramKeys[i].isInitialized()) {
                ramKeys[i].clearKey();
            }
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
