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
    final RandomSource random;

    private final KeyObjects objects;
    /** One place: what commands need is made when the unit is first selected, volatile memory above all. */
    private final UnitCommands[] commands;

    UnitApplet(Store store, KeyObjects objects, RandomSource random) {
        this.store = store;
        this.objects = objects;
        this.random = random;
        this.commands = new UnitCommands[1];
    }

    /** Registers under the AID in the installer's parameters, or under the one of the CAP file when those name none. */
    final void join(byte[] parameters, short offset) {
        if (parameters[offset] == 0) {
            register();
        } else {
            register(parameters, (short) (offset + 1), parameters[offset]);
        }
    }

    /** 01 for an AS, 02 for an EI. */
    abstract byte role();

    /** Life-cycle state. */
    abstract byte state();

    /** Wipes what a command torn by power loss left behind; called at SELECT, the first thing after a reset. */
    abstract void recover();

    /** Makes what commands need. */
    abstract UnitCommands makeCommands();

    /** Makes the ciphers. */
    Aes makeAes(Transients transients) {
        return new Aes(objects, transients);
    }

    /** Ends what only one session may hold: R, a key being loaded, the verification of PINs. */
    void endSession() {
        commands[0].transients.endSession();
    }

    @Override
    public boolean select() {
        if (commands[0] == null) {
            commands[0] = makeCommands();
        }
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
        UnitCommands unit = commands[0];
        byte ins = buffer[ISO7816.OFFSET_INS];
        short length = 0;
        try {
            switch (buffer[ISO7816.OFFSET_CLA]) {
                case CLA_KEYRACK:
                    length = unit.keyRackCommand(apdu, buffer);
                    break;
                case CLA_ISO:
                    if (ins == INS_SELECT) {
                        // The card found no applet of that AID and left this one selected.
                        Commands.requireP1P2(buffer, (byte) 0x04, (byte) 0x00);
                        ISOException.throwIt(Sw.NO_SUCH_APPLET);
                    }
                    length = unit.isoCommand(apdu, buffer);
                    break;
                default:
                    ISOException.throwIt(Sw.UNKNOWN_CLA);
            }
            if (length != 0) {
                apdu.setOutgoingAndSend((short) 0, length);
            }
        } finally {
            byte state = state();
            unit.transients.endCommand(state == Lifecycle.BLANK || state == Lifecycle.LOADING);
            unit.aes.forget();
            if (unit.carriesSecret(ins)) {
                Aes.wipe(buffer, (short) 0, (short) buffer.length);
            }
        }
    }
}
