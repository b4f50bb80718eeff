package org.keyrack.applet;

import java.util.ArrayList;
import java.util.List;
import javacard.security.AESKey;
import javacard.security.CryptoException;

/** Counts the key objects that are made; plays a card without AES-256 when told to. */
class CountingKeyObjects extends KeyObjects {
    private final boolean onlyShort;
    private final List<Short> made = new ArrayList<>();

    CountingKeyObjects(boolean onlyShort) {
        this.onlyShort = onlyShort;
    }

    @Override
    protected AESKey build(byte type, short bits) {
        if (onlyShort && bits != 128) {
            CryptoException.throwIt(CryptoException.NO_SUCH_ALGORITHM);
        }
        made.add(bits);
        return super.build(type, bits);
    }

    /** Bits of each object that was made. */
    final List<Short> made() {
        return made;
    }
}
