package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** What AS and EI share: SELECT, the checks of CLA and INS, and the wipe after every command on every path. */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
public abstract class UnitApplet extends Applet {
    static final byte INS_GET_DATA = (byte) 0xCA;
    static final byte INS_PUT_DATA = (byte) 0xDA;
    static final byte INS_LOAD_COMPONENT = (byte) 0xD8;
    static final byte INS_STORE_T = (byte) 0xDC;
    static final byte INS_SET_STATE = (byte) 0xF0;

    private static final byte CLA_ISO = (byte) 0x00;
    private static final byte CLA_KEYRACK = (byte) 0x80;
    private static final byte INS_SELECT = (byte) 0xA4;
    private static final byte PROTOCOL_VERSION = (byte) 0x01;

    final Store store;
    final Aes aes;
    final Transients transients;

    UnitApplet(Store store, Aes aes) {
        this.store = store;
        this.aes = aes;
        this.transients = new Transients();
    }

    /** 01 for an AS, 02 for an EI. */
    abstract byte role();

    /** Life-cycle state. */
    abstract byte state();

    /** Wipes what a command torn by power loss left behind; called at SELECT, the first thing after a reset. */
    abstract void recover();

    /** A command of class 80; answers by itself or throws its status word. */
    abstract void keyRackCommand(APDU apdu, byte[] buffer);

    /** A command of class 00 other than SELECT. */
    abstract void isoCommand(APDU apdu, byte[] buffer);

    /** Whether the data of commands with this INS hold a PIN or a component; such commands answer no data. */
    abstract boolean carriesSecret(byte ins);

    /** Ends what only one session may hold: R, a key being loaded, the verification of PINs. */
    void endSession() {
        transients.endSession();
    }

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
        if (selectingApplet()) {
            buffer[0] = PROTOCOL_VERSION;
            buffer[1] = role();
            buffer[2] = state();
            apdu.setOutgoingAndSend((short) 0, (short) 3);
            return;
        }
        byte ins = buffer[ISO7816.OFFSET_INS];
        try {
            switch (buffer[ISO7816.OFFSET_CLA]) {
                case CLA_KEYRACK:
                    keyRackCommand(apdu, buffer);
                    break;
                case CLA_ISO:
                    if (ins == INS_SELECT) {
                        // The card found no applet of that AID and left this one selected.
                        Commands.requireP1P2(buffer, (byte) 0x04, (byte) 0x00);
                        ISOException.throwIt(Sw.NO_SUCH_APPLET);
                    }
                    isoCommand(apdu, buffer);
                    break;
                default:
                    ISOException.throwIt(Sw.UNKNOWN_CLA);
            }
        } finally {
            transients.endCommand();
            aes.forget();
            store.forgetKey();
            if (carriesSecret(ins)) {
                Aes.wipe(buffer, (short) 0, (short) buffer.length);
            }
        }
    }
}
