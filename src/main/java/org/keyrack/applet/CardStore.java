package org.keyrack.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.framework.SystemException;
import javacard.security.AESKey;

/**
 * The store of a real card: keys in persistent AESKey objects, PINs in OwnerPIN, which its hardware protects. Install makes
 * places for keys only; the key objects of a slot are made when it is first said what the slot is for ({@link
 * #prepareKey}): one for each bank, and two more only where a slot takes keys of both lengths.
 */
public class CardStore extends Store {
    private static final short SHORT_KEY = (short) 16;
    private static final short LONG_KEY = (short) 32;

    private final KeyObjects objects;
    private final AESKey[] shortKeys;
    private final AESKey[] longKeys;
    private final OwnerPIN[] pins;
    private final boolean[] pinsSet;
    private final byte[] noPin;

    /**
     * A new store.
     *
     * @param length bytes that the applet lays out itself
     * @param countersLength bytes of the counters
     * @param keySlots key slots
     * @param pinCount PINs
     */
    public CardStore(KeyObjects objects, short length, short countersLength, short keySlots, byte pinCount) {
        super(new byte[length], new byte[countersLength], (short) 0);
        this.objects = objects;
        shortKeys = new AESKey[(short) (keySlots * 2)];
        longKeys = new AESKey[(short) (keySlots * 2)];
        pins = new OwnerPIN[pinCount];
        pinsSet = new boolean[pinCount];
        noPin = new byte[PIN_LENGTH];
        for (short i = 0; i < pinCount; i++) {
            pins[i] = new OwnerPIN(TRIES, PIN_LENGTH);
        }
    }

    /** In a transaction, so that a card that has room for a part of it has that part back. */
    @Override
    protected MemoryPage newPage(short page, short keySlots) {
        JCSystem.beginTransaction();
        try {
            MemoryPage made = new MemoryPage(keySlots);
            JCSystem.commitTransaction();
            return made;
        } catch (SystemException full) {
            JCSystem.abortTransaction();
            ISOException.throwIt(Sw.NO_ROOM);
            return null;
        }
    }

    private static short index(short slot, byte bank) {
        return (short) ((short) (slot & IN_SLOTS) * 2 + bank - 1);
    }

    private AESKey[] keys(short slot, short length) {
        short page = (short) (slot >> 8);
        if (length == SHORT_KEY) {
            return page == 0 ? shortKeys : pages[page].shortKeys;
        }
        return page == 0 ? longKeys : pages[page].longKeys;
    }

    private static boolean holds(AESKey key) {
        return key != null && key.isInitialized();
    }

    @Override
    protected void prepareKey(short slot, short length) {
        AESKey[] keys = keys(slot, length);
        for (byte bank = FIRST; bank <= SECOND; bank++) {
            short index = index(slot, bank);
            if (keys[index] == null) {
                keys[index] = objects.make(KeyObjects.LASTING, length);
            }
        }
    }

    /**
     * In a transaction of its own: some cards write a key's bytes first and that it is there afterwards, and power torn in
     * between would leave the bytes where no wipe looks for them.
     */
    @Override
    protected void putKey(short slot, byte bank, byte[] source, short offset, short length) {
        if (isKeyPresent(slot, bank)) {
            clearKey(slot, bank);
        }
        AESKey key = keys(slot, length)[index(slot, bank)];
        JCSystem.beginTransaction();
        key.setKey(source, offset);
        JCSystem.commitTransaction();
    }

    @Override
    protected void clearKey(short slot, byte bank) {
        AESKey shorter = keys(slot, SHORT_KEY)[index(slot, bank)];
        AESKey longer = keys(slot, LONG_KEY)[index(slot, bank)];
        JCSystem.beginTransaction();
        if (holds(shorter)) {
            shorter.clearKey();
        }
        if (holds(longer)) {
            longer.clearKey();
        }
        JCSystem.commitTransaction();
    }

    @Override
    protected boolean isKeyPresent(short slot, byte bank) {
        return holds(keys(slot, SHORT_KEY)[index(slot, bank)]) || holds(keys(slot, LONG_KEY)[index(slot, bank)]);
    }

    @Override
    protected AESKey loadKey(short slot, byte bank) {
        AESKey shorter = keys(slot, SHORT_KEY)[index(slot, bank)];
        return holds(shorter) ? shorter : keys(slot, LONG_KEY)[index(slot, bank)];
    }

    @Override
    public boolean isPinSet(byte pin) {
        return pinsSet[pin];
    }

    /** Inside a transaction, because OwnerPIN.update alone need not be atomic (its own documentation). */
    @Override
    protected void updatePin(byte pin, byte[] source, short offset) {
        JCSystem.beginTransaction();
        pins[pin].update(source, offset, PIN_LENGTH);
        pinsSet[pin] = true;
        JCSystem.commitTransaction();
    }

    @Override
    protected void wipePin(byte pin) {
        if (pinsSet[pin]) {
            JCSystem.beginTransaction();
            pins[pin].update(noPin, (short) 0, PIN_LENGTH);
            pinsSet[pin] = false;
            JCSystem.commitTransaction();
        }
    }

    @Override
    protected boolean checkPin(byte pin, byte[] source, short offset) {
        return pins[pin].check(source, offset, PIN_LENGTH);
    }

    @Override
    public byte triesLeft(byte pin) {
        return pinsSet[pin] ? pins[pin].getTriesRemaining() : (byte) 0;
    }

    @Override
    public boolean isVerified(byte pin) {
        return pins[pin].isValidated();
    }

    @Override
    public void clearVerification(byte pin) {
        if (pins[pin].isValidated()) {
            pins[pin].reset();
        }
    }
}
