package org.keyrack.applet;

import javacard.security.AESKey;

/** Memory that a unit takes when what it has from install is full. */
public final class MemoryPage {
    /** {@link Store#PAGE_LENGTH} bytes. */
    final byte[] bytes;
    /** Places for the key objects of a card, two banks a key slot; null where keys are kept otherwise. */
    final AESKey[] shortKeys;

    final AESKey[] longKeys;

    /** A page of the virtual bench, which keeps its keys itself. */
    public MemoryPage(byte[] bytes) {
        this.bytes = bytes;
        shortKeys = null;
        longKeys = null;
    }

    /** A page of a card. */
    MemoryPage(short keySlots) {
        bytes = new byte[Store.PAGE_LENGTH];
        shortKeys = new AESKey[(short) (keySlots * 2)];
        longKeys = new AESKey[(short) (keySlots * 2)];
    }
}
