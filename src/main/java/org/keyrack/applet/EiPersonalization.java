package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;

/** The EI's personalization commands (docs/protocol.md, Personalization): no PIN, but BLANK or LOADING only. */
final class EiPersonalization {
    private static final short TAG_SN = (short) 0x0201;
    private static final short TAG_LOCATION = (short) 0x0202;
    private static final short STORE_T_LENGTH = (short) 5;
    private static final byte KNOWN_TYPES = (byte) 0x03;
    private static final byte WRITE_ONCE = (byte) 0x01;

    private final EiMemory memory;
    private final Store store;
    private final Aes aes;
    private final Session session;
    private final KeyLoading loading;
    private final Transients transients;
    private final byte[] ram;

    EiPersonalization(
            EiMemory memory, Store store, Aes aes, Session session, KeyLoading loading, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.session = session;
        this.aes = aes;
        this.loading = loading;
        this.transients = transients;
        this.ram = transients.ram;
    }

    private void requireOpen() {
        session.require(memory.state());
        Commands.require(Lifecycle.isPersonalizable(memory.state()), Sw.WRONG_STATE);
    }

    void putData(APDU apdu, byte[] buffer) {
        short tag = Util.getShort(buffer, ISO7816.OFFSET_P1);
        Commands.require(tag == TAG_SN || tag == TAG_LOCATION, Sw.WRONG_P1_P2);
        if (tag == TAG_SN) {
            Commands.receive(apdu, buffer, EiMemory.SN_LENGTH);
            requireOpen();
            Commands.require(!memory.hasT(), Sw.NOT_ALLOWED);
            memory.putSn(buffer, Commands.DATA);
        } else {
            Commands.receive(apdu, buffer, EiMemory.ENTRY_LENGTH);
            requireOpen();
            putLocation(buffer);
        }
    }

    private void putLocation(byte[] buffer) {
        short entry = Commands.DATA;
        byte types = buffer[(short) (entry + EiMemory.ENTRY_TYPES)];
        Commands.require(
                Util.getShort(buffer, entry) != 0
                        && types != 0
                        && (byte) (types & ~KNOWN_TYPES) == 0
                        && (byte) (buffer[(short) (entry + EiMemory.ENTRY_ATTRIBUTES)] & ~WRITE_ONCE) == 0
                        && Commands.isZero(buffer, (short) (entry + EiMemory.ENTRY_KEY_TYPE), (short) 5),
                Sw.MALFORMED);
        short location = memory.find(buffer, entry);
        if (location == EiMemory.NONE) {
            location = memory.findFree();
        } else {
            short version = (short) (memory.location(location) + EiMemory.ENTRY_KEY_VERSION);
            Commands.require(store.get(version) == 0, Sw.NOT_ALLOWED);
        }
        Util.arrayCopyNonAtomic(buffer, entry, ram, Transients.RECORD, EiMemory.ENTRY_LENGTH);
        memory.putLocation(location, ram, Transients.RECORD);
    }

    void loadComponent(APDU apdu, byte[] buffer) {
        short length = loading.receive(apdu, buffer);
        requireOpen();
        loading.load(buffer, length);
    }

    void storeT(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        Commands.receive(apdu, buffer, STORE_T_LENGTH);
        requireOpen();
        Commands.require(memory.hasSn(), Sw.WRONG_STATE);
        short length = loading.prepareT(buffer, (short) (Transients.RECORD + EiMemory.T_K2));
        memory.prepareT(length);
        aes.letGo();
        memory.putT(ram, Transients.RECORD, Transients.KEY, length);
    }

    void setState(byte[] buffer) {
        byte wanted = buffer[ISO7816.OFFSET_P2];
        Commands.require(buffer[ISO7816.OFFSET_P1] == 0 && Lifecycle.isState(wanted), Sw.WRONG_P1_P2);
        Commands.requireNoData(buffer);
        byte state = memory.state();
        session.require(state);
        boolean starts = state == Lifecycle.BLANK && wanted == Lifecycle.LOADING;
        boolean opens = state == Lifecycle.LOADING && wanted == Lifecycle.OPERATIONAL;
        boolean ends = Lifecycle.isPersonalizable(state) && wanted == Lifecycle.TERMINATED;
        Commands.require(starts || ends || (opens && memory.hasSn() && memory.hasT()), Sw.WRONG_STATE);
        transients.forgetKey();
        memory.setState(wanted);
        if (ends) {
            memory.wipeKeys();
        }
    }
}
