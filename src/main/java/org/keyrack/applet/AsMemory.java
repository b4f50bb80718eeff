package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/** The AS's non-volatile memory but for its TA ({@link AsEntries}): state, identity, locks, acts, KBK, up to four T. */
public final class AsMemory {
    /** T slots 01 to 04. */
    public static final byte T_SLOTS = 4;

    static final short IDENTITY_LENGTH = (short) 20;
    static final short T_LENGTH = (short) 22;
    /** Of T's record: suite, tVersion, KCV(3), origin, K2(16). */
    static final short T_ORIGIN = (short) 5;

    static final short T_K2 = (short) 6;
    /** What a search answers when there is none. */
    static final short NONE = (short) -1;
    /** Bit of a T's origin: it must not leave sealed. */
    static final byte BARRED_FROM_SEALING = (byte) 0x80;

    static final short KBK_LENGTH = (short) 32;
    private static final short KCV_LENGTH = (short) 3;
    private static final short ACTS_LENGTH = (short) 2;

    private static final short STATE = (short) 0;
    private static final short LOCKS = (short) 1;
    /** Whether a successor is being stored, and what with (5): see {@link #storeSuccessor}. */
    private static final short PENDING = (short) 2;

    private static final short PENDING_LENGTH = (short) 5;
    private static final short KPERSO = (short) (PENDING + 1 + PENDING_LENGTH);
    private static final short IDENTITY = (short) (KPERSO + PersonalizationKey.LENGTH);
    private static final short ACTS = (short) (IDENTITY + 1 + 2 * IDENTITY_LENGTH);
    private static final short KBK = (short) (ACTS + 1 + 2 * ACTS_LENGTH);
    private static final short T = (short) (KBK + 1 + 2 * KCV_LENGTH);
    private static final short T_SIZE = (short) (1 + 2 * T_LENGTH);
    /** Where the entries of the TA start. */
    static final short ENTRIES = (short) (T + T_SLOTS * T_SIZE);

    /** Bytes of the store that the applet lays out. */
    public static final short LENGTH = (short) (ENTRIES + AsEntries.LENGTH);
    /** TA at most. */
    public static final short PLACES = AsEntries.PLACES;
    /** TA that there is room for from install. */
    public static final short FIRST_PLACES = AsEntries.FIRST_PLACES;
    /** TA of a page, and its key slots. */
    public static final short PAGE_PLACES = AsEntries.PAGE_PLACES;
    /** Bytes of the counters. */
    public static final short COUNTERS_LENGTH = ExportCounters.LENGTH;
    /** Key slots from install: each T, each TA, the KBK. */
    public static final short KEY_SLOTS = (short) (T_SLOTS + AsEntries.FIRST_PLACES + 1);
    /** PINs: operator, administrator, custodian. */
    public static final byte PINS = 3;

    private static final short KBK_SLOT = (short) (T_SLOTS + AsEntries.FIRST_PLACES);

    final PersonalizationKey kperso;
    final AsEntries entries;

    private final Store store;

    AsMemory(Store store) {
        this.store = store;
        this.kperso = new PersonalizationKey(store, KPERSO);
        this.entries = new AsEntries(store);
    }

    byte state() {
        return store.get(STATE);
    }

    void setState(byte state) {
        store.putByte(STATE, state);
    }

    byte locks() {
        return store.get(LOCKS);
    }

    void addLocks(byte locks) {
        store.putByte(LOCKS, (byte) (locks() | locks));
    }

    boolean hasIdentity() {
        return store.isPresent(IDENTITY);
    }

    void putIdentity(byte[] source, short offset) {
        store.replace(IDENTITY, IDENTITY_LENGTH, source, offset);
    }

    /** Copies AS id and label, zero when never set, and answers the offset after them. */
    short readIdentity(byte[] destination, short offset) {
        return readOrZero(IDENTITY, IDENTITY_LENGTH, destination, offset);
    }

    private short readOrZero(short record, short length, byte[] destination, short offset) {
        if (!store.isPresent(record)) {
            return Util.arrayFillNonAtomic(destination, offset, length, (byte) 0);
        }
        return store.read(store.active(record, length), destination, offset, length);
    }

    /** Copies the acts (2) and answers the offset after them. */
    short readActs(byte[] destination, short offset) {
        return readOrZero(ACTS, ACTS_LENGTH, destination, offset);
    }

    void putActs(byte[] source, short offset) {
        store.replace(ACTS, ACTS_LENGTH, source, offset);
    }

    boolean hasKbk() {
        return store.isPresent(KBK);
    }

    /** Copies KCV(KBK) (3), zero without one, and answers the offset after it. */
    short readKbk(byte[] destination, short offset) {
        return readOrZero(KBK, KCV_LENGTH, destination, offset);
    }

    AESKey loadKbk() {
        return store.loadKey(KBK_SLOT, store.activeBank(KBK));
    }

    /** Makes room for a KBK. */
    void prepareKbk() {
        store.prepareKey(KBK_SLOT, KBK_LENGTH);
    }

    /** Stores the KBK with its KCV; nothing that is in the card leaves sealed under it. */
    void putKbk(byte[] ram, short kcv, short key) {
        entries.barAll(AsEntries.BARRED_FROM_SEALING);
        for (short slot = 1; slot <= T_SLOTS; slot++) {
            if (isTPresent(slot)) {
                store.putByte((short) (at(slot) + T_ORIGIN), (byte) (origin(slot) | BARRED_FROM_SEALING));
            }
        }
        store.replace(KBK, KCV_LENGTH, ram, kcv, KBK_SLOT, key, KBK_LENGTH);
    }

