package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISOException;

/** The EI. */
public class EiApplet extends UnitApplet {
    /** An EI with the store of a real card. */
    protected EiApplet() {
        this(new CardStore(EiMemory.LENGTH, EiMemory.KEY_SLOTS, EiMemory.PINS), new Aes(), new RandomSource());
    }

    /**
     * An EI over a given store, for the virtual bench.
     *
     * @param store of {@link EiMemory#LENGTH} bytes, {@link EiMemory#KEY_SLOTS} key slots and {@link EiMemory#PINS} PINs
     */
    protected EiApplet(Store store, Aes aes, RandomSource random) {
        super(store, aes, random);
    }

    /** Java Card's install method: the instance takes the AID that the installer names. */
    public static void install(byte[] parameters, short offset, byte length) {
        new EiApplet().register(parameters, (short) (offset + 1), parameters[offset]);
    }

    @Override
    byte role() {
        return (byte) 0x02;
    }

    @Override
    byte state() {
        return store.get(EiMemory.STATE);
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
