package org.keyrack.applet;

/**
 * KDF in counter mode with CMAC (NIST SP 800-108r1 section 4.1), 8-bit counter first: block i = CMAC(K, i, label, 00,
 * context, length in bits on two bytes). K is the key that {@link Cmac} holds.
 */
final class Kdf {
    private final Cmac cmac;
    private final byte[] ram;

    Kdf(Cmac cmac, Transients transients) {
        this.cmac = cmac;
        this.ram = transients.ram;
    }

    /**
     * Derives a key; offsets are of the volatile array, the context is two parts of it.
     *
     * @param label ASCII
     * @param length 16 or 32 bytes
     * @param key where the result goes
     */
    void derive(
            byte[] label, short first, short firstLength, short second, short secondLength, short length, short key) {
        short blocks = (short) (length / Aes.BLOCK);
        short bits = (short) (length * 8);
        for (short i = 1; i <= blocks; i++) {
            short end = cmac.append((short) 0, (byte) i);
            end = cmac.append(end, label, (short) 0, (short) label.length);
            end = cmac.append(end, (byte) 0);
            end = cmac.append(end, ram, first, firstLength);
            end = cmac.append(end, ram, second, secondLength);
            end = cmac.append(end, (byte) (bits >> 8));
            end = cmac.append(end, (byte) bits);
            cmac.sign(end, (short) (key + (short) (i - 1) * Aes.BLOCK));
        }
    }
}