    void clearKbk() {
        store.clear(KBK, KBK_SLOT);
    }

    private static short t(short slot) {
        return (short) (T + (short) (slot - 1) * T_SIZE);
    }

    boolean isTPresent(short slot) {
        return slot >= 1 && slot <= T_SLOTS && store.isPresent(t(slot));
    }

    /** Whether there is any T. */
    boolean hasT() {
        boolean any = false;
        for (short slot = 1; slot <= T_SLOTS; slot++) {
            any = any || isTPresent(slot);
        }
        return any;
    }

    /** Offset in the store of the record of a T that is present. */
    private short at(short slot) {
        return store.active(t(slot), T_LENGTH);
    }

    byte suite(short slot) {
        return store.get(at(slot));
    }

    byte tVersion(short slot) {
        return store.get((short) (at(slot) + 1));
    }

    /** How a T came into its slot, with its bar; 0 of an empty slot. */
    byte origin(short slot) {
        return isTPresent(slot) ? store.get((short) (at(slot) + T_ORIGIN)) : (byte) 0;
    }

    /** Copies suite, tVersion and KCV (5 bytes) of a T that is present and answers the offset after them. */
    short readT(short slot, byte[] destination, short offset) {
        return store.read(at(slot), destination, offset, T_ORIGIN);
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
        return (short) (at(slot) + T_K2);
    }

    /** Makes room for a T. */
    void prepareT(short slot, short keyLength) {
        store.prepareKey((short) (slot - 1), keyLength);
    }

    /** Stores T with its record of 22 bytes, from volatile memory; nothing that is in the card leaves under it. */
    void putT(short slot, byte[] ram, short bytes, short key, short keyLength) {
        entries.barAll(AsEntries.barOf(slot));
        store.replace(t(slot), T_LENGTH, ram, bytes, (short) (slot - 1), key, keyLength);
        store.wipeOld(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
    }

    void clearT(short slot) {
        store.clear(t(slot), (short) (slot - 1));
        store.wipeOld(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
    }

    /**
     * Stores a T that follows that of another slot, and its entry, as one step: both are written beside the old ones, then
     * one byte says so, and whatever is left to be done after a tear is done at SELECT. Bars come before, and those that the
     * predecessor's slot has not are lifted after.
     *
     * @param bytes T's record of 22 bytes, the entry of 30 bytes behind it
     */
    void storeSuccessor(
            short slot, short predecessor, short entry, byte[] ram, short bytes, short key, short keyLength) {
        entries.barAll(AsEntries.barOf(slot));
        entries.settle(entry, ram);
        store.prepare(t(slot), T_LENGTH, ram, bytes, (short) (slot - 1), key, keyLength);
        store.prepare(
                AsEntries.record(entry),
                AsEntries.ENTRY_LENGTH,
                ram,
                (short) (bytes + T_LENGTH),
                AsEntries.slot(entry),
                key,
                keyLength);
        short pending = Transients.COUNTERS;
        ram[pending] = (byte) slot;
        ram[(short) (pending + 1)] = (byte) predecessor;
        ram[(short) (pending + 2)] = (byte) entry;
        ram[(short) (pending + 3)] = store.freshBank(t(slot));
        ram[(short) (pending + 4)] = entries.freshBank(entry);
        store.put((short) (PENDING + 1), ram, pending, PENDING_LENGTH);
        store.putByte(PENDING, (byte) 1);
        finishSuccessor();
        recoverT(slot);
        entries.recover();
    }

    /** Does what is left of {@link #storeSuccessor} once it counts; each step may be done again. */
    private void finishSuccessor() {
        short slot = store.get((short) (PENDING + 1));
        short predecessor = store.get((short) (PENDING + 2));
        short entry = (short) (store.get((short) (PENDING + 3)) & (short) 0xFF);
        store.putByte(t(slot), store.get((short) (PENDING + 4)));
        entries.select(entry, store.get((short) (PENDING + 5)));
        entries.takeOver(slot, predecessor, entry);
        store.putByte(PENDING, (byte) 0);
    }

    private void recoverT(short slot) {
        store.clearOldKey(t(slot), (short) (slot - 1));
        store.wipeOld(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
    }

    /** Clears what torn commands left behind, and finishes what had begun to count. */
    void recover() {
        if (state() == Lifecycle.TERMINATED) {
            wipe();
            return;
        }
        if (store.get(PENDING) != 0) {
            finishSuccessor();
        }
        for (short slot = 1; slot <= T_SLOTS; slot++) {
            recoverT(slot);
        }
        entries.recover();
        store.clearOldKey(KBK, KBK_SLOT);
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
        for (short slot = 1; slot <= T_SLOTS; slot++) {
            store.wipeKeys((short) (slot - 1));
            store.wipeBoth(t(slot), T_LENGTH, T_K2, Aes.BLOCK);
        }
        entries.wipeKeys();
        store.wipeKeys(KBK_SLOT);
        for (byte pin = 0; pin < PINS; pin++) {
            store.wipePin(pin);
        }
    }

    private void wipe() {
        wipeKeys();
        kperso.erase();
    }
}
