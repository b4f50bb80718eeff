package org.keyrack.applet;

import javacard.framework.Util;
import javacard.security.AESKey;

/** The TA of an AS with their entries of tag 0102, their bars, and the counters of exports. */
final class AsEntries {
    /** TA at most: the counters name one of them, or none, in one byte. */
    static final short PLACES = (short) 255;
    /** TA that there is room for from install. */
    static final short FIRST_PLACES = (short) 32;
    /** Bytes of an entry. */
    static final short ENTRY_LENGTH = (short) 30;
    /** Offset of exports left in an entry. */
    static final short LEFT = (short) 26;
    /** Offset of the attributes in an entry. */
    static final short ATTRIBUTES = (short) 22;
    /** Attribute: the key must not leave sealed. */
    static final byte BARRED_FROM_SEALING = (byte) 0x04;
    /** What a search answers when there is none. */
    static final short NONE = AsMemory.NONE;

    private static final short SIZE = (short) (1 + 2 * ENTRY_LENGTH);
    /** Bytes of the store. */
    static final short LENGTH = (short) (FIRST_PLACES * SIZE);
    /** TA of a page, and its key slots. */
    static final short PAGE_PLACES = (short) (Store.PAGE_LENGTH / SIZE);

    private final Store store;
    private final ExportCounters counters;

    AsEntries(Store store) {
        this.store = store;
        this.counters = new ExportCounters(store);
    }

    /** Attribute of a key that must not leave under the T of a slot: bits 4 to 7 for slots 01 to 04. */
    static byte barOf(short slot) {
        return (byte) ((short) 8 << slot);
    }

    private static short page(short entry) {
        return (short) (1 + (short) (entry - FIRST_PLACES) / PAGE_PLACES);
    }

    private static short inPage(short entry) {
        return (short) ((short) (entry - FIRST_PLACES) % PAGE_PLACES);
    }

    /** Offset in the store of the record of an entry. */
    static short record(short entry) {
        return entry < FIRST_PLACES
                ? (short) (AsMemory.ENTRIES + entry * SIZE)
                : Store.onPage(page(entry), (short) (inPage(entry) * SIZE));
    }

    /** Key slot of an entry. */
    static short slot(short entry) {
        return entry < FIRST_PLACES ? (short) (AsMemory.T_SLOTS + entry) : Store.slotOnPage(page(entry), inPage(entry));
    }

    /** Entries that there is room for now, used or not. */
    short places() {
        short all = (short) (FIRST_PLACES + store.pages() * PAGE_PLACES);
        return all < PLACES ? all : PLACES;
    }

    boolean isPresent(short entry) {
        return store.isPresent(record(entry));
    }

    /** Offset in the store of the 30 bytes of an entry that is present; its exports left may be out of date. */
    short at(short entry) {
        return store.active(record(entry), ENTRY_LENGTH);
    }

    byte attributes(short entry) {
        return store.get((short) (at(entry) + ATTRIBUTES));
    }

    /** The entry with that REF1, or {@link #NONE}. */
    short find(byte[] ref1, short offset) {
        short places = places();
        for (short i = 0; i < places; i++) {
            if (isPresent(i) && store.compare(at(i), ref1, offset, (short) 2) == 0) {
                return i;
            }
        }
        return NONE;
    }

    /** The entry with that REF1, else a free place, for which the unit may take more memory; 6A84 when there is none. */
    short findPlace(byte[] ref1, short offset) {
        short place = find(ref1, offset);
        short places = places();
        for (short i = 0; i < places && place == NONE; i++) {
            if (!isPresent(i)) {
                place = i;
            }
        }
        if (place == NONE) {
            Commands.require(places < PLACES, Sw.NO_ROOM);
            store.addPage(PAGE_PLACES);
            place = places;
        }
        return place;
    }

    AESKey loadTa(short entry) {
        return store.loadKey(slot(entry), store.activeBank(record(entry)));
    }

    /** Makes room for a TA. */
    void prepareKey(short entry, short keyLength) {
        store.prepareKey(slot(entry), keyLength);
    }

    /** Stores TA with its entry of 30 bytes, from volatile memory. */
    void put(short entry, byte[] ram, short bytes, short key, short keyLength) {
        settle(entry, ram);
        store.replace(record(entry), ENTRY_LENGTH, ram, bytes, slot(entry), key, keyLength);
    }

