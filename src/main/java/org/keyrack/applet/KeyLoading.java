package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;

/**
 * A key on its way into the unit: components XORed in volatile memory, or a key drawn there (protocol.md, Personalization).
 * It stays until another first component, GENERATE, a successor, a KBK, SET STATE, reset or deselect.
 */
final class KeyLoading {
    private static final short KCV_LENGTH = (short) 3;
    /** Components are not counted beyond this: two or more make a key. */
    private static final byte SEVERAL = (byte) 2;

    private static final short SHORT_LENGTH = (short) 19;
    private static final short LONG_LENGTH = (short) 35;

    private final AesCmac cmac;
    private final RandomSource random;
    private final Transients transients;
    private final byte[] ram;

    KeyLoading(AesCmac cmac, RandomSource random, Transients transients) {
        this.cmac = cmac;
        this.random = random;
        this.transients = transients;
        this.ram = transients.ram;
    }

    /** Receives a component and its KCV; answers the length of the component. */
    short receive(APDU apdu, byte[] buffer) {
        Commands.require(
                (byte) (buffer[ISO7816.OFFSET_P1] & ~(byte) 1) == 0 && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        return (short) (Commands.receive(apdu, buffer, SHORT_LENGTH, LONG_LENGTH) - KCV_LENGTH);
    }

    /** LOAD COMPONENT, once received and allowed. A component that is refused changes nothing. */
    void load(byte[] buffer, short length) {
        boolean first = buffer[ISO7816.OFFSET_P1] == 0;
        Commands.require(
                first || (ram[Transients.KEY_LENGTH] == (byte) length && ram[Transients.KEY_COMPONENTS] != 0),
                Sw.MALFORMED);
        Commands.require(!Commands.isZero(buffer, Commands.DATA, length), Sw.MALFORMED);
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.TA, length);
        cmac.kcv(Transients.TA, length, Transients.MAC);
        short kcv = (short) (Commands.DATA + length);
        Commands.require(Aes.isEqual(ram, Transients.MAC, buffer, kcv, KCV_LENGTH), Sw.MALFORMED);
        if (!first) {
            for (short i = 0; i < length; i++) {
                short at = (short) (Transients.TA + i);
                ram[at] = (byte) (ram[at] ^ ram[(short) (Transients.KEY + i)]);
            }
            Commands.require(!Commands.isZero(ram, Transients.TA, length), Sw.MALFORMED);
        }
        transients.forgetKey();
        Util.arrayCopyNonAtomic(ram, Transients.TA, ram, Transients.KEY, length);
        ram[Transients.KEY_COMPONENTS] = first ? (byte) 1 : SEVERAL;
        ram[Transients.KEY_LENGTH] = (byte) length;
    }

    /** GENERATE: puts the KCV (3) of a new key of 16 or 32 bytes at the start of the buffer, and answers its length. */
    short generate(byte[] buffer, short length) {
        // On a card without AES of that length this is refused before anything is forgotten.
        random.draw(ram, Transients.TA, length);
        cmac.kcv(Transients.TA, length, Transients.MAC);
        transients.forgetKey();
        Util.arrayCopyNonAtomic(ram, Transients.TA, ram, Transients.KEY, length);
        ram[Transients.KEY_LENGTH] = (byte) length;
        return Util.arrayCopyNonAtomic(ram, Transients.MAC, buffer, (short) 0, KCV_LENGTH);
    }

    /** Refuses a key that is absent, a single component, of another length, or of another KCV (3 bytes) than stated. */
    void require(short length, byte[] buffer, short kcv) {
        Commands.require(
                ram[Transients.KEY_LENGTH] == (byte) length && ram[Transients.KEY_COMPONENTS] != 1, Sw.MALFORMED);
        cmac.kcv(Transients.KEY, length, Transients.MAC);
        Commands.require(Aes.isEqual(ram, Transients.MAC, buffer, kcv, KCV_LENGTH), Sw.MALFORMED);
    }

    /** Whether the key was drawn here; only asked of one that is there. */
    boolean isDrawn() {
        return ram[Transients.KEY_COMPONENTS] == 0;
    }

    /** Refuses a key that came by components, or that was stored before: somebody could know it. */
    void requireNewlyDrawn() {
        Commands.require(isDrawn() && ram[Transients.KEY_STORED] == 0, Sw.MALFORMED);
    }

    void markStored() {
        ram[Transients.KEY_STORED] = 1;
    }

    /**
     * Receives the data of STORE T (suite, tVersion, KCV) after {@link Commands#receive}, and writes the first fields of
     * T's record.
     *
     * @param k2 where in the volatile array T's K2 goes
     * @return length of T
     */
    short prepareT(byte[] buffer, short k2) {
        byte suite = buffer[Commands.DATA];
        Commands.require(suite == 1 || suite == 2, Sw.SUITE_NOT_SUPPORTED);
        short length = DownloadKeys.keyLength(suite);
        byte version = buffer[(short) (Commands.DATA + 1)];
        Commands.require(version != 0 && version != (byte) 0xFF, Sw.MALFORMED);
        require(length, buffer, (short) (Commands.DATA + 2));
        cmac.copyK2(k2);
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.RECORD, (short) 5);
        return length;
    }
}
