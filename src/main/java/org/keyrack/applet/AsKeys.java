package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;

/**
 * LOAD COMPONENT, GENERATE, STORE T, STORE TA, STORE KBK, CLEAR, ALLOW and EXPORTS LEFT of an AS: in LOADING, under dual
 * control.
 */
final class AsKeys {
    private static final short STORE_T_LENGTH = (short) 5;
    private static final short SUCCESSOR_LENGTH = (short) 27;
    private static final short KCV_LENGTH = (short) 3;
    private static final byte DRAWN_HERE = (byte) 2;
    private static final byte COMPONENTS = (byte) 1;
    private static final byte LOCK_ALLOW = (byte) 0x01;

    // Attributes of an entry.
    private static final byte DIVERSIFY = (byte) 0x01;
    private static final byte TRANSPORT = (byte) 0x02;
    private static final byte DRAWN = (byte) 0x08;
    private static final byte ALL_SLOTS = (byte) 0xF0;

    // Fields of an entry in STORE TA.
    private static final short LABEL = (short) (Commands.DATA + 2);
    private static final short APP_ID = (short) (Commands.DATA + 18);
    private static final short KEY_TYPE = (short) (Commands.DATA + 20);
    private static final short KEY_VERSION = (short) (Commands.DATA + 21);
    private static final short ATTRIBUTES = (short) (Commands.DATA + 22);
    private static final short KCV = (short) (Commands.DATA + 23);

    // Fields of STORE T of a successor.
    private static final short SUCCESSOR_REF1 = (short) (Commands.DATA + 5);
    private static final short SUCCESSOR_LABEL = (short) (Commands.DATA + 7);
    private static final short SUCCESSOR_LEFT = (short) (Commands.DATA + 23);

    private static final short RECORD = Transients.RECORD;
    private static final short RECORD_K2 = (short) (RECORD + AsMemory.T_K2);
    private static final short ENTRY = (short) (RECORD + AsMemory.T_LENGTH);

    private final AsMemory memory;
    private final AsEntries entries;
    private final Aes aes;
    private final AsRoles roles;
    private final KeyLoading loading;
    private final Transients transients;
    private final byte[] ram;

    AsKeys(AsMemory memory, Aes aes, AsRoles roles, KeyLoading loading, Transients transients) {
        this.memory = memory;
        this.entries = memory.entries;
        this.aes = aes;
        this.roles = roles;
        this.loading = loading;
        this.transients = transients;
        this.ram = transients.ram;
    }

    static boolean isSlot(byte slot) {
        return slot >= 1 && slot <= AsMemory.T_SLOTS;
    }

    void loadComponent(APDU apdu, byte[] buffer) {
        short length = loading.receive(apdu, buffer);
        roles.requireLoading();
        loading.load(buffer, length);
    }

    /** Answers the length of the answer at the start of the buffer. */
    short generate(APDU apdu, byte[] buffer) {
        byte keyType = buffer[ISO7816.OFFSET_P1];
        Commands.require((keyType == 1 || keyType == 2) && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        roles.beginLoading(apdu, buffer, (short) 0);
        return loading.generate(buffer, DownloadKeys.keyLength(keyType));
    }

    void storeT(APDU apdu, byte[] buffer) {
        byte slot = buffer[ISO7816.OFFSET_P1];
        byte predecessor = buffer[ISO7816.OFFSET_P2];
        Commands.require(
                isSlot(slot) && (predecessor == 0 || (isSlot(predecessor) && predecessor != slot)), Sw.WRONG_P1_P2);
        roles.beginLoading(apdu, buffer, predecessor == 0 ? STORE_T_LENGTH : SUCCESSOR_LENGTH);
        short length = loading.prepareT(buffer, RECORD_K2);
        if (predecessor != 0) {
            storeSuccessor(buffer, slot, predecessor, length);
            return;
        }
        roles.requireActsLeft();
        ram[(short) (RECORD + AsMemory.T_ORIGIN)] = loading.isDrawn() ? DRAWN_HERE : COMPONENTS;
        memory.prepareT(slot, length);
        roles.act();
        aes.letGo();
        memory.putT(slot, ram, RECORD, Transients.KEY, length);
        loading.markStored();
    }

    private void storeSuccessor(byte[] buffer, byte slot, byte predecessor, short length) {
        Commands.requireLabel(buffer, SUCCESSOR_LABEL);
        loading.requireNewlyDrawn();
        Commands.require(
                memory.isTPresent(predecessor) && memory.suite(predecessor) == buffer[Commands.DATA], Sw.NOT_FOUND);
        roles.requireActsLeft();
        short entry = entries.findPlace(buffer, SUCCESSOR_REF1);
        byte barred = (byte) (memory.origin(predecessor) & AsMemory.BARRED_FROM_SEALING);
        ram[(short) (RECORD + AsMemory.T_ORIGIN)] = (byte) (DRAWN_HERE | barred);
        short at = Util.arrayCopyNonAtomic(buffer, SUCCESSOR_REF1, ram, ENTRY, (short) 18);
        at = Util.setShort(ram, at, (short) 0);
        ram[at++] = buffer[Commands.DATA];
        ram[at++] = buffer[(short) (Commands.DATA + 1)];
        byte attributes = (byte) (TRANSPORT | DRAWN | (byte) (ALL_SLOTS & ~AsEntries.barOf(predecessor)));
        ram[at++] = barred == 0 ? attributes : (byte) (attributes | AsEntries.BARRED_FROM_SEALING);
        at = Util.arrayCopyNonAtomic(buffer, (short) (Commands.DATA + 2), ram, at, KCV_LENGTH);
        Util.arrayCopyNonAtomic(buffer, SUCCESSOR_LEFT, ram, at, (short) 4);
        memory.prepareT(slot, length);
        entries.prepareKey(entry, length);
        roles.act();
        aes.letGo();
        memory.storeSuccessor(slot, predecessor, entry, ram, RECORD, Transients.KEY, length);
        transients.forgetKey();
    }

    void storeTa(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        roles.beginLoading(apdu, buffer, AsEntries.ENTRY_LENGTH);
        Commands.requireLabel(buffer, LABEL);
        byte keyType = buffer[KEY_TYPE];
        byte attributes = buffer[ATTRIBUTES];
        boolean transport = (byte) (attributes & TRANSPORT) != 0;
        Commands.require(
                (keyType == 1 || keyType == 2) && buffer[KEY_VERSION] != 0 && (byte) (attributes & DRAWN) == 0,
                Sw.MALFORMED);
        Commands.require(
                !transport
                        || (Util.getShort(buffer, APP_ID) == 0
                                && (byte) (attributes & DIVERSIFY) == 0
                                && buffer[KEY_VERSION] != (byte) 0xFF),
                Sw.MALFORMED);
        short length = DownloadKeys.keyLength(keyType);
        loading.require(length, buffer, KCV);
        roles.requireActsLeft();
        short entry = entries.findPlace(buffer, Commands.DATA);
        entries.prepareKey(entry, length);
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, RECORD, AsEntries.ENTRY_LENGTH);
        if (loading.isDrawn()) {
            ram[(short) (RECORD + AsEntries.ATTRIBUTES)] = (byte) (attributes | DRAWN);
        }
        roles.act();
        entries.put(entry, ram, RECORD, Transients.KEY, length);
        loading.markStored();
    }

