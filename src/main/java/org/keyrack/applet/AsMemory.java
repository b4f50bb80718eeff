package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/** The AS's non-volatile memory: identity, Ctr, up to four T and 32 TA (see the package's memory map). */
public final class AsMemory {
    /** T slots 01 to 04. */
    public static final byte T_SLOTS = 4;
    /** TA entries. */
    public static final byte ENTRIES = 32;

    static final short IDENTITY_LENGTH = (short) 20;
    static final short T_LENGTH = (short) 21;
    static final short ENTRY_LENGTH = (short) 30;
    /** Offset of exports left in an entry. */
    static final short ENTRY_LEFT = (short) 26;
    /** What a search answers when there is none. */
    static final short NONE = (short) -1;

    private static final short COMMIT_LENGTH = (short) 9;
    private static final short COMMIT_ENTRY = (short) 4;
    private static final short COMMIT_LEFT = (short) 5;
    private static final byte NO_ENTRY = (byte) 0xFF;
    private static final short T_K2 = (short) 5;

    private static final short STATE = (short) 0;
    private static final short IDENTITY = (short) 1;
    private static final short COMMIT = (short) (IDENTITY + 1 + 2 * IDENTITY_LENGTH);
    private static final short T = (short) (COMMIT + 1 + 2 * COMMIT_LENGTH);
    private static final short T_SIZE = (short) (1 + 2 * T_LENGTH);
    private static final short TA = (short) (T + T_SLOTS * T_SIZE);
    private static final short ENTRY_SIZE = (short) (1 + 2 * ENTRY_LENGTH);

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (TA + ENTRIES * ENTRY_SIZE);
    /** Key slots: each T, then each TA. */
    public static final short KEY_SLOTS = (short) (T_SLOTS + ENTRIES);
    /** PINs: operator and administrator. */
    public static final byte PINS = 2;

    private final Store store;

    AsMemory(Store store) {
        this.store = store;
    }

    byte state() {
        return store.get(STATE);
    }

    void setState(byte state) {
        store.putByte(STATE, state);
    }

    boolean hasIdentity() {
        return store.isPresent(IDENTITY);
    }

    void putIdentity(byte[] source, short offset) {
        store.replace(IDENTITY, IDENTITY_LENGTH, source, offset);
    }

    /** Copies AS id and label, zero when never set, and answers the offset after them. */
    short readIdentity(byte[] destination, short offset) {
        if (!hasIdentity()) {
            return Util.arrayFillNonAtomic(destination, offset, IDENTITY_LENGTH, (byte) 0);
        }
        return store.read(store.active(IDENTITY, IDENTITY_LENGTH), destination, offset, IDENTITY_LENGTH);
    }

    /** Copies Ctr (4) and answers the offset after it. */
    short readCtr(byte[] destination, short offset) {
        if (!store.isPresent(COMMIT)) {
            return Util.arrayFillNonAtomic(destination, offset, (short) 4, (byte) 0);
        }
        return store.read(store.active(COMMIT, COMMIT_LENGTH), destination, offset, (short) 4);
    }

    private static short t(short slot) {
        return (short) (T + (short) (slot - 1) * T_SIZE);
    }

    boolean isTPresent(short slot) {
        return slot >= 1 && slot <= T_SLOTS && store.isPresent(t(slot));
    }

    byte suite(short slot) {
        return store.get(store.active(t(slot), T_LENGTH));
    }

    byte tVersion(short slot) {
        return store.get((short) (store.active(t(slot), T_LENGTH) + 1));
    }

    /** Copies suite, tVersion and KCV (5 bytes) of a T that is present and answers the offset after them. */
    short readT(short slot, byte[] destination, short offset) {
        return store.read(store.active(t(slot), T_LENGTH), destination, offset, T_K2);
    }

    AESKey loadT(short slot) {
        return store.loadKey((short) (slot - 1), store.activeBank(t(slot)));
    }

    /** Offset in the store of K2 of a T. */
    short k2(short slot) {
        return (short) (store.active(t(slot), T_LENGTH) + T_K2);
    }

