package org.keyrack.applet;

import javacard.security.AESKey;
import javacard.security.KeyBuilder;

/**
 * A store whose keys and PINs lie in the memory image too, and whose power can be torn at any write: a torn {@code put} is
 * done halfway, a torn {@code putByte} not at all.
 */
final class ImageStore extends Store {
    /** Power is gone. */
    static final class Torn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final int KEY = 33;
    private static final int PIN = 1 + 2 * 9;

    private final byte[] image;
    private final int keys;
    private final int pins;
    private final boolean[] verified;
    private AESKey loaded;
    private int writes;
    private int tearAt = -1;

    ImageStore(byte[] image, short length, short keySlots, byte pinCount) {
        super(image);
        this.image = image;
        this.keys = length;
        this.pins = length + keySlots * 2 * KEY;
        this.verified = new boolean[pinCount];
    }

    static byte[] asImage() {
        return new byte[AsMemory.LENGTH + AsMemory.KEY_SLOTS * 2 * KEY + AsMemory.PINS * PIN];
    }

    static byte[] eiImage() {
        return new byte[EiMemory.LENGTH + EiMemory.KEY_SLOTS * 2 * KEY];
    }

    static ImageStore as(byte[] image) {
        return new ImageStore(image, AsMemory.LENGTH, AsMemory.KEY_SLOTS, AsMemory.PINS);
    }

    static ImageStore ei(byte[] image) {
        return new ImageStore(image, EiMemory.LENGTH, EiMemory.KEY_SLOTS, EiMemory.PINS);
    }

    byte[] image() {
        return image.clone();
    }

    int writes() {
        return writes;
    }

    /** Tears the write after that many more have been done. */
    void tearAfter(int more) {
        tearAt = writes + more;
    }

    private boolean tears() {
        if (tearAt >= 0 && writes > tearAt) {
            throw new Torn();
        }
        return writes++ == tearAt;
    }

    @Override
    protected void put(short offset, byte[] source, short sourceOffset, short length) {
        if (tears()) {
            super.put(offset, source, sourceOffset, (short) (length / 2));
            throw new Torn();
        }
        super.put(offset, source, sourceOffset, length);
    }

    @Override
    protected void putByte(short offset, byte value) {
        if (tears()) {
            throw new Torn();
        }
        super.putByte(offset, value);
    }

    private short key(short slot, byte bank) {
        return (short) (keys + (slot * 2 + bank - 1) * KEY);
    }

    @Override
    protected void putKey(short slot, byte bank, byte[] source, short offset, short length) {
        byte[] bytes = new byte[KEY];
        bytes[0] = (byte) length;
        System.arraycopy(source, offset, bytes, 1, length);
        put(key(slot, bank), bytes, (short) 0, (short) KEY);
    }

    @Override
    protected void clearKey(short slot, byte bank) {
        put(key(slot, bank), new byte[KEY], (short) 0, (short) KEY);
    }

    @Override
    protected boolean isKeyPresent(short slot, byte bank) {
        for (int i = 0; i < KEY; i++) {
            if (image[key(slot, bank) + i] != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected AESKey loadKey(short slot, byte bank) {
        int at = key(slot, bank);
        loaded = (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, (short) (image[at] * 8), false);
        loaded.setKey(image, (short) (at + 1));
        return loaded;
    }

    @Override
    protected void forgetKey() {
        loaded = null;
    }

    private int pin(byte pin) {
        return pins + pin * PIN;
    }

    private int activePin(byte pin) {
        return bank((short) pin(pin), image[pin(pin)], (short) 9);
    }

    @Override
    public boolean isPinSet(byte pin) {
        return image[pin(pin)] != 0;
    }

    @Override
    protected void updatePin(byte pin, byte[] source, short offset) {
        byte[] bytes = new byte[9];
        bytes[0] = TRIES;
        System.arraycopy(source, offset, bytes, 1, 8);
        replace((short) pin(pin), (short) 9, bytes, (short) 0);
        wipeOld((short) pin(pin), (short) 9, (short) 0, (short) 9);
        verified[pin] = false;
    }

    @Override
    protected boolean checkPin(byte pin, byte[] source, short offset) {
        verified[pin] = false;
        byte tries = triesLeft(pin);
        if (tries == 0) {
            return false;
        }
        int at = activePin(pin);
        putByte((short) at, (byte) (tries - 1));
        if (!Aes.isEqual(image, (short) (at + 1), source, offset, (short) 8)) {
            return false;
        }
        putByte((short) at, TRIES);
        verified[pin] = true;
        return true;
    }

    @Override
    public byte triesLeft(byte pin) {
        return isPinSet(pin) ? image[activePin(pin)] : 0;
    }

    @Override
    public boolean isVerified(byte pin) {
        return verified[pin];
    }

    @Override
    public void clearVerification(byte pin) {
        verified[pin] = false;
    }
}
