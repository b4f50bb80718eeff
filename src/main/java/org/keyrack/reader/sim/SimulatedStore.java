package org.keyrack.reader.sim;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import org.keyrack.applet.MemoryPage;
import org.keyrack.applet.Store;

/**
 * The applets' store over a {@link CardMemory}: keys and PINs are bytes behind the applet's own, and every write of
 * theirs is one {@link #put} or {@link #putByte}, so that power can be torn at each.
 *
 * <p>A key bank is its length (1, 0 when clear) and the key (32). A PIN is a selector (0 not set, 1, 2) and two banks of
 * PIN (8) and tries left (1).
 */
final class SimulatedStore extends Store {
    private static final int LONGEST_KEY = 32;
    private static final int KEY_BANK = 1 + LONGEST_KEY;
    private static final int PIN_BANK = PIN_LENGTH + 1;
    private static final int PIN_RECORD = 1 + 2 * PIN_BANK;

    private final CardMemory memory;
    private final int counters;
    private final int keys;
    private final int pins;
    private final Layout layout;
    private final CardMemory[] pageMemories;
    /** The key object of each bank that was used since the power came. */
    private final Map<Integer, AESKey> loaded = new HashMap<>();

    private final boolean[] verified;

    /**
     * How an applet's memory is laid out: what it has from install, then its pages, each with its keys.
     *
     * @param length bytes that the applet lays out itself
     * @param countersLength bytes of its counters, which follow
     * @param keySlots key slots from install
     * @param pins PINs
     * @param pageSlots key slots of a page
     */
    record Layout(int length, int countersLength, int keySlots, int pins, int pageSlots) {
        /** Bytes of a whole image with so many pages. */
        int imageLength(int pages) {
            return length + countersLength + keySlots * 2 * KEY_BANK + pins * PIN_RECORD + pages * pageLength();
        }

        private int pageLength() {
            return PAGE_LENGTH + pageSlots * 2 * KEY_BANK;
        }
    }

    /** Over a card's memory, whose length tells how many pages there are. */
    SimulatedStore(CardMemory memory, Layout layout) {
        super(memory.image(), memory.image(), (short) layout.length());
        this.memory = memory;
        this.layout = layout;
        counters = layout.length();
        keys = counters + layout.countersLength();
        pins = keys + layout.keySlots() * 2 * KEY_BANK;
        verified = new boolean[layout.pins()];
        pageMemories = new CardMemory[1 + (memory.image().length - layout.imageLength(0)) / layout.pageLength()];
        for (int page = 1; page < pageMemories.length; page++) {
            addPage((short) layout.pageSlots());
        }
    }

    @Override
    protected MemoryPage newPage(short page, short keySlots) {
        if (page >= pageMemories.length) {
            ISOException.throwIt(ISO7816.SW_FILE_FULL);
        }
        pageMemories[page] = memory.part(layout.imageLength(page - 1), PAGE_LENGTH);
        return new MemoryPage(pageMemories[page].image());
    }

    @Override
    protected void put(short offset, byte[] source, short sourceOffset, short length) {
        memory(offset).put(place(offset), source, sourceOffset, length);
    }

    @Override
    protected void putByte(short offset, byte value) {
        memory(offset).putByte(place(offset), value);
    }

    private CardMemory memory(short offset) {
        return page(offset) == 0 ? memory : pageMemories[page(offset)];
    }

    @Override
    protected void putCounters(short offset, byte[] source, short sourceOffset, short length) {
        memory.put(counters + offset, source, sourceOffset, length);
    }

    @Override
    protected void putCounter(short offset, byte value) {
        memory.putByte(counters + offset, value);
    }

    @Override
    protected void prepareKey(short slot, short length) {
        // There is room for every key from the start.
    }

    private int key(short slot, byte bank) {
        int page = pageOfSlot(slot);
        int first = page == 0 ? keys : layout.imageLength(page - 1) + PAGE_LENGTH;
        return first + (slotInPage(slot) * 2 + bank - 1) * KEY_BANK;
    }

