package org.keyrack.applet;

import javacard.framework.APDU;

/** What a unit does with commands, and the volatile memory for it: made when the unit is first selected. */
abstract class UnitCommands {
    static final byte INS_OPEN_SESSION = (byte) 0x50;
    static final byte INS_GET_DATA = (byte) 0xCA;
    static final byte INS_PUT_DATA = (byte) 0xDA;
    static final byte INS_LOAD_COMPONENT = (byte) 0xD8;
    static final byte INS_STORE_T = (byte) 0xDC;
    static final byte INS_SET_STATE = (byte) 0xF0;

    final Transients transients;
    final Aes aes;
    final AesCmac cmac;
    final Session session;

    UnitCommands(byte role, PersonalizationKey kperso, RandomSource random, Transients transients, Aes aes) {
        this.transients = transients;
        this.aes = aes;
        cmac = new AesCmac(aes, transients);
        session = new Session(role, kperso, aes, cmac, random, transients);
    }

    /** Life-cycle state. */
    abstract byte state();

    /** Erases Kperso once the unit is OPERATIONAL or TERMINATED. */
    abstract void endPersonalization();

    /** Whether there is a command of class 80 with this INS that is never sent in a session, other than GET DATA. */
    abstract boolean isOpenCommand(byte ins);

    /** Whether there is a command of class 80 with this INS that a unit with a Kperso takes in a session only. */
    abstract boolean isGuardedCommand(byte ins);

    /** Whether there is a command of class 00 with this INS, other than SELECT. */
    abstract boolean isPinCommand(byte ins);

    /** A command of class 80: answers the length of its answer at the start of the buffer, or throws its status word. */
    abstract short keyRackCommand(APDU apdu, byte[] buffer);

    /** A command of class 00 other than SELECT; none answers data. */
    abstract void isoCommand(APDU apdu, byte[] buffer);
}
