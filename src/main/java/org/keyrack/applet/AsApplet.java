package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISOException;

/** The AS. */
public class AsApplet extends UnitApplet {
    /** An AS with the store of a real card. */
    protected AsApplet() {
        this(new CardStore(AsMemory.LENGTH, AsMemory.KEY_SLOTS, AsMemory.PINS), new Aes(), new RandomSource());
    }

    /**
     * An AS over a given store, for the virtual bench.
     *
     * @param store of {@link AsMemory#LENGTH} bytes, {@link AsMemory#KEY_SLOTS} key slots and {@link AsMemory#PINS} PINs
     */
    protected AsApplet(Store store, Aes aes, RandomSource random) {
        super(store, aes, random);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new AsApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    byte role() {
        return (byte) 0x01;
    }

    @Override
    byte state() {
        return store.get(AsMemory.STATE);
    }

    @Override
    void recover() {}

    @Override
    void endSession() {}

    @Override
    void command(APDU apdu, byte[] buffer) {
        ISOException.throwIt(Sw.UNKNOWN_INS);
    }
}
