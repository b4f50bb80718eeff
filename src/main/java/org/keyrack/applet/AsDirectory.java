package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** The AS's GET DATA: identity with its T, key directory. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class AsDirectory extends Directory {
    private static final short TAG_IDENTITY = (short) 0x0101;
    private static final short TAG_KEYS = (short) 0x0102;

    private final AsMemory memory;
    private final Store store;

    AsDirectory(AsMemory memory, Store store) {
        this.memory = memory;
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
            default:
                ISOException.throwIt(Sw.NOT_FOUND);
                return 0;
        }
    }

    private short identity(byte[] buffer) {
        short end = memory.readIdentity(buffer, (short) 0);
        buffer[end++] = memory.state();
        buffer[end++] = store.triesLeft(Store.OPERATOR);
        buffer[end++] = store.triesLeft(Store.ADMINISTRATOR);
        end = memory.readCtr(buffer, end);
        for (short slot = 1; slot <= AsMemory.T_SLOTS; slot++) {
            if (memory.isTPresent(slot)) {
                buffer[end] = (byte) slot;
                end = memory.readT(slot, buffer, (short) (end + 1));
            }
        }
        return end;
    }

    @Override
    short places() {
        return AsMemory.ENTRIES;
    }

    @Override
    boolean isPresent(short place) {
        return memory.isEntryPresent(place);
    }

    @Override
    short reference(short place) {
        return store.getShort(memory.entry(place));
    }

    @Override
    short entryLength() {
        return AsMemory.ENTRY_LENGTH;
    }

    @Override
    void read(short place, byte[] buffer, short offset) {
        short left = store.read(memory.entry(place), buffer, offset, AsMemory.ENTRY_LEFT);
        memory.readLeft(place, buffer, left);
    }
}
