package org.keyrack.applet;

import java.lang.reflect.Field;
import javacard.security.AESKey;
import javacardx.crypto.Cipher;

/** Counts block operations, and lets a test look on before each. */
final class CountingAes extends Aes {
    /** Told the offset in volatile memory of what is about to be enciphered or deciphered in place. */
    interface Observer {
        void before(short offset);
    }

    private int blocks;
    private Observer observer = offset -> {};

    void observe(Observer newObserver) {
        observer = newObserver;
    }

    @Override
    protected void process(Cipher initialized, byte[] data, short offset, short length) {
        blocks += length / BLOCK;
        observer.before(offset);
        super.process(initialized, data, offset, length);
    }

    /** Whether a RAM key is still in its object. */
    boolean holdsKey() {
        try {
            for (String name : new String[] {"ramKey128", "ramKey256"}) {
                Field field = Aes.class.getDeclaredField(name);
                field.setAccessible(true);
                if (((AESKey) field.get(this)).isInitialized()) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Blocks since the last call. */
    int take() {
        int taken = blocks;
        blocks = 0;
        return taken;
    }
}
