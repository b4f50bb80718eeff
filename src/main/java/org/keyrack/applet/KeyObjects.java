package org.keyrack.applet;

import javacard.framework.ISOException;
import javacard.framework.SystemException;
import javacard.security.AESKey;
import javacard.security.CryptoException;
import javacard.security.KeyBuilder;

/**
 * Makes key objects, the only user of KeyBuilder. None is made at install, whose transaction has no room for them, and
 * none of AES-256 before a key of that length is to be held: not every card has it.
 */
public class KeyObjects {
    /** Of an object in non-volatile memory. */
    static final byte LASTING = KeyBuilder.TYPE_AES;

    /** Of an object in volatile memory. */
    static final byte PASSING = KeyBuilder.TYPE_AES_TRANSIENT_DESELECT;

    /**
     * An object for a key.
     *
     * @param type {@link #LASTING} or {@link #PASSING}
     * @param length 16 or 32 bytes
     * @throws ISOException 6A81 when the card has no AES of that length, 6A84 when it has no memory left
     */
    final AESKey make(byte type, short length) {
        try {
            return build(type, (short) (length * 8));
        } catch (CryptoException absent) {
            ISOException.throwIt(Sw.SUITE_NOT_SUPPORTED);
        } catch (SystemException full) {
            ISOException.throwIt(Sw.NO_ROOM);
        }
        return null;
    }

    /**
     * Builds one key object.
     *
     * @param type of KeyBuilder
     * @param bits 128 or 256
     */
    protected AESKey build(byte type, short bits) {
        return (AESKey) KeyBuilder.buildKey(type, bits, false);
    }
}