    void storeKbk(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        roles.beginLoading(apdu, buffer, KCV_LENGTH);
        loading.require(AsMemory.KBK_LENGTH, buffer, Commands.DATA);
        Commands.require(!loading.isDrawn(), Sw.MALFORMED);
        roles.requireActsLeft();
        memory.prepareKbk();
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, RECORD, KCV_LENGTH);
        roles.act();
        memory.putKbk(ram, RECORD, Transients.KEY);
        transients.forgetKey();
    }

    /** Whether P1 and P2 name a place of a key: 01 and a slot, 02 and 00; 03 and 00 are the KBK. */
    static boolean isPlace(byte[] buffer) {
        byte kind = buffer[ISO7816.OFFSET_P1];
        byte slot = buffer[ISO7816.OFFSET_P2];
        return kind == 1 ? isSlot(slot) : (kind == 2 || kind == 3) && slot == 0;
    }

    /** Bytes of command data that go with a kind of place. */
    static short placeLength(byte kind) {
        return kind == 2 ? (short) 2 : (short) 0;
    }

    void clear(APDU apdu, byte[] buffer) {
        Commands.require(isPlace(buffer), Sw.WRONG_P1_P2);
        byte kind = buffer[ISO7816.OFFSET_P1];
        byte slot = buffer[ISO7816.OFFSET_P2];
        roles.beginLoading(apdu, buffer, placeLength(kind));
        short entry = kind == 2 ? entries.find(buffer, Commands.DATA) : AsEntries.NONE;
        Commands.require(
                kind == 1 ? memory.isTPresent(slot) : kind == 2 ? entry != AsEntries.NONE : memory.hasKbk(),
                Sw.NOT_FOUND);
        roles.requireActsLeft();
        roles.act();
        if (kind == 1) {
            aes.letGo();
            memory.clearT(slot);
        } else if (kind == 2) {
            entries.clear(entry, ram);
        } else {
            memory.clearKbk();
        }
    }

    void allow(APDU apdu, byte[] buffer) {
        byte slot = buffer[ISO7816.OFFSET_P1];
        Commands.require(isSlot(slot) && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        roles.beginLoading(apdu, buffer, (short) 2);
        short entry = entries.find(buffer, Commands.DATA);
        Commands.require(entry != AsEntries.NONE && memory.isTPresent(slot), Sw.NOT_FOUND);
        Commands.require((byte) (memory.locks() & LOCK_ALLOW) == 0, Sw.NOT_ALLOWED);
        roles.requireActsLeft();
        roles.act();
        entries.allow(entry, slot);
    }

    void exportsLeft(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        roles.beginLoading(apdu, buffer, (short) 6);
        short entry = entries.find(buffer, Commands.DATA);
        Commands.require(entry != AsEntries.NONE, Sw.NOT_FOUND);
        roles.requireActsLeft();
        roles.act();
        entries.readCtr(ram, Transients.COUNTERS);
        short left = (short) (Transients.COUNTERS + ExportCounters.LEFT);
        Util.arrayCopyNonAtomic(buffer, (short) (Commands.DATA + 2), ram, left, (short) 4);
        entries.count(entry, ram, true);
    }
}
