package org.keyrack.applet;

import javacard.framework.ISOException;

/**
 * Kperso in non-volatile memory: 0 or its length (1), the key (32). It comes with the installation, guards what is sent
 * before the unit is OPERATIONAL, and is erased then.
 */
final class PersonalizationKey {
    /** Bytes that it takes. */
    static final short LENGTH = (short) 33;

    private static final short LONGEST = (short) 32;

    private final Store store;
    private final short at;

    /** @param at where in the store it is */
    PersonalizationKey(Store store, short at) {
        this.store = store;
        this.at = at;
    }

    /**
     * Takes Kperso from what the installer gave; nothing is no Kperso.
     *
     * @throws ISOException 6A80 for another length than 16 or 32, and for all zero
     */
    void take(byte[] source, short offset, short length) {
        if (length == 0) {
            return;
        }
        Commands.require(
                (length == (short) 16 || length == LONGEST) && !Commands.isZero(source, offset, length), Sw.MALFORMED);
        store.put((short) (at + 1), source, offset, length);
        store.putByte(at, (byte) length);
    }

    boolean isPresent() {
        return store.get(at) != 0;
    }

    /** Copies it into volatile memory and answers its length. */
    short read(byte[] ram, short offset) {
        short length = store.get(at);
        store.read((short) (at + 1), ram, offset, length);
        return length;
    }

    /** Wipes it, or what a torn wipe has left. */
    void erase() {
        if (isPresent()) {
            store.putByte(at, (byte) 0);
        }
        store.wipe((short) (at + 1), LONGEST);
    }
}
