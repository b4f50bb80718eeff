package org.keyrack.applet;

import javacard.framework.JCSystem;
import javacard.framework.OwnerPIN;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;

/**
 * The store of a real card: keys in persistent AESKey objects, PINs in OwnerPIN, which its hardware protects. All objects
 * are made here, at install. Each key slot has, for each of its two banks, one AESKey for each length, because a location
 * learns only at personalization which lengths it takes.
 */
public final class CardStore extends Store {
    private static final short SHORT_KEY = (short) 16;

    private final AESKey[] shortKeys;
    private final AESKey[] longKeys;
    private final OwnerPIN[] pins;
    private final boolean[] pinsSet;

    /**
     * A new store.
     *
     * @param length bytes that the applet lays out itself
     * @param keySlots key slots
     * @param pinCount PINs
     */
    public CardStore(short length, short keySlots, byte pinCount) {
        super(new byte[length]);
        short banks = (short) (keySlots * 2);
        shortKeys = new AESKey[banks];
        longKeys = new AESKey[banks];
        for (short i = 0; i < banks; i++) {
            shortKeys[i] = (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_128, false);
            longKeys[i] = (AESKey) KeyBuilder.buildKey(KeyBuilder.TYPE_AES, KeyBuilder.LENGTH_AES_256, false);
        }
        pins = new OwnerPIN[pinCount];
        pinsSet = new boolean[pinCount];
        for (short i = 0; i < pinCount; i++) {
            pins[i] = new OwnerPIN(TRIES, PIN_LENGTH);
        }
    }

    private static short index(short slot, byte bank) {
        return (short) (slot * 2 + bank - 1);
    }

    @Override
    protected void putKey(short slot, byte bank, byte[] source, short offset, short length) {
        clearKey(slot, bank);
        short index = index(slot, bank);
        (length == SHORT_KEY ? shortKeys[index] : longKeys[index]).setKey(source, offset);
    }

    @Override
    protected void clearKey(short slot, byte bank) {
        short index = index(slot, bank);
        if (shortKeys[index].isInitialized()) {
            shortKeys[index].clearKey();
        }
        if (longKeys[index].isInitialized()) {
            longKeys[index].clearKey();
        }
    }

    @Override
    protected boolean isKeyPresent(short slot, byte bank) {
        short index = index(slot, bank);
        return shortKeys[index].isInitialized() || longKeys[index].isInitialized();
    }

    @Override
    protected AESKey loadKey(short slot, byte bank) {
        short index = index(slot, bank);
        return shortKeys[index].isInitialized() ? shortKeys[index] : longKeys[index];
    }

    @Override
    protected void forgetKey() {
        // The persistent keys are used where they are: there is no copy.
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
