package org.keyrack.applet;

import java.lang.reflect.Field;
import javacard.security.AESKey;
import javacardx.crypto.Cipher;

/** Counts block operations. */
final class CountingAes extends Aes {
    private int blocks;

    @Override
    protected void process(Cipher initialized, byte[] data, short offset, short length) {
        blocks += length / BLOCK;
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
