package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/** The EI's non-volatile memory: SN, T, locations with their last download (see the package's memory map). */
public final class EiMemory {
    /** Locations at most: GET DATA 0201 tells their number in one byte. */
    public static final short LOCATIONS = (short) 255;
    /** Locations that there is room for from install. */
    public static final short FIRST_LOCATIONS = (short) 24;

    static final short SN_LENGTH = (short) 8;
    /** header, R, SAS, receipt. */
    static final short DOWNLOAD_LENGTH = (short) 64;
    /** Of T's record: suite, tVersion, KCV(3), loaded by download, K2(16), download. */
    static final short T_LOADED = (short) 5;

    static final short T_K2 = (short) 6;
    static final short T_DOWNLOAD = (short) 22;
    static final short T_LENGTH = (short) (T_DOWNLOAD + DOWNLOAD_LENGTH);
    /** Of a location's record: the entry of tag 0202, download. */
    static final short ENTRY_LENGTH = (short) 11;

    static final short ENTRY_APP_ID = (short) 2;
    static final short ENTRY_TYPES = (short) 4;
    static final short ENTRY_ATTRIBUTES = (short) 5;
    static final short ENTRY_KEY_TYPE = (short) 6;
    static final short ENTRY_KEY_VERSION = (short) 7;
    static final short ENTRY_KCV = (short) 8;
    static final short LOCATION_LENGTH = (short) (ENTRY_LENGTH + DOWNLOAD_LENGTH);
    /** What a search answers when there is none. */
    static final short NONE = (short) -1;

    private static final short FAILURES_LENGTH = (short) 2;
    private static final short STATE = (short) 0;
    private static final short KPERSO = (short) 1;
    private static final short SN = (short) (KPERSO + PersonalizationKey.LENGTH);
    private static final short FAILURES = (short) (SN + 1 + 2 * SN_LENGTH);
    private static final short T = (short) (FAILURES + 1 + 2 * FAILURES_LENGTH);
    private static final short LOCATION = (short) (T + 1 + 2 * T_LENGTH);
    private static final short LOCATION_SIZE = (short) (1 + 2 * LOCATION_LENGTH);

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (LOCATION + FIRST_LOCATIONS * LOCATION_SIZE);
    /** Locations of a page, and its key slots. */
    public static final short PAGE_LOCATIONS = (short) (Store.PAGE_LENGTH / LOCATION_SIZE);
    /** Bytes of the counters: an EI has none. */
    public static final short COUNTERS_LENGTH = 0;
    /** Key slots from install: T, then each location. */
    public static final short KEY_SLOTS = (short) (1 + FIRST_LOCATIONS);
    /** PINs: an EI has none. */
    public static final byte PINS = 0;

    final PersonalizationKey kperso;

    private final Store store;

    EiMemory(Store store) {
        this.store = store;
        this.kperso = new PersonalizationKey(store, KPERSO);
    }

    byte state() {
        return store.get(STATE);
    }

    void setState(byte state) {
        store.putByte(STATE, state);
    }

    boolean hasSn() {
        return store.isPresent(SN);
    }

    void putSn(byte[] source, short offset) {
        store.replace(SN, SN_LENGTH, source, offset);
    }

    /** Copies SN, zero when never set, and answers the offset after it. */
    short readSn(byte[] destination, short offset) {
        if (!hasSn()) {
            return Util.arrayFillNonAtomic(destination, offset, SN_LENGTH, (byte) 0);
        }
        return store.read(store.active(SN, SN_LENGTH), destination, offset, SN_LENGTH);
    }

    /** Copies the failures (2) and answers the offset after them. */
    short readFailures(byte[] destination, short offset) {
        if (!store.isPresent(FAILURES)) {
            return Util.arrayFillNonAtomic(destination, offset, FAILURES_LENGTH, (byte) 0);
        }
        return store.read(store.active(FAILURES, FAILURES_LENGTH), destination, offset, FAILURES_LENGTH);
    }

    /** One failure more, up to FFFF; {@code scratch} has room for 2 bytes of volatile memory. */
    void countFailure(byte[] ram, short scratch) {
        readFailures(ram, scratch);
        short failures = Util.getShort(ram, scratch);
        if (failures != (short) 0xFFFF) {
            Util.setShort(ram, scratch, (short) (failures + 1));
            store.replace(FAILURES, FAILURES_LENGTH, ram, scratch);
        }
    }

    boolean hasT() {
        return store.isPresent(T);
    }

    /** Offset in the store of T's record; only when there is a T. */
    short t() {
        return store.active(T, T_LENGTH);
    }

