package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** Sessions under Kperso (protocol.md, Personalization): nothing that is sent can be read, altered, dropped or repeated. */
final class Session {
    /** Bit of CLA that says that a command is sent in a session. */
    static final byte SECURE = (byte) 0x04;

    private static final short RANDOM_LENGTH = (short) 16;
    private static final short MAC_LENGTH = (short) 8;
    private static final byte PADDING = (byte) 0x80;
    /** ASCII of KRP-PRV and its like. */
    private static final byte[] LABEL_PRV = {0x4B, 0x52, 0x50, 0x2D, 0x50, 0x52, 0x56};

    private static final byte[] LABEL_CMD = {0x4B, 0x52, 0x50, 0x2D, 0x43, 0x4D, 0x44};
    private static final byte[] LABEL_RSP = {0x4B, 0x52, 0x50, 0x2D, 0x52, 0x53, 0x50};
    private static final byte[] LABEL_ENC = {0x4B, 0x52, 0x50, 0x2D, 0x45, 0x4E, 0x43};
    private static final byte[] SUCCESS = {(byte) 0x90, 0x00};

    private final byte role;
    private final PersonalizationKey kperso;
    private final Aes aes;
    private final AesCmac cmac;
    private final RandomSource random;
    private final Transients transients;
    private final byte[] ram;

    Session(byte role, PersonalizationKey kperso, Aes aes, AesCmac cmac, RandomSource random, Transients transients) {
        this.role = role;
        this.kperso = kperso;
        this.aes = aes;
        this.cmac = cmac;
        this.random = random;
        this.transients = transients;
        this.ram = transients.ram;
    }

    /** OPEN SESSION: answers RU and PU at the start of the buffer. */
    short open(APDU apdu, byte[] buffer, byte state) {
        Commands.requireP1P2(buffer, (byte) 0, (byte) 0);
        Commands.receive(apdu, buffer, RANDOM_LENGTH);
        Commands.require(Lifecycle.isPersonalizable(state), Sw.WRONG_STATE);
        Commands.require(kperso.isPresent(), Sw.NOT_FOUND);
        transients.closeSession();
        ram[Transients.SESSION] = 1;
        ram[Transients.SESSION_ROLE] = role;
        Util.arrayCopyNonAtomic(buffer, Commands.DATA, ram, Transients.SESSION_RH, RANDOM_LENGTH);
        short ru = (short) (Transients.SESSION_RH + RANDOM_LENGTH);
        random.draw(ram, ru, RANDOM_LENGTH);
        cmac.use(Transients.KPRF, derive(LABEL_PRV, (short) 33));
        cmac.sign(cmac.append((short) 0, ram, Transients.SESSION_RH, (short) 32), Transients.MAC);
        short end = Util.arrayCopyNonAtomic(ram, ru, buffer, (short) 0, RANDOM_LENGTH);
        return Util.arrayCopyNonAtomic(ram, Transients.MAC, buffer, end, MAC_LENGTH);
    }

    /** Derives a session key at {@link Transients#KPRF} and answers its length. */
    private short derive(byte[] label, short contextLength) {
        short length = kperso.read(ram, Transients.KPRF);
        cmac.use(Transients.KPRF, length);
        cmac.derive(
                label,
                Transients.SESSION_ROLE,
                contextLength,
                Transients.SESSION_ROLE,
                (short) 0,
                length,
                Transients.KPRF);
        return length;
    }

    /** Whether the unit has a Kperso; without one the classes of a session are none of its own. */
    boolean isPossible() {
        return kperso.isPresent();
    }

    /**
     * Refuses what a unit with a Kperso takes in a session only, with 6982; and before that everything in TERMINATED, with
     * 6985. Called once the length was found right.
     */
    void require(byte state) {
        Commands.require(state != Lifecycle.TERMINATED, Sw.WRONG_STATE);
        Commands.require(
                ram[Transients.IN_SESSION] == 1 || !kperso.isPresent() || !Lifecycle.isPersonalizable(state),
                Sw.PIN_NOT_VERIFIED);
    }

    /** Makes of a command of a session, whose CLA says so, what it would be in the clear; what is wrong ends the session. */
    void unwrap(APDU apdu, byte[] buffer) {
        Commands.require(ram[Transients.SESSION] == 1, Sw.PIN_NOT_VERIFIED);
        short i = (short) (Transients.SESSION_N + 3);
        while (++ram[i] == 0) {
            i--;
        }
        short length = (short) (Commands.length(buffer) - MAC_LENGTH);
        if (length < 0 || (short) (length & (short) 15) != 0 || !Commands.isReceived(apdu, buffer)) {
            fail();
        }
        cmac.use(Transients.KPRF, derive(LABEL_CMD, (short) 33));
        short filled = cmac.absorb((short) 0, ram, Transients.SESSION_N, (short) 4);
        filled = cmac.absorb(filled, buffer, (short) 0, (short) 4);
        cmac.finish(cmac.absorb(filled, buffer, Commands.DATA, length), Transients.MAC);
        if (!Aes.isEqual(ram, Transients.MAC, buffer, (short) (Commands.DATA + length), MAC_LENGTH)) {
            fail();
        }
        short end = (short) (Commands.DATA + length);
        if (length != 0) {
            aes.useToDecrypt(ram, Transients.KPRF, derive(LABEL_ENC, (short) 37));
            aes.decrypt(buffer, Commands.DATA, length);
            short from = (short) (end - Aes.BLOCK);
            end--;
            while (end > from && buffer[end] == 0) {
                end--;
            }
            // Nothing is sent without data: padding alone is none of ours.
            if (buffer[end] != PADDING || end == Commands.DATA) {
                fail();
            }
        }
        buffer[ISO7816.OFFSET_CLA] = (byte) (buffer[ISO7816.OFFSET_CLA] & ~SECURE);
        buffer[ISO7816.OFFSET_LC] = (byte) (end - Commands.DATA);
        ram[Transients.IN_SESSION] = 1;
    }

    private void fail() {
        transients.closeSession();
        ISOException.throwIt(Sw.CERTIFICATE_WRONG);
    }

    /** Signs an answer of 9000 at the start of the buffer, and answers its length then. */
    short wrap(byte[] buffer, short length) {
        cmac.use(Transients.KPRF, derive(LABEL_RSP, (short) 33));
        short filled = cmac.absorb((short) 0, ram, Transients.SESSION_N, (short) 4);
        filled = cmac.absorb(filled, buffer, (short) 0, length);
        cmac.finish(cmac.absorb(filled, SUCCESS, (short) 0, (short) 2), Transients.MAC);
        return Util.arrayCopyNonAtomic(ram, Transients.MAC, buffer, length, MAC_LENGTH);
    }
}