    /** Bank that the next state of an entry is written into. */
    byte freshBank(short entry) {
        return store.freshBank(record(entry));
    }

    /** Makes a bank of an entry count. */
    void select(short entry, byte bank) {
        store.putByte(record(entry), bank);
    }

    void clear(short entry, byte[] ram) {
        settle(entry, ram);
        store.clear(record(entry), slot(entry));
    }

    /** Sets an attribute of every key. */
    void barAll(byte bar) {
        short places = places();
        for (short i = 0; i < places; i++) {
            if (isPresent(i)) {
                short at = (short) (at(i) + ATTRIBUTES);
                byte before = store.get(at);
                if ((byte) (before | bar) != before) {
                    store.putByte(at, (byte) (before | bar));
                }
            }
        }
    }

    /** Lifts the bar of a slot from one key. */
    void allow(short entry, short slot) {
        short at = (short) (at(entry) + ATTRIBUTES);
        byte before = store.get(at);
        if ((byte) (before & barOf(slot)) != 0) {
            store.putByte(at, (byte) (before & ~barOf(slot)));
        }
    }

    /** A slot whose bars are set takes over those of another, key by key, but for one key. */
    void takeOver(short slot, short predecessor, short but) {
        short places = places();
        for (short i = 0; i < places; i++) {
            if (i != but && isPresent(i)) {
                short at = (short) (at(i) + ATTRIBUTES);
                byte before = store.get(at);
                if ((byte) (before & barOf(predecessor)) == 0 && (byte) (before & barOf(slot)) != 0) {
                    store.putByte(at, (byte) (before & ~barOf(slot)));
                }
            }
        }
    }

    /** Copies Ctr (4) and answers the offset after it. */
    short readCtr(byte[] destination, short offset) {
        short record = counters.record();
        if (record < 0) {
            return Util.arrayFillNonAtomic(destination, offset, (short) 4, (byte) 0);
        }
        return store.readCounters(record, destination, offset, (short) 4);
    }

    /** The entry whose exports left the counters have, or NONE. */
    private short counted() {
        short record = counters.record();
        byte entry = record < 0 ? ExportCounters.NO_ENTRY : store.counter((short) (record + ExportCounters.ENTRY));
        return entry == ExportCounters.NO_ENTRY ? NONE : (short) (entry & (short) 0xFF);
    }

    /** Copies exports left (4) of an entry. */
    void readLeft(short entry, byte[] destination, short offset) {
        if (counted() == entry) {
            store.readCounters((short) (counters.record() + ExportCounters.LEFT), destination, offset, (short) 4);
        } else {
            store.read((short) (at(entry) + LEFT), destination, offset, (short) 4);
        }
    }

    /** Copies the exports left that the counters have to their own entry; nothing that counts depends on it yet. */
    private void copyCounted(short counted, byte[] ram) {
        short scratch = (short) (Transients.COUNTERS + ExportCounters.RECORD_LENGTH);
        store.readCounters((short) (counters.record() + ExportCounters.LEFT), ram, scratch, (short) 4);
        store.put((short) (at(counted) + LEFT), ram, scratch, (short) 4);
    }

    /** Sees to it that an entry's exports left are its own, because it is about to change. */
    void settle(short entry, byte[] ram) {
        if (counted() == entry) {
            copyCounted(entry, ram);
            readCtr(ram, Transients.COUNTERS);
            ram[(short) (Transients.COUNTERS + ExportCounters.ENTRY)] = ExportCounters.NO_ENTRY;
            counters.append(ram, Transients.COUNTERS);
        }
    }

    /**
     * Ctr and exports left of one entry change as one tear-safe step. The new Ctr (4), room for 1 and the new exports left
     * (4) are at {@link Transients#COUNTERS}.
     *
     * @param written whether exports left changes; else only Ctr is written
     */
    void count(short entry, byte[] ram, boolean written) {
        short counted = counted();
        short at = (short) (Transients.COUNTERS + ExportCounters.ENTRY);
        if (written) {
            if (counted != NONE && counted != entry) {
                copyCounted(counted, ram);
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
        short places = places();
        for (short i = 0; i < places; i++) {
            store.clearOldKey(record(i), slot(i));
        }
    }

    void wipeKeys() {
        short places = places();
        for (short i = 0; i < places; i++) {
            store.wipeKeys(slot(i));
        }
    }
}