    /** Copies suite, tVersion and KCV(T) (5 bytes), zero without T, and answers the offset after them. */
    short readT(byte[] destination, short offset) {
        if (!hasT()) {
            return Util.arrayFillNonAtomic(destination, offset, T_LOADED, (byte) 0);
        }
        return store.read(t(), destination, offset, T_LOADED);
    }

    byte suite() {
        return store.get(t());
    }

    byte tVersion() {
        return store.get((short) (t() + 1));
    }

    /** Name of T for {@link Aes#useLasting}: its bank's number. */
    byte tName() {
        return store.activeBank(T);
    }

    AESKey loadT() {
        return store.loadKey((short) 0, store.activeBank(T));
    }

    /** Offset in the store of T's K2. */
    short k2() {
        return (short) (t() + T_K2);
    }

    /** Makes room for T, before the first is stored. */
    void prepareT(short keyLength) {
        store.prepareKey((short) 0, keyLength);
    }

    /** Stores T with its record, from volatile memory. */
    void putT(byte[] source, short bytes, short key, short keyLength) {
        store.replace(T, T_LENGTH, source, bytes, (short) 0, key, keyLength);
        store.wipeOld(T, T_LENGTH, T_K2, Aes.BLOCK);
    }

    private static short page(short location) {
        return (short) (1 + (short) (location - FIRST_LOCATIONS) / PAGE_LOCATIONS);
    }

    private static short inPage(short location) {
        return (short) ((short) (location - FIRST_LOCATIONS) % PAGE_LOCATIONS);
    }

    private static short record(short location) {
        return location < FIRST_LOCATIONS
                ? (short) (LOCATION + location * LOCATION_SIZE)
                : Store.onPage(page(location), (short) (inPage(location) * LOCATION_SIZE));
    }

    private static short slot(short location) {
        return location < FIRST_LOCATIONS ? (short) (1 + location) : Store.slotOnPage(page(location), inPage(location));
    }

    /** Locations that there is room for now, used or not. */
    short places() {
        short all = (short) (FIRST_LOCATIONS + store.pages() * PAGE_LOCATIONS);
        return all < LOCATIONS ? all : LOCATIONS;
    }

    boolean isLocationPresent(short location) {
        return store.isPresent(record(location));
    }

    /** Offset in the store of the record of a location that is present. */
    short location(short location) {
        return store.active(record(location), LOCATION_LENGTH);
    }

    /** The location with that REF2, or {@link #NONE}. */
    short find(byte[] ref2, short offset) {
        short places = places();
        for (short i = 0; i < places; i++) {
            if (isLocationPresent(i) && store.compare(location(i), ref2, offset, (short) 2) == 0) {
                return i;
            }
        }
        return NONE;
    }

    /** A location that is free, for which the unit may take more memory; 6A84 when there is none. */
    short findFree() {
        short places = places();
        for (short i = 0; i < places; i++) {
            if (!isLocationPresent(i)) {
                return i;
            }
        }
        Commands.require(places < LOCATIONS, Sw.NO_ROOM);
        store.addPage(PAGE_LOCATIONS);
        return places;
    }

    /** Defines a location without a key, from a record in volatile memory, and makes room for its keys. */
    void putLocation(short location, byte[] source, short bytes) {
        byte types = source[(short) (bytes + ENTRY_TYPES)];
        for (byte type = 1; type <= 2; type++) {
            if ((byte) (types & type) != 0) {
                store.prepareKey(slot(location), DownloadKeys.keyLength(type));
            }
        }
        store.replace(record(location), LOCATION_LENGTH, source, bytes);
    }

    /** Stores a key with its location's record, from volatile memory: the one atomic step of IMPORTKEY. */
    void putKey(short location, byte[] source, short bytes, short key, short keyLength) {
        store.replace(record(location), LOCATION_LENGTH, source, bytes, slot(location), key, keyLength);
    }

    /** Clears what torn commands left behind. */
    void recover() {
        if (state() == Lifecycle.TERMINATED) {
            wipeKeys();
            kperso.erase();
            return;
        }
        store.clearOldKey(T, (short) 0);
        store.wipeOld(T, T_LENGTH, T_K2, Aes.BLOCK);
        short places = places();
        for (short i = 0; i < places; i++) {
            store.clearOldKey(record(i), slot(i));
        }
        endPersonalization();
    }

    /** Erases Kperso once it is of no more use. */
    void endPersonalization() {
        if (!Lifecycle.isPersonalizable(state()) || !kperso.isPresent()) {
            kperso.erase();
        }
    }

    /** Wipes every secret but Kperso; what is public stays. */
    void wipeKeys() {
        store.wipeKeys((short) 0);
        short places = places();
        for (short i = 0; i < places; i++) {
            store.wipeKeys(slot(i));
        }
        store.wipeBoth(T, T_LENGTH, T_K2, Aes.BLOCK);
    }
}
