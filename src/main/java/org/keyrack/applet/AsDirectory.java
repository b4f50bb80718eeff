package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** The AS's GET DATA: identity with its T, key directory, what shows a planted key. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class AsDirectory extends Directory {
    private static final short TAG_IDENTITY = (short) 0x0101;
    private static final short TAG_KEYS = (short) 0x0102;
    private static final short TAG_PROTECTION = (short) 0x0103;

    private final AsMemory memory;
    private final AsEntries entries;
    private final Store store;

    AsDirectory(AsMemory memory, Store store, Transients transients) {
        super(transients);
        this.memory = memory;
        this.entries = memory.entries;
        this.store = store;
    }

    /** Answers the length of the answer at the start of the buffer. */
    short getData(APDU apdu, byte[] buffer) {
        switch (Util.getShort(buffer, ISO7816.OFFSET_P1)) {
            case TAG_IDENTITY:
                Commands.requireNoData(buffer);
                return identity(buffer);
            case TAG_KEYS:
                return answer(apdu, buffer);
            case TAG_PROTECTION:
                Commands.requireNoData(buffer);
                return protection(buffer);
            default:
                ISOException.throwIt(Sw.NOT_FOUND);
                return 0;
        }
    }

    private short identity(byte[] buffer) {
        short end = memory.readIdentity(buffer, (short) 0);
        buffer[end++] = memory.state();
        for (byte pin = 0; pin < AsMemory.PINS; pin++) {
            buffer[end++] = store.triesLeft(pin);
        }
        end = memory.readActs(buffer, end);
        end = entries.readCtr(buffer, end);
        for (short slot = 1; slot <= AsMemory.T_SLOTS; slot++) {
            if (memory.isTPresent(slot)) {
                buffer[end] = (byte) slot;
                end = memory.readT(slot, buffer, (short) (end + 1));
            }
        }
        return end;
    }

    private short protection(byte[] buffer) {
        buffer[0] = memory.locks();
        buffer[1] = 0;
        for (byte pin = 0; pin < AsMemory.PINS; pin++) {
            if (store.isPinSet(pin)) {
                buffer[1] = (byte) (buffer[1] | (byte) ((short) 1 << pin));
            }
        }
        buffer[2] = memory.kperso.isPresent() ? (byte) 1 : (byte) 0;
        short end = memory.readKbk(buffer, (short) 3);
        for (short slot = 1; slot <= AsMemory.T_SLOTS; slot++) {
            buffer[end++] = memory.origin(slot);
        }
        return end;
    }

    @Override
    short places() {
        return entries.places();
    }

    @Override
    boolean isPresent(short place) {
        return entries.isPresent(place);
    }

    @Override
    short reference(short place) {
        return store.getShort(entries.at(place));
    }

    @Override
    short entryLength() {
        return AsEntries.ENTRY_LENGTH;
    }

    @Override
    void read(short place, byte[] buffer, short offset) {
        short left = store.read(entries.at(place), buffer, offset, AsEntries.LEFT);
        entries.readLeft(place, buffer, left);
    }
}
