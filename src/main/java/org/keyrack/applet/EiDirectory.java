package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** The EI's GET DATA: identity, locations, last download of a location or of T. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class EiDirectory extends Directory {
    private static final short TAG_IDENTITY = (short) 0x0201;
    private static final short TAG_LOCATIONS = (short) 0x0202;
    private static final short TAG_DOWNLOAD = (short) 0x0203;

    private final EiMemory memory;
    private final Store store;

    EiDirectory(EiMemory memory, Store store, Transients transients) {
        super(transients);
        this.memory = memory;
        this.store = store;
    }

    /** Answers the length of the answer at the start of the buffer. */
    short getData(APDU apdu, byte[] buffer) {
        switch (Util.getShort(buffer, ISO7816.OFFSET_P1)) {
            case TAG_IDENTITY:
                Commands.requireNoData(buffer);
                return identity(buffer);
            case TAG_LOCATIONS:
                return answer(apdu, buffer);
            case TAG_DOWNLOAD:
                Commands.receive(apdu, buffer, (short) 2);
                return download(buffer);
            default:
                ISOException.throwIt(Sw.NOT_FOUND);
                return 0;
        }
    }

    private short identity(byte[] buffer) {
        short end = memory.readSn(buffer, (short) 0);
        buffer[end] = memory.state();
        end = memory.readT(buffer, (short) (end + 1));
        end = memory.readFailures(buffer, end);
        short locations = 0;
        short places = memory.places();
        for (short i = 0; i < places; i++) {
            if (memory.isLocationPresent(i)) {
                locations++;
            }
        }
        buffer[end] = (byte) locations;
        return (short) (end + 1);
    }

    private short download(byte[] buffer) {
        short download;
        if (Util.getShort(buffer, Commands.DATA) == 0) {
            Commands.require(memory.hasT() && store.get((short) (memory.t() + EiMemory.T_LOADED)) != 0, Sw.NOT_FOUND);
            download = (short) (memory.t() + EiMemory.T_DOWNLOAD);
        } else {
            short location = memory.find(buffer, Commands.DATA);
            Commands.require(location != EiMemory.NONE, Sw.NOT_FOUND);
            short at = memory.location(location);
            Commands.require(store.get((short) (at + EiMemory.ENTRY_KEY_VERSION)) != 0, Sw.NOT_FOUND);
            download = (short) (at + EiMemory.ENTRY_LENGTH);
        }
        return store.read(download, buffer, (short) 0, EiMemory.DOWNLOAD_LENGTH);
    }

    @Override
    short places() {
        return memory.places();
    }

    @Override
    boolean isPresent(short place) {
        return memory.isLocationPresent(place);
    }

    @Override
    short reference(short place) {
        return store.getShort(memory.location(place));
    }

    @Override
    short entryLength() {
        return EiMemory.ENTRY_LENGTH;
    }

    @Override
    void read(short place, byte[] buffer, short offset) {
        store.read(memory.location(place), buffer, offset, EiMemory.ENTRY_LENGTH);
    }
}
