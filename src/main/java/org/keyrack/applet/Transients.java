package org.keyrack.applet;

import javacard.framework.JCSystem;

/**
 * All volatile memory of a unit but the transient keys of {@link Aes}: one array, cleared on reset and deselect. What lies
 * before {@link #SCRATCH} lives until its command says so; the rest is wiped after every command on every path.
 */
final class Transients {
    /** Whether R is outstanding, 0 or 1. */
    static final short R_OUTSTANDING = (short) 0;
    /** The R that the EI gave out (16). */
    static final short R = (short) 1;
    /** Length of the key being loaded by components, 0 for none. */
    static final short KEY_LENGTH = (short) 17;
    /** The key being loaded by components (32). */
    static final short KEY = (short) 18;

    /** From here on everything is wiped after each command. */
    static final short SCRATCH = (short) 50;
    /** SN (8), the first field of what CAS covers: SN, R, DATA follow one another. */
    static final short SN = SCRATCH;
    /** R of this command (16). */
    static final short COMMAND_R = (short) (SN + 8);
    /** Header (16), the first field of DATA. */
    static final short HEADER = (short) (COMMAND_R + 16);
    /** E (16 or 32); SAS (16), CAS (16) and V (16) follow it at once. */
    static final short E = (short) (HEADER + 16);
    /** T1 (32). */
    static final short T1 = (short) (E + 80);
    /** Session keys of 32 bytes each. */
    static final short KPRF = (short) (T1 + 32);

    static final short KMAC = (short) (KPRF + 32);
    static final short KSIG = (short) (KMAC + 32);
    static final short KRCT = (short) (KSIG + 32);
    static final short KENC = (short) (KRCT + 32);
    /** TA in the clear (32). */
    static final short TA = (short) (KENC + 32);
    /** Subkeys K1 and K2 of the CMAC key in use (32). */
    static final short SUBKEYS = (short) (TA + 32);
    /** The message that CMAC works on in place: at most SN, R and a DATA of 64, padded (96). */
    static final short WORK = (short) (SUBKEYS + 32);
    /** A MAC or receipt (16). */
    static final short MAC = (short) (WORK + 96);
    /** The next R (16). */
    static final short NEXT_R = (short) (MAC + 16);
    /** The next state of a record of the store (86). */
    static final short RECORD = (short) (NEXT_R + 16);

    private static final short LENGTH = (short) (RECORD + 86);

    /** The array. */
    final byte[] ram;

    /** Only at install. */
    Transients() {
        ram = JCSystem.makeTransientByteArray(LENGTH, JCSystem.CLEAR_ON_DESELECT);
    }

    /** Wipes what belongs to one command. */
    void endCommand() {
        Aes.wipe(ram, SCRATCH, (short) (LENGTH - SCRATCH));
    }

    /** Wipes everything. */
    void endSession() {
        Aes.wipe(ram, (short) 0, LENGTH);
    }

    /** Wipes R: it was used, or superseded. */
    void forgetR() {
        Aes.wipe(ram, R_OUTSTANDING, (short) 17);
    }

    /** Wipes the key being loaded by components. */
    void forgetKey() {
        Aes.wipe(ram, KEY_LENGTH, (short) 33);
    }
}
