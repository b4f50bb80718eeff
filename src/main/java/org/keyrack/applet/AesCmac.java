package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/**
 * AES-CMAC (NIST SP 800-38B, RFC 4493) on the AES cipher, so that it runs on every AES card. The message is gathered at
 * {@link Transients#WORK}, at most 96 bytes with its padding, and MACed there by one CBC call. A change of key costs one
 * block operation (its subkeys), a message one for each 16 bytes. Calls are few and flat: a card's stack is small.
 */
final class AesCmac {
    private static final short BLOCK = Aes.BLOCK;
    private static final short K1 = Transients.SUBKEYS;
    private static final short K2 = (short) (Transients.SUBKEYS + BLOCK);
    private static final byte PADDING = (byte) 0x80;

    /** The polynomial constant R128 (SP 800-38B section 5.3). */
    private static final byte R128 = (byte) 0x87;

    private final Aes aes;
    private final byte[] ram;

    AesCmac(Aes aes, Transients transients) {
        this.aes = aes;
        this.ram = transients.ram;
    }

    /** Takes a key that is in an object and computes its subkeys. */
    void use(AESKey key) {
        aes.use(key);
        deriveSubkeys();
    }

    /** Takes a key of 16 or 32 bytes at an offset of the volatile array and computes its subkeys. */
    void use(short key, short length) {
        aes.use(ram, key, length);
        deriveSubkeys();
    }

    /**
     * Takes T, whose K2 is kept beside it: enough for every message that is no whole number of blocks.
     *
     * @param name of T for {@link Aes#useLasting}
     */
    void useT(AESKey t, byte name, Store store, short k2) {
        aes.useLasting(t, name);
        store.read(k2, ram, K2, BLOCK);
    }

    private void deriveSubkeys() {
        Aes.wipe(ram, K1, BLOCK);
        aes.encrypt(ram, K1, BLOCK);
        doubled(K1, K1);
        doubled(K1, K2);
    }

    /** Doubling in GF(2^128), in a time that does not depend on the value. */
    private void doubled(short from, short to) {
        byte carryOut = (byte) ((ram[from] >> 7) & 1);
        for (short i = 0; i < (short) (BLOCK - 1); i++) {
            ram[(short) (to + i)] =
                    (byte) ((byte) (ram[(short) (from + i)] << 1) | (byte) ((ram[(short) (from + i + 1)] >> 7) & 1));
        }
        ram[(short) (to + BLOCK - 1)] =
                (byte) ((byte) (ram[(short) (from + BLOCK - 1)] << 1) ^ (byte) (R128 & -carryOut));
    }

    /** Appends to the message and answers its new length. */
    short append(short length, byte[] source, short offset, short count) {
        Util.arrayCopyNonAtomic(source, offset, ram, (short) (Transients.WORK + length), count);
        return (short) (length + count);
    }

    /** Appends one byte to the message and answers its new length. */
    short append(short length, byte value) {
        ram[(short) (Transients.WORK + length)] = value;
        return (short) (length + 1);
    }

    /** MACs the message of that length, at least 1 byte, and puts all 16 bytes at an offset of the volatile array. */
    void sign(short length, short mac) {
        sign(length, (short) ((short) (length + 15) & (short) 0xFFF0), mac);
    }

    /** As above, padded to a whole length, which NXP AN10922 sections 2.2 and 2.4 ask for: two blocks always. */
    void sign(short length, short whole, short mac) {
        short subkey = K1;
        if (whole != length) {
            Aes.wipe(ram, (short) (Transients.WORK + length), (short) (whole - length));
            ram[(short) (Transients.WORK + length)] = PADDING;
            subkey = K2;
        }
        short last = (short) (Transients.WORK + whole - BLOCK);
        for (short i = 0; i < BLOCK; i++) {
            ram[(short) (last + i)] = (byte) (ram[(short) (last + i)] ^ ram[(short) (subkey + i)]);
        }
        aes.encrypt(ram, Transients.WORK, whole);
        Util.arrayCopyNonAtomic(ram, last, ram, mac, BLOCK);
    }

    /**
     * Takes a part of a message that is too long to be gathered, one block operation at a time.
     *
     * @param filled what this method has answered for the part before, 0 for the first
     * @return what to give it for the next part, or to {@link #finish}
     */
    short absorb(short filled, byte[] part, short offset, short count) {
        short at = filled;
        if (at == 0) {
            Aes.wipe(ram, Transients.WORK, BLOCK);
        }
        for (short i = 0; i < count; i++) {
            if (at == BLOCK) {
                aes.encrypt(ram, Transients.WORK, BLOCK);
                at = 0;
            }
            short to = (short) (Transients.WORK + at);
            ram[to] = (byte) (ram[to] ^ part[(short) (offset + i)]);
            at++;
        }
        return at;
    }

    /** MACs what was absorbed, at least 1 byte, and puts all 16 bytes at an offset of the volatile array. */
    void finish(short filled, short mac) {
        short subkey = K1;
        if (filled != BLOCK) {
            short at = (short) (Transients.WORK + filled);
            ram[at] = (byte) (ram[at] ^ PADDING);
            subkey = K2;
        }
        for (short i = 0; i < BLOCK; i++) {
            short at = (short) (Transients.WORK + i);
            ram[at] = (byte) (ram[at] ^ ram[(short) (subkey + i)]);
        }
        aes.encrypt(ram, Transients.WORK, BLOCK);
        Util.arrayCopyNonAtomic(ram, Transients.WORK, ram, mac, BLOCK);
    }

    /** KCV of a key at an offset of the volatile array (protocol.md): the first 3 of 16 bytes put at {@code mac}. */
    void kcv(short key, short length, short mac) {
        use(key, length);
        Aes.wipe(ram, Transients.WORK, BLOCK);
        sign(BLOCK, mac);
    }

    /** Copies K2 of the key in use, to be kept beside T. */
    void copyK2(short to) {
        Util.arrayCopyNonAtomic(ram, K2, ram, to, BLOCK);
    }

    /**
     * KDF in counter mode with CMAC (NIST SP 800-108r1 section 4.1), 8-bit counter first: block i = CMAC(K, i, label, 00,
     * context, length in bits on two bytes). K is the key in use; offsets are of the volatile array.
     *
     * @param label ASCII
     * @param first context, with {@code second} at most 38 bytes
     * @param length 16 or 32 bytes
     * @param key where the result goes
     */
    void derive(
            byte[] label, short first, short firstLength, short second, short secondLength, short length, short key) {
        for (short done = 0; done < length; done = (short) (done + BLOCK)) {
            ram[Transients.WORK] = (byte) ((short) (done / BLOCK) + 1);
            short end = append((short) 1, label, (short) 0, (short) label.length);
            end = append(end, (byte) 0);
            end = append(end, ram, first, firstLength);
            end = append(end, ram, second, secondLength);
            end = append(end, (byte) (length >> 5));
            end = append(end, (byte) (length << 3));
            sign(end, (short) (key + done));
        }
    }
}