    /** Stores T with its record of 21 bytes, from volatile memory. */
    void putT(short slot, byte[] source, short bytes, short key, short keyLength) {
        store.replace(t(slot), T_LENGTH, source, bytes, (short) (slot - 1), key, keyLength);
        store.wipeOld(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
    }

    private static short record(short entry) {
        return (short) (TA + entry * ENTRY_SIZE);
    }

    boolean isEntryPresent(short entry) {
        return store.isPresent(record(entry));
    }

    /** Offset in the store of the 30 bytes of an entry that is present; its exports left may be out of date. */
    short entry(short entry) {
        return store.active(record(entry), ENTRY_LENGTH);
    }

    /** The entry with that REF1, or {@link #NONE}. */
    short find(byte[] ref1, short offset) {
        for (short i = 0; i < ENTRIES; i++) {
            if (isEntryPresent(i) && store.compare(entry(i), ref1, offset, (short) 2) == 0) {
                return i;
            }
        }
        return NONE;
    }

    /** An entry that is free, or {@link #NONE}. */
    short findFree() {
        for (short i = 0; i < ENTRIES; i++) {
            if (!isEntryPresent(i)) {
                return i;
            }
        }
        return NONE;
    }

    AESKey loadTa(short entry) {
        return store.loadKey((short) (T_SLOTS + entry), store.activeBank(record(entry)));
    }

    /** Stores TA with its entry of 30 bytes, from volatile memory; {@code scratch} has room for 9 bytes. */
    void putTa(short entry, byte[] source, short bytes, short key, short keyLength, short scratch) {
        if (committedEntry() == entry) {
            // The new entry's exports left shall count, not those committed for the old one.
            settle(source, scratch);
            readCtr(source, scratch);
            source[(short) (scratch + COMMIT_ENTRY)] = NO_ENTRY;
            store.replace(COMMIT, COMMIT_LENGTH, source, scratch);
        }
        store.replace(record(entry), ENTRY_LENGTH, source, bytes, (short) (T_SLOTS + entry), key, keyLength);
    }

    private short committedEntry() {
        if (!store.isPresent(COMMIT)) {
            return NONE;
        }
        return store.get((short) (store.active(COMMIT, COMMIT_LENGTH) + COMMIT_ENTRY));
    }

    /** Copies exports left (4) of an entry and answers the offset after them. */
    short readLeft(short entry, byte[] destination, short offset) {
        short from = committedEntry() == entry
                ? (short) (store.active(COMMIT, COMMIT_LENGTH) + COMMIT_LEFT)
                : (short) (entry(entry) + ENTRY_LEFT);
        return store.read(from, destination, offset, (short) 4);
    }

    /** Copies the exports left that were committed to their own entry; until the next commit nothing depends on it. */
    private void settle(byte[] ram, short scratch) {
        short committed = committedEntry();
        readLeft(committed, ram, scratch);
        store.put((short) (entry(committed) + ENTRY_LEFT), ram, scratch, (short) 4);
    }

    /**
     * Ctr and exports left of one entry change as one tear-safe step.
     *
     * @param commit in volatile memory: the new Ctr (4), room for 1, the new exports left (4)
     * @param scratch room for 4 bytes
     */
    void commitExport(short entry, byte[] ram, short commit, short scratch) {
        short committed = committedEntry();
        if (committed != NONE && committed != entry) {
            settle(ram, scratch);
        }
        ram[(short) (commit + COMMIT_ENTRY)] = (byte) entry;
        store.replace(COMMIT, COMMIT_LENGTH, ram, commit);
    }

    /** Clears what torn commands left behind. */
    void recover() {
        for (short slot = 1; slot <= T_SLOTS; slot++) {
            store.clearOldKey(t(slot), (short) (slot - 1));
            store.wipeOld(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
        }
        for (short i = 0; i < ENTRIES; i++) {
            store.clearOldKey(record(i), (short) (T_SLOTS + i));
        }
    }
}
