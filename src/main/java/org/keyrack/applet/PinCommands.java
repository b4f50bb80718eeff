package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** VERIFY, CHANGE, RESET RETRY COUNTER (protocol.md; ISO/IEC 7816-4 section 11.5), and the form of a PIN. */
final class PinCommands {
    private static final byte OPERATOR_P2 = (byte) 0x80;
    private static final short SHORTEST = (short) 4;
    private static final short LENGTH = (short) Store.PIN_LENGTH;

    /** Modules that do not hold T and asked for a key; after so many the operator must enter the PIN again. */
    private static final byte MOST_WRONG_PROOFS = 16;

    private final AsMemory memory;
    private final Store store;
    private final AsRoles roles;
    private final byte[] ram;

    PinCommands(AsMemory memory, Store store, AsRoles roles, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.roles = roles;
        this.ram = transients.ram;
    }

    /** The PIN that P2 names; P1 must have a value. */
    static byte pin(byte[] buffer, byte p1) {
        // P2 80 to 82 is the number of a PIN above bit 7.
        byte pin = (byte) (buffer[ISO7816.OFFSET_P2] - OPERATOR_P2);
        Commands.require(buffer[ISO7816.OFFSET_P1] == p1 && pin >= 0 && pin < AsMemory.PINS, Sw.WRONG_P1_P2);
        return pin;
    }

    /** Refuses, at no cost of a try, what is not 4 to 8 ASCII digits padded with FF to 8 bytes. */
    static void requireForm(byte[] buffer, short offset) {
        short digits = 0;
        while (digits < LENGTH && isDigit(buffer[(short) (offset + digits)])) {
            digits++;
        }
        Commands.require(digits >= SHORTEST, Sw.WRONG_LENGTH);
        for (short i = digits; i < LENGTH; i++) {
            Commands.require(buffer[(short) (offset + i)] == (byte) 0xFF, Sw.WRONG_LENGTH);
        }
    }

    private static boolean isDigit(byte value) {
        return value >= (byte) 0x30 && value <= (byte) 0x39;
    }

    private void requireSet(byte pin) {
        roles.requireSession();
        Commands.require(store.isPinSet(pin), Sw.WRONG_STATE);
    }

    void verify(APDU apdu, byte[] buffer) {
        byte pin = pin(buffer, (byte) 0);
        if (Commands.length(buffer) == 0) {
            requireSet(pin);
            if (!store.isVerified(pin)) {
                wrong(pin);
            }
            return;
        }
        Commands.receive(apdu, buffer, LENGTH);
        requireForm(buffer, Commands.DATA);
        requireSet(pin);
        check(pin, buffer);
        if (pin == Store.OPERATOR) {
            ram[Transients.WRONG_PROOFS] = 0;
        }
    }

    /** A module that does not hold T has asked for a key. */
    void countWrongProof() {
        ram[Transients.WRONG_PROOFS]++;
        if (ram[Transients.WRONG_PROOFS] >= MOST_WRONG_PROOFS) {
            store.clearVerification(Store.OPERATOR);
        }
    }

    void change(APDU apdu, byte[] buffer) {
        byte pin = pin(buffer, (byte) 0);
        Commands.receive(apdu, buffer, (short) (2 * LENGTH));
        requireForm(buffer, Commands.DATA);
        requireForm(buffer, (short) (Commands.DATA + LENGTH));
        requireSet(pin);
        check(pin, buffer);
        store.updatePin(pin, buffer, (short) (Commands.DATA + LENGTH));
    }

    void resetRetryCounter(APDU apdu, byte[] buffer) {
        Commands.requireP1P2(buffer, (byte) 0x02, OPERATOR_P2);
        Commands.receive(apdu, buffer, LENGTH);
        requireForm(buffer, Commands.DATA);
        requireSet(Store.OPERATOR);
        Commands.require(store.isVerified(Store.ADMINISTRATOR), Sw.PIN_NOT_VERIFIED);
        if (memory.state() == Lifecycle.OPERATIONAL) {
            roles.requireActsLeft();
            roles.count();
        }
        store.updatePin(Store.OPERATOR, buffer, Commands.DATA);
    }

    private void check(byte pin, byte[] buffer) {
        Commands.require(store.triesLeft(pin) != 0, Sw.PIN_BLOCKED);
        if (!store.checkPin(pin, buffer, Commands.DATA)) {
            ISOException.throwIt((short) (Sw.PIN_WRONG | store.triesLeft(pin)));
        }
    }

    /** The status that VERIFY without data asks for. */
    private void wrong(byte pin) {
        byte tries = store.triesLeft(pin);
        ISOException.throwIt(tries == 0 ? Sw.PIN_BLOCKED : (short) (Sw.PIN_WRONG | tries));
    }
}
