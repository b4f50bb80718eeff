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

    private static final short T_K2 = (short) 5;

    private static final short STATE = (short) 0;
    private static final short IDENTITY = (short) 1;
    private static final short T = (short) (IDENTITY + 1 + 2 * IDENTITY_LENGTH);
    private static final short T_SIZE = (short) (1 + 2 * T_LENGTH);
    private static final short TA = (short) (T + T_SLOTS * T_SIZE);
    private static final short ENTRY_SIZE = (short) (1 + 2 * ENTRY_LENGTH);

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (TA + ENTRIES * ENTRY_SIZE);
    /** Bytes of the counters. */
    public static final short COUNTERS_LENGTH = Counters.LENGTH;
    /** Key slots: each T, then each TA. */
    public static final short KEY_SLOTS = (short) (T_SLOTS + ENTRIES);
    /** PINs: operator and administrator. */
    public static final byte PINS = 2;

    private final Store store;
    private final Counters counters;

    AsMemory(Store store) {
        this.store = store;
        this.counters = new Counters(store);
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
        short record = counters.record();
        if (record < 0) {
            return Util.arrayFillNonAtomic(destination, offset, (short) 4, (byte) 0);
        }
        return store.readCounters(record, destination, offset, (short) 4);
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

    /** Name of a T that is present, for {@link Aes#useLasting}: its bank's number among all banks. */
    byte tName(short slot) {
        return (byte) ((short) (slot - 1) * 2 + store.activeBank(t(slot)));
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
        store.prepareKey((short) (slot - 1), keyLength);
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

    /** Stores TA with its entry of 30 bytes, from volatile memory. */
    void putTa(short entry, byte[] ram, short bytes, short key, short keyLength) {
        store.prepareKey((short) (T_SLOTS + entry), keyLength);
        if (countedEntry() == entry) {
            // The new entry's exports left shall count, not those that the counters have for the old one.
            settle(ram);
            readCtr(ram, Transients.COUNTERS);
            ram[(short) (Transients.COUNTERS + Counters.ENTRY)] = Counters.NO_ENTRY;
            counters.append(ram, Transients.COUNTERS);
        }
        store.replace(record(entry), ENTRY_LENGTH, ram, bytes, (short) (T_SLOTS + entry), key, keyLength);
    }

    /** The entry whose exports left the counters have, or NONE. */
    private short countedEntry() {
        short record = counters.record();
        return record < 0 ? NONE : store.counter((short) (record + Counters.ENTRY));
    }

    /** Copies exports left (4) of an entry. */
    void readLeft(short entry, byte[] destination, short offset) {
        if (countedEntry() == entry) {
            store.readCounters((short) (counters.record() + Counters.LEFT), destination, offset, (short) 4);
        } else {
            store.read((short) (entry(entry) + ENTRY_LEFT), destination, offset, (short) 4);
        }
    }

    /** Copies the exports left that the counters have to their own entry; nothing that counts depends on it yet. */
    private void settle(byte[] ram) {
        short counted = countedEntry();
        short scratch = (short) (Transients.COUNTERS + Counters.RECORD_LENGTH);
        readLeft(counted, ram, scratch);
        store.put((short) (entry(counted) + ENTRY_LEFT), ram, scratch, (short) 4);
    }

    /**
     * Ctr and exports left of one entry change as one tear-safe step. The new Ctr (4), room for 1 and the new exports left
     * (4) are at {@link Transients#COUNTERS}.
     *
     * @param limited whether the entry has a limit; without one its exports left need not be written
     */
    void count(short entry, byte[] ram, boolean limited) {
        short counted = countedEntry();
        short at = (short) (Transients.COUNTERS + Counters.ENTRY);
        if (limited) {
            if (counted != NONE && counted != entry) {
                settle(ram);
            }
            ram[at] = (byte) entry;
        } else {
            ram[at] = (byte) counted;
            if (counted != NONE) {
                readLeft(counted, ram, (short) (at + 1));
            }
        }
        counters.append(ram, Transients.COUNTERS);
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
