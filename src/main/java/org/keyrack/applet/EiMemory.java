package org.keyrack.applet;

/** The EI's non-volatile memory: SN, T, locations with their last download (see the package's memory map). */
public final class EiMemory {
    /** Locations at most. */
    public static final byte LOCATIONS = 24;

    static final short SN_LENGTH = (short) 8;
    static final short FAILURES_LENGTH = (short) 2;
    static final short DOWNLOAD_LENGTH = (short) 64;
    static final short T_LENGTH = (short) (22 + DOWNLOAD_LENGTH);
    static final short ENTRY_LENGTH = (short) 11;
    static final short LOCATION_LENGTH = (short) (ENTRY_LENGTH + DOWNLOAD_LENGTH);

    static final short STATE = (short) 0;
    static final short SN = (short) 1;
    static final short FAILURES = (short) (SN + 1 + 2 * SN_LENGTH);
    static final short T = (short) (FAILURES + 1 + 2 * FAILURES_LENGTH);
    static final short LOCATION = (short) (T + 1 + 2 * T_LENGTH);

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (LOCATION + LOCATIONS * (1 + 2 * LOCATION_LENGTH));
    /** Key slots: T, then each location. */
    public static final short KEY_SLOTS = (short) (1 + LOCATIONS);
    /** PINs: an EI has none. */
    public static final byte PINS = 0;

    private EiMemory() {}
}
