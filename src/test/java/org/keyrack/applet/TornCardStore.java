package org.keyrack.applet;

import java.util.Arrays;

/**
 * The store of a real card whose power can be torn at any write: a torn {@code put} is done halfway, a torn byte not at all.
 * Writes of keys and PINs are transactions: they are done or not done when the power is gone. What is in their objects is
 * told too.
 */
final class TornCardStore extends CardStore implements Power {
    /** Power is gone. */
    static final class Torn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final short length;
    private final short keySlots;
    /** Writes of each byte of the counters. */
    final int[] wear;

    /** The last value of each PIN; null of one that never had any. */
    private final byte[][] pins;

    private int writes;
    private int tearAt = -1;

    private TornCardStore(KeyObjects objects, short length, short countersLength, short keySlots, byte pinCount) {
        super(objects, length, countersLength, keySlots, pinCount);
        this.length = length;
        this.keySlots = keySlots;
        this.wear = new int[countersLength];
        this.pins = new byte[pinCount][];
    }

    /** The bytes of the applet, without counters and keys. */
    byte[] memory() {
        byte[] bytes = new byte[length];
        read((short) 0, bytes, (short) 0, length);
        return bytes;
    }

    /** The bytes of the applet, every key that is in an object, and every PIN that its object still takes. */
    byte[] contents() {
        byte[] bytes = memory();
        for (short slot = 0; slot < keySlots; slot++) {
            for (byte bank = FIRST; bank <= SECOND; bank++) {
                if (isKeyPresent(slot, bank)) {
                    byte[] key = new byte[32];
                    loadKey(slot, bank).getKey(key, (short) 0);
                    bytes = Model.cat(bytes, key);
                }
            }
        }
        for (byte pin = 0; pin < pins.length; pin++) {
            if (pins[pin] != null && super.checkPin(pin, pins[pin], (short) 0)) {
                bytes = Model.cat(bytes, pins[pin]);
                clearVerification(pin);
            }
        }
        return bytes;
    }

    static TornCardStore as(KeyObjects objects) {
        return new TornCardStore(objects, AsMemory.LENGTH, AsMemory.COUNTERS_LENGTH, AsMemory.KEY_SLOTS, AsMemory.PINS);
    }

    static TornCardStore ei(KeyObjects objects) {
        return new TornCardStore(objects, EiMemory.LENGTH, EiMemory.COUNTERS_LENGTH, EiMemory.KEY_SLOTS, EiMemory.PINS);
    }

    @Override
    public int writes() {
        return writes;
    }

    @Override
    public void tearAfter(int more) {
        tearAt = writes + more;
    }

    @Override
    public void restore() {
        tearAt = -1;
    }

    /** Counts a write; true for the one that is torn. What wants to write after it is refused. */
    private boolean tears() {
        if (tearAt >= 0 && writes > tearAt) {
            throw new Torn();
        }
        return writes++ == tearAt;
    }

    private void whole() {
        if (tears()) {
            throw new Torn();
        }
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
        whole();
        super.putByte(offset, value);
    }

    @Override
    protected void putCounters(short offset, byte[] source, short sourceOffset, short length) {
        if (tears()) {
            super.putCounters(offset, source, sourceOffset, (short) (length / 2));
            throw new Torn();
        }
        for (int i = 0; i < length; i++) {
            wear[offset + i]++;
        }
        super.putCounters(offset, source, sourceOffset, length);
    }

    @Override
    protected void putCounter(short offset, byte value) {
        whole();
        wear[offset]++;
        super.putCounter(offset, value);
    }

    @Override
    protected void putKey(short slot, byte bank, byte[] source, short offset, short length) {
        whole();
        super.putKey(slot, bank, source, offset, length);
    }

    @Override
    protected void clearKey(short slot, byte bank) {
        whole();
        super.clearKey(slot, bank);
    }

    @Override
    protected void updatePin(byte pin, byte[] source, short offset) {
        whole();
        super.updatePin(pin, source, offset);
        pins[pin] = Arrays.copyOfRange(source, offset, offset + PIN_LENGTH);
    }

    @Override
    protected void wipePin(byte pin) {
        if (isPinSet(pin)) {
            whole();
        }
        super.wipePin(pin);
    }

    @Override
    protected boolean checkPin(byte pin, byte[] source, short offset) {
        whole();
        return super.checkPin(pin, source, offset);
    }
}
