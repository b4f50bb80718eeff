package org.keyrack.applet;

/** The AS's non-volatile memory: identity, Ctr, up to four T and 32 TA (see the package's memory map). */
public final class AsMemory {
    /** T slots 01 to 04. */
    public static final byte T_SLOTS = 4;
    /** TA entries. */
    public static final byte ENTRIES = 32;

    static final short IDENTITY_LENGTH = (short) 20;
    static final short COMMIT_LENGTH = (short) 9;
    static final short T_LENGTH = (short) 21;
    static final short ENTRY_LENGTH = (short) 30;

    static final short STATE = (short) 0;
    static final short IDENTITY = (short) 1;
    static final short COMMIT = (short) (IDENTITY + 1 + 2 * IDENTITY_LENGTH);
    static final short T = (short) (COMMIT + 1 + 2 * COMMIT_LENGTH);
    static final short TA = (short) (T + T_SLOTS * (1 + 2 * T_LENGTH));

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (TA + ENTRIES * (1 + 2 * ENTRY_LENGTH));
    /** Key slots: each T, then each TA. */
    public static final short KEY_SLOTS = (short) (T_SLOTS + ENTRIES);
    /** PINs: operator and administrator. */
    public static final byte PINS = 2;

    private AsMemory() {}
}
