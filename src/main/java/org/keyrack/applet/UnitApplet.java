package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** What AS and EI share: SELECT, the checks of CLA and INS, and the wipe after every command on every path. */
public abstract class UnitApplet extends Applet {
    private static final byte CLA_ISO = (byte) 0x00;
    private static final byte CLA_KEYRACK = (byte) 0x80;
    private static final byte INS_SELECT = (byte) 0xA4;
    private static final byte PROTOCOL_VERSION = (byte) 0x01;

    /** Kinds of commands: of CLA 80, in a session, and OPEN SESSION. */
    private static final byte KEYRACK = (byte) 1;

    private static final byte SECURED = (byte) 2;
    private static final byte OPENS = (byte) 4;

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

    /**
     * Takes the Kperso in the installer's parameters, if there is one, and registers under the AID in them, or under the one
     * of the CAP file when they name none.
     *
     * @param parameters LV AID, LV control information, LV applet data: the value of INSTALL's C9
     * @throws ISOException 6A80 for applet data that are no Kperso: the installation fails
     */
    protected final void join(byte[] parameters, short offset, byte length) {
        short aid = (short) (offset + 1);
        short at = (short) (aid + parameters[offset]);
        short end = (short) (offset + (short) (length & (short) 0xFF));
        if (at < end) {
            at = (short) (at + 1 + (short) (parameters[at] & (short) 0xFF));
        }
        if (at < end) {
            personalizationKey(parameters, (short) (at + 1), (short) (parameters[at] & (short) 0xFF));
        }
        if (parameters[offset] == 0) {
            register();
        } else {
            register(parameters, aid, parameters[offset]);
        }
    }

    /**
     * Takes Kperso, only at install.
     *
     * @param length 16 or 32 bytes, or 0 for none
     */
    protected final void personalizationKey(byte[] source, short offset, short length) {
        kperso().take(source, offset, length);
    }

    /** 01 for an AS, 02 for an EI. */
    abstract byte role();

    /** Life-cycle state. */
    abstract byte state();

    /** Wipes what a command torn by power loss left behind; called at SELECT, the first thing after a reset. */
    abstract void recover();

    /** Where Kperso is. */
    abstract PersonalizationKey kperso();

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
            byte kind = kind(unit, buffer);
            if (kind == OPENS) {
                length = unit.session.open(apdu, buffer, state());
            } else {
                if ((byte) (kind & SECURED) != 0) {
                    unit.session.unwrap(apdu, buffer);
                }
                if ((byte) (kind & KEYRACK) != 0) {
                    length = unit.keyRackCommand(apdu, buffer);
                } else {
                    unit.isoCommand(apdu, buffer);
                }
            }
            if (unit.transients.ram[Transients.IN_SESSION] == 1) {
                length = unit.session.wrap(buffer, length);
            }
            if (!Lifecycle.isPersonalizable(state())) {
                unit.endPersonalization();
            }
            if (length != 0) {
                apdu.setOutgoingAndSend((short) 0, length);
            }
        } finally {
            end(unit, ins, buffer, length);
        }
    }

    /** Wipes what a command leaves in volatile memory. */
    private void end(UnitCommands unit, byte ins, byte[] buffer, short length) {
        unit.transients.endCommand(Lifecycle.isPersonalizable(state()));
        unit.aes.forget();
        if (unit.isGuardedCommand(ins) || unit.isPinCommand(ins)) {
            // PINs and components; the answer may still be on its way.
            Aes.wipe(buffer, length, (short) ((short) buffer.length - length));
        }
    }

    /**
     * Checks CLA and INS, and answers which kind of command it is. A frame of its own, gone before the command is carried
     * out: a card has little room for frames.
     */
    private static byte kind(UnitCommands unit, byte[] buffer) {
        byte cla = buffer[ISO7816.OFFSET_CLA];
        byte ins = buffer[ISO7816.OFFSET_INS];
        boolean secure = (byte) (cla & Session.SECURE) != 0 && unit.session.isPossible();
        byte plain = secure ? (byte) (cla & ~Session.SECURE) : cla;
        Commands.require(plain == CLA_KEYRACK || plain == CLA_ISO, Sw.UNKNOWN_CLA);
        if (cla == CLA_ISO && ins == INS_SELECT) {
            // The card found no applet of that AID and left this one selected.
            Commands.requireP1P2(buffer, (byte) 0x04, (byte) 0x00);
            ISOException.throwIt(Sw.NO_SUCH_APPLET);
        }
        boolean reads = cla == CLA_KEYRACK && ins == UnitCommands.INS_GET_DATA;
        boolean opens = cla == CLA_KEYRACK && ins == UnitCommands.INS_OPEN_SESSION;
        boolean guarded = plain == CLA_ISO ? unit.isPinCommand(ins) : unit.isGuardedCommand(ins);
        Commands.require(guarded || reads || opens || (cla == CLA_KEYRACK && unit.isOpenCommand(ins)), Sw.UNKNOWN_INS);
        if (!reads) {
            unit.transients.forgetPage();
        }
        if (opens) {
            return OPENS;
        }
        return (byte) ((plain == CLA_KEYRACK ? KEYRACK : 0) | (secure ? SECURED : 0));
    }
}
