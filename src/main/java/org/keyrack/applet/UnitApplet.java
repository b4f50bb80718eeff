package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** What AS and EI share: SELECT, the checks of CLA and INS, and the wipe after every command on every path. */
public abstract class UnitApplet extends Applet {
    static final byte CLA_ISO = (byte) 0x00;
    static final byte CLA_KEYRACK = (byte) 0x80;
    static final byte INS_SELECT = (byte) 0xA4;
    private static final byte PROTOCOL_VERSION = (byte) 0x01;

    final Store store;
    final Aes aes;
    final RandomSource random;

    /**
     * Makes a unit; only at install.
     *
     * @param store its non-volatile memory
     * @param aes its cipher
     * @param random its random numbers
     */
    protected UnitApplet(Store store, Aes aes, RandomSource random) {
        this.store = store;
        this.aes = aes;
        this.random = random;
    }

    /** 01 for an AS, 02 for an EI. */
    abstract byte role();

    /** Life-cycle state. */
    abstract byte state();

    /** Wipes what a command torn by power loss left behind; called at SELECT, the first thing after a reset. */
    abstract void recover();

    /** One command of class 80 or 00 other than SELECT; answers by itself or throws its status word. */
    abstract void command(APDU apdu, byte[] buffer);

    /** Ends the volatile life of what only one session may hold. */
    abstract void endSession();

    @Override
    public boolean select() {
        recover();
        endSession();
        return true;
    }

    @Override
    public void deselect() {
        endSession();
    }

    @Override
    public void process(APDU apdu) {
        byte[] buffer = apdu.getBuffer();
        try {
            if (selectingApplet()) {
                buffer[0] = PROTOCOL_VERSION;
                buffer[1] = role();
                buffer[2] = state();
                apdu.setOutgoingAndSend((short) 0, (short) 3);
                return;
            }
            byte cla = buffer[ISO7816.OFFSET_CLA];
            if (cla != CLA_ISO && cla != CLA_KEYRACK) {
                ISOException.throwIt(Sw.UNKNOWN_CLA);
            }
            command(apdu, buffer);
        } finally {
            aes.forget();
            store.forgetKey();
        }
    }
}
