package org.keyrack.applet;

import java.lang.reflect.Field;
import javacard.security.AESKey;
import javacardx.crypto.Cipher;

/** Counts block operations and changes of a cipher's key, and lets a test look on before each operation. */
final class CountingAes extends Aes {
    /** Told the offset in volatile memory of what is about to be enciphered or deciphered in place. */
    interface Observer {
        void before(short offset);
    }

    private int blocks;
    private int inits;
    private Observer observer = offset -> {};

    CountingAes(KeyObjects objects, Transients transients) {
        super(objects, transients);
    }

    void observe(Observer newObserver) {
        observer = newObserver;
    }

    @Override
    void init(Cipher changed, AESKey key, byte mode) {
        inits++;
        super.init(changed, key, mode);
    }

    @Override
    void encrypt(byte[] data, short offset, short length) {
        blocks += length / BLOCK;
        observer.before(offset);
        super.encrypt(data, offset, length);
    }

    @Override
    void decrypt(byte[] data, short offset, short length) {
        blocks += length / BLOCK;
        observer.before(offset);
        super.decrypt(data, offset, length);
    }

    /** Whether a RAM key is still in its object. */
    boolean holdsKey() {
        try {
            Field field = Aes.class.getDeclaredField("ramKeys");
            field.setAccessible(true);
            for (AESKey key : (AESKey[]) field.get(this)) {
                if (key != null && key.isInitialized()) {
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

    /** Changes of a cipher's key since the last call. */
    int takeInits() {
        int taken = inits;
        inits = 0;
        return taken;
    }
}
