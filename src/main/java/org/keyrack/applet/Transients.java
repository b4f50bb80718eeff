package org.keyrack.applet;

import javacard.framework.JCSystem;

/**
 * All volatile memory of a unit but the ciphers' own and the transient keys of {@link Aes}: one array, cleared on reset and
 * deselect. What lies before {@link #SCRATCH} lives until its command says so; the rest is wiped after every command on
 * every path, but for what personalization keeps ({@link #LOADING}) while the unit is not OPERATIONAL yet.
 *
 * <p>Bytes are shared by what is never needed at once; each name says with whom.
 */
final class Transients {
    /** Whether R is outstanding, 0 or 1 (EI); wrong P since the operator's last right PIN (AS). */
    static final short R_OUTSTANDING = (short) 0;

    static final short WRONG_PROOFS = R_OUTSTANDING;
    /** The R that the EI gave out (16). */
    static final short R = (short) 1;
    /** Name of the key that the lasting cipher holds, 0 for none. */
    static final short HELD = (short) 17;

    /** Number of the entry that the next page of a directory begins with, 0 for none. */
    static final short DIRECTORY_NEXT = (short) 18;
    /** Place of that entry. */
    static final short DIRECTORY_PLACE = (short) 19;

    /** From here on everything is wiped after each command. */
    static final short SCRATCH = (short) 20;
    /** Whether the lasting cipher is the one in use, 0 or 1. */
    static final short LASTING = SCRATCH;
    /** Whether this command came through a session, 0 or 1. */
    static final short IN_SESSION = (short) (LASTING + 1);
    /** The message that CMAC works on in place (64); CAS runs on into {@link #TA} (96). */
    static final short WORK = (short) (IN_SESSION + 1);
    /** TA in the clear (32); before it Kprf, and before that T1, which are then of no more use. */
    static final short TA = (short) (WORK + 64);

    static final short T1 = TA;
    static final short KPRF = TA;
    /** Subkeys K1 and K2 of the CMAC key in use (32). */
    static final short SUBKEYS = (short) (TA + 32);
    /** A MAC or receipt (16). */
    static final short MAC = (short) (SUBKEYS + 32);
    /** The next R (16) and its P (8) in an EI; in an AS the counters as they will be (9) and room for old ones (4). */
    static final short NEXT_R = (short) (MAC + 16);

    static final short NEXT_P = (short) (NEXT_R + 16);
    static final short COUNTERS = NEXT_R;
    /** Session keys of 32 bytes each. */
    static final short KMAC = (short) (NEXT_R + 24);

    static final short KSIG = (short) (KMAC + 32);
    static final short KRCT = (short) (KSIG + 32);
    static final short KENC = (short) (KRCT + 32);
    /** The next record of a downloaded key (86), once no session key is needed any more. */
    static final short DOWNLOADED = KMAC;
    /** What personalization keeps between commands, where downloads have their session keys. */
    static final short LOADING = KMAC;
    /** Length of the key that is to be stored, 0 for none. */
    static final short KEY_LENGTH = LOADING;
    /** That key (32), joined from components or drawn here. */
    static final short KEY = (short) (KEY_LENGTH + 1);
    /** How many components it was joined from, at most 2 are counted; 0 when it was drawn. */
    static final short KEY_COMPONENTS = (short) (KEY + 32);
    /** Whether it was stored already, 0 or 1. */
    static final short KEY_STORED = (short) (KEY_COMPONENTS + 1);
    /** Whether a session is open, 0 or 1. */
    static final short SESSION = (short) (KEY_STORED + 1);
    /** Of the session: role (1), RH (16), RU (16), n (4), which follow one another. */
    static final short SESSION_ROLE = (short) (SESSION + 1);

    static final short SESSION_RH = (short) (SESSION_ROLE + 1);
    static final short SESSION_N = (short) (SESSION_RH + 32);
    /** Bytes that personalization keeps. */
    static final short LOADING_LENGTH = (short) (SESSION_N + 4 - LOADING);

    /** SN (8), the first field of what CAS covers: SN, R, DATA follow one another. */
    static final short SN = (short) (KENC + 32);
    /** R of this command (16). */
    static final short COMMAND_R = (short) (SN + 8);
    /** Header (16), the first field of DATA. */
    static final short HEADER = (short) (COMMAND_R + 16);
    /** E (16 or 32); SAS (16) and, in an AS, CAS (16) and V (16) follow it at once. */
    static final short E = (short) (HEADER + 16);
    /** The next state of a record that personalization writes (86). */
    static final short RECORD = SN;

    /** Bytes of an EI's array, which ends with SAS. */
    static final short EI_LENGTH = (short) (E + 48);
    /** Bytes of an AS's array, which ends with V. */
    static final short AS_LENGTH = (short) (E + 80);

    /** The array. */
    final byte[] ram;

    /** @param length {@link #EI_LENGTH} or {@link #AS_LENGTH} */
    Transients(short length) {
        ram = JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_DESELECT);
    }

    /**
     * Wipes what belongs to one command.
     *
     * @param loading whether personalization goes on and keeps what is its own
     */
    void endCommand(boolean loading) {
        Aes.wipe(ram, SCRATCH, (short) (LOADING - SCRATCH));
        short rest = loading ? (short) (LOADING + LOADING_LENGTH) : LOADING;
        Aes.wipe(ram, rest, (short) ((short) ram.length - rest));
    }

    /** Wipes everything. */
    void endSession() {
        Aes.wipe(ram, (short) 0, (short) ram.length);
    }

    /** Entries of a directory may have changed: what was read before tells nothing of the next page. */
    void forgetPage() {
        ram[DIRECTORY_NEXT] = 0;
    }

    /** Wipes R: it was used, or superseded. */
    void forgetR() {
        Aes.wipe(ram, R_OUTSTANDING, (short) 17);
    }

    /** Wipes the key that is to be stored. */
    void forgetKey() {
        Aes.wipe(ram, KEY_LENGTH, (short) (SESSION - KEY_LENGTH));
    }

    /** Ends the session under Kperso. */
    void closeSession() {
        Aes.wipe(ram, SESSION, (short) (LOADING + LOADING_LENGTH - SESSION));
    }
}
