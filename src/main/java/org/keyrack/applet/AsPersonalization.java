package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.Util;

/** The AS's personalization commands (docs/protocol.md, Personalization). */
final class AsPersonalization {
    private static final short TAG_IDENTITY = (short) 0x0101;
    private static final short TAG_OPERATOR = (short) 0x0080;
    private static final short TAG_ADMINISTRATOR = (short) 0x0081;
    private static final short LABEL_LENGTH = (short) 16;
    private static final short STORE_T_LENGTH = (short) 5;
    /** Bits 2 and 3 of an entry's attributes. */
    private static final byte UNKNOWN_ATTRIBUTES = (byte) 0x0C;

    private static final short LABEL = (short) (Commands.DATA + 2);
    private static final short KEY_TYPE = (short) (Commands.DATA + 20);
    private static final short KEY_VERSION = (short) (Commands.DATA + 21);
    private static final short ATTRIBUTES = (short) (Commands.DATA + 22);
    private static final short KCV = (short) (Commands.DATA + 23);

    private final AsMemory memory;
    private final Store store;
    private final Aes aes;
    private final KeyLoading loading;
    private final Transients transients;
    private final byte[] ram;

    AsPersonalization(AsMemory memory, Store store, Aes aes, KeyLoading loading, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.aes = aes;
        this.loading = loading;
        this.transients = transients;
        this.ram = transients.ram;
    }

    private void requireOpen() {
        byte state = memory.state();
        Commands.require(state == Lifecycle.BLANK || state == Lifecycle.LOADING, Sw.WRONG_STATE);
        requireAdministrator(state);
    }

    private void requireAdministrator(byte state) {
        Commands.require(
                state != Lifecycle.LOADING
                        || !store.isPinSet(Store.ADMINISTRATOR)
                        || store.isVerified(Store.ADMINISTRATOR),
                Sw.PIN_NOT_VERIFIED);
    }

    void putData(APDU apdu, byte[] buffer) {
        short tag = Util.getShort(buffer, ISO7816.OFFSET_P1);
        Commands.require(tag == TAG_IDENTITY || tag == TAG_OPERATOR || tag == TAG_ADMINISTRATOR, Sw.WRONG_P1_P2);
        if (tag == TAG_IDENTITY) {
            Commands.receive(apdu, buffer, AsMemory.IDENTITY_LENGTH);
            requireOpen();
            requireLabel(buffer, (short) (Commands.DATA + 4));
            memory.putIdentity(buffer, Commands.DATA);
        } else {
            Commands.receive(apdu, buffer, (short) Store.PIN_LENGTH);
            PinCommands.requireForm(buffer, Commands.DATA);
            requireOpen();
            store.updatePin(tag == TAG_OPERATOR ? Store.OPERATOR : Store.ADMINISTRATOR, buffer, Commands.DATA);
        }
    }

    /** A label is printable ASCII, 16 bytes with its padding, or all zero: it is shown to people. */
    private static void requireLabel(byte[] buffer, short offset) {
        boolean printable = true;
        for (short i = 0; i < LABEL_LENGTH; i++) {
            byte value = buffer[(short) (offset + i)];
            printable = printable && value >= (byte) 0x20 && value <= (byte) 0x7E;
        }
        Commands.require(printable || Commands.isZero(buffer, offset, LABEL_LENGTH), Sw.MALFORMED);
    }

    void loadComponent(APDU apdu, byte[] buffer) {
        Commands.require(
                (byte) (buffer[ISO7816.OFFSET_P1] & ~(byte) 1) == 0 && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        short length = loading.receive(apdu, buffer);
        requireOpen();
        loading.load(buffer, length);
    }

    /** Answers the length of the answer at the start of the buffer. */
    short generate(byte[] buffer) {
        byte keyType = buffer[ISO7816.OFFSET_P1];
        Commands.require((keyType == 1 || keyType == 2) && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        Commands.requireNoData(buffer);
        requireOpen();
        loading.generate(buffer, SessionKeys.keyLength(keyType));
        return (short) 3;
    }

    void storeT(APDU apdu, byte[] buffer) {
        byte slot = buffer[ISO7816.OFFSET_P1];
        Commands.require(slot >= 1 && slot <= AsMemory.T_SLOTS && buffer[ISO7816.OFFSET_P2] == 0, Sw.WRONG_P1_P2);
        Commands.receive(apdu, buffer, STORE_T_LENGTH);
        requireOpen();
        short length = loading.prepareT(buffer, (short) (Transients.RECORD + 5));
        aes.letGo();
        memory.putT(slot, ram, Transients.RECORD, Transients.KEY, length);
    }

    void storeTa(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        Commands.receive(apdu, buffer, AsMemory.ENTRY_LENGTH);
        requireOpen();
        requireLabel(buffer, LABEL);
        byte keyType = buffer[KEY_TYPE];
        Commands.require(
                (keyType == 1 || keyType == 2)
                        && buffer[KEY_VERSION] != 0
                        && (byte) (buffer[ATTRIBUTES] & UNKNOWN_ATTRIBUTES) == 0,
                Sw.MALFORMED);
        short length = SessionKeys.keyLength(keyType);
        loading.require(length, buffer, KCV);
        short entry = memory.find(buffer, Commands.DATA);
        if (entry == AsMemory.NONE) {
            entry = memory.findFree();
            Commands.require(entry != AsMemory.NONE, Sw.NO_ROOM);
        }
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.RECORD, AsMemory.ENTRY_LENGTH);
        memory.putTa(entry, ram, Transients.RECORD, Transients.KEY, length);
    }

    void setState(byte[] buffer) {
        byte wanted = buffer[ISO7816.OFFSET_P2];
        Commands.require(buffer[ISO7816.OFFSET_P1] == 0 && EiPersonalization.isState(wanted), Sw.WRONG_P1_P2);
        Commands.requireNoData(buffer);
        byte state = memory.state();
        boolean starts = state == Lifecycle.BLANK && wanted == Lifecycle.LOADING;
        boolean opens = state == Lifecycle.LOADING && wanted == Lifecycle.OPERATIONAL;
        boolean reopens = state == Lifecycle.OPERATIONAL && wanted == Lifecycle.LOADING;
        boolean ends = state != Lifecycle.TERMINATED && wanted == Lifecycle.TERMINATED;
        Commands.require(starts || opens || reopens || ends, Sw.WRONG_STATE);
        if (reopens || ends) {
            Commands.require(store.isVerified(Store.ADMINISTRATOR), Sw.PIN_NOT_VERIFIED);
        }
        requireAdministrator(state);
        Commands.require(!opens || isComplete(), Sw.WRONG_STATE);
        transients.forgetKey();
        memory.setState(wanted);
    }

    private boolean isComplete() {
        boolean anyT = false;
        for (short slot = 1; slot <= AsMemory.T_SLOTS; slot++) {
            anyT = anyT || memory.isTPresent(slot);
        }
        return anyT && memory.hasIdentity() && store.isPinSet(Store.OPERATOR) && store.isPinSet(Store.ADMINISTRATOR);
    }
}