    @Override
    protected void putKey(short slot, byte bank, byte[] source, short offset, short length) {
        int at = key(slot, bank);
        if (isKeyPresent(slot, bank)) {
            clearKey(slot, bank);
        }
        loaded.remove(at);
        memory.put(at + 1, source, offset, length);
        memory.putByte(at, (byte) length);
    }

    @Override
    protected void clearKey(short slot, byte bank) {
        int at = key(slot, bank);
        loaded.remove(at);
        memory.putByte(at, (byte) 0);
        memory.put(at + 1, new byte[LONGEST_KEY], 0, LONGEST_KEY);
    }

    @Override
    protected boolean isKeyPresent(short slot, byte bank) {
        int at = key(slot, bank);
        for (int i = 0; i < KEY_BANK; i++) {
            if (memory.image()[at + i] != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected AESKey loadKey(short slot, byte bank) {
        return loaded.computeIfAbsent(key(slot, bank), this::keyAt);
    }

    private AESKey keyAt(int at) {
        short bits = (short) (memory.image()[at] * Byte.SIZE);
        AESKey key = (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, bits, false);
        byte[] value = Arrays.copyOfRange(memory.image(), at + 1, at + 1 + LONGEST_KEY);
        key.setKey(value, (short) 0);
        Arrays.fill(value, (byte) 0);
        return key;
    }

    private int pin(byte pin) {
        return pins + pin * PIN_RECORD;
    }

    /** Offset of the bank that counts, or of the other. */
    private int pinBank(byte pin, boolean active) {
        boolean second = memory.image()[pin(pin)] == SECOND;
        return pin(pin) + 1 + (second == active ? PIN_BANK : 0);
    }

    @Override
    public boolean isPinSet(byte pin) {
        return memory.image()[pin(pin)] != 0;
    }

    @Override
    protected void updatePin(byte pin, byte[] source, short offset) {
        verified[pin] = false;
        byte[] fresh = Arrays.copyOfRange(source, offset, offset + PIN_BANK);
        fresh[PIN_LENGTH] = TRIES;
        memory.put(pinBank(pin, false), fresh, 0, PIN_BANK);
        memory.putByte(pin(pin), memory.image()[pin(pin)] == SECOND ? FIRST : SECOND);
        Arrays.fill(fresh, (byte) 0);
    }

    @Override
    protected void wipePin(byte pin) {
        verified[pin] = false;
        int at = pin(pin);
        if (memory.image()[at] != 0) {
            memory.putByte(at, (byte) 0);
        }
        byte[] zeros = new byte[PIN_RECORD - 1];
        if (!Arrays.equals(memory.image(), at + 1, at + PIN_RECORD, zeros, 0, zeros.length)) {
            memory.put(at + 1, zeros, 0, zeros.length);
        }
    }

    @Override
    protected boolean checkPin(byte pin, byte[] source, short offset) {
        verified[pin] = false;
        byte left = triesLeft(pin);
        if (left == 0) {
            return false;
        }
        int bank = pinBank(pin, true);
        memory.putByte(bank + PIN_LENGTH, (byte) (left - 1));
        byte[] entered = Arrays.copyOfRange(source, offset, offset + PIN_LENGTH);
        byte[] right = Arrays.copyOfRange(memory.image(), bank, bank + PIN_LENGTH);
        if (MessageDigest.isEqual(entered, right)) {
            memory.putByte(bank + PIN_LENGTH, TRIES);
            verified[pin] = true;
        }
        Arrays.fill(entered, (byte) 0);
        Arrays.fill(right, (byte) 0);
        return verified[pin];
    }

    @Override
    public byte triesLeft(byte pin) {
        return isPinSet(pin) ? memory.image()[pinBank(pin, true) + PIN_LENGTH] : 0;
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
