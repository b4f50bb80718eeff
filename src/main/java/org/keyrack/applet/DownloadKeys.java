package org.keyrack.applet;

import javacard.security.AESKey;

/**
 * T1 and the session keys of one download (protocol.md, Suites). All are derived while T1 is loaded, from the SN, R and header that the command has put in place; then {@link #closeT1} erases T1.
 */
final class DownloadKeys {
    // ASCII of the labels: Java Card has no text.
    private static final byte[] LABEL_T1 = {0x4B, 0x52, 0x31, 0x2D, 0x54, 0x31};
    private static final byte[] LABEL_PRF = {0x4B, 0x52, 0x31, 0x2D, 0x50, 0x52, 0x46};
    private static final byte[] LABEL_MAC = {0x4B, 0x52, 0x31, 0x2D, 0x4D, 0x41, 0x43};
    private static final byte[] LABEL_SIG = {0x4B, 0x52, 0x31, 0x2D, 0x53, 0x49, 0x47};
    private static final byte[] LABEL_RCT = {0x4B, 0x52, 0x31, 0x2D, 0x52, 0x43, 0x54};
    private static final byte[] LABEL_ENC = {0x4B, 0x52, 0x31, 0x2D, 0x45, 0x4E, 0x43};

    private static final short SN_LENGTH = (short) 8;
    private static final short R_LENGTH = (short) 16;
    private static final short SUITE = (short) (Transients.HEADER + 1);
    private static final short CTR = (short) (Transients.HEADER + 12);

    private final Aes aes;
    private final AesCmac cmac;
    private final byte[] ram;

    DownloadKeys(Aes aes, AesCmac cmac, Transients transients) {
        this.aes = aes;
        this.cmac = cmac;
        this.ram = transients.ram;
    }

    /** Bytes of T, T1 and the session keys of a suite. */
    static short keyLength(byte suite) {
        return suite == 1 ? (short) 16 : (short) 32;
    }

    /**
     * ALGO1: computes T1 from T and SN, header holding suite and tVersion, and loads it; its bytes are erased at once.
     *
     * @param name of T for {@link Aes#useLasting}
     */
    void openT1(AESKey t, byte name, Store store, short k2, short length) {
        cmac.useT(t, name, store, k2);
        cmac.derive(LABEL_T1, SUITE, (short) 2, Transients.SN, SN_LENGTH, length, Transients.T1);
        cmac.use(Transients.T1, length);
        Aes.wipe(ram, Transients.T1, (short) 32);
    }

    /** Erases T1, of which its object and its subkeys are left. */
    void closeT1() {
        Aes.wipe(ram, Transients.SUBKEYS, (short) 32);
        aes.forget();
    }

    /** Derives Kprf for the R at an offset; it is to be used before TA takes its place. */
    void deriveKprf(short r, short length) {
        cmac.derive(LABEL_PRF, r, R_LENGTH, CTR, (short) 0, length, Transients.KPRF);
    }

    /** Derives Kmac, Ksig and Kenc. */
    void deriveTransport(short length) {
        short r = Transients.COMMAND_R;
        cmac.derive(LABEL_MAC, r, R_LENGTH, CTR, (short) 0, length, Transients.KMAC);
        cmac.derive(LABEL_SIG, r, R_LENGTH, CTR, (short) 0, length, Transients.KSIG);
        cmac.derive(LABEL_ENC, r, R_LENGTH, CTR, (short) 4, length, Transients.KENC);
    }

    /** Derives Krct. */
    void deriveKrct(short length) {
        cmac.derive(LABEL_RCT, Transients.COMMAND_R, R_LENGTH, CTR, (short) 0, length, Transients.KRCT);
    }

    /** P for the R at an offset, under Kprf; the first 8 of 16 bytes put at {@code mac} are meant. */
    void proof(short r, short length, short mac) {
        cmac.use(Transients.KPRF, length);
        short end = cmac.append((short) 0, ram, Transients.SN, SN_LENGTH);
        end = cmac.append(end, ram, r, R_LENGTH);
        cmac.sign(end, mac);
    }

    /** SAS or SEI over header and the TA in the clear. */
    void signature(short length, short taLength, short sas) {
        cmac.use(Transients.KSIG, length);
        short end = cmac.append((short) 0, ram, Transients.HEADER, (short) 16);
        end = cmac.append(end, ram, Transients.TA, taLength);
        cmac.sign(end, sas);
    }

    /** CAS or CEI over SN, R and DATA, which lie together. */
    void certificate(short length, short taLength, short cas) {
        cmac.use(Transients.KMAC, length);
        short covered = (short) (SN_LENGTH + R_LENGTH + 32 + taLength);
        cmac.sign(cmac.append((short) 0, ram, Transients.SN, covered), cas);
    }

    /** The receipt over SN, R, header and the SAS at an offset. */
    void receipt(short length, short sas, short receipt) {
        cmac.use(Transients.KRCT, length);
        short end = cmac.append((short) 0, ram, Transients.SN, (short) (SN_LENGTH + R_LENGTH + 16));
        end = cmac.append(end, ram, sas, (short) 16);
        cmac.sign(end, receipt);
    }
}
