package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.Util;

/** Who may do what to an AS, and the count of acts (protocol.md, Roles). */
final class AsRoles {
    private static final short SCRATCH = Transients.MAC;

    private final AsMemory memory;
    private final Store store;
    private final Session session;
    private final byte[] ram;

    AsRoles(AsMemory memory, Store store, Session session, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.session = session;
        this.ram = transients.ram;
    }

    /** Refuses what a unit with a Kperso takes in a session only. */
    void requireSession() {
        session.require(memory.state());
    }

    /** Dual control: administrator and custodian, both verified. */
    void requireDualControl() {
        Commands.require(
                store.isVerified(Store.ADMINISTRATOR) && store.isVerified(Store.CUSTODIAN), Sw.PIN_NOT_VERIFIED);
    }

    /** Receives the data of a command about keys and what guards them: in LOADING, under dual control. */
    void beginLoading(APDU apdu, byte[] buffer, short length) {
        if (length == 0) {
            Commands.requireNoData(buffer);
        } else {
            Commands.receive(apdu, buffer, length);
        }
        requireLoading();
    }

    void requireLoading() {
        requireSession();
        Commands.require(memory.state() == Lifecycle.LOADING, Sw.WRONG_STATE);
        requireDualControl();
    }

    /** Identity and PINs: in LOADING under dual control, in BLANK under those PINs of 81 and 82 that are set. */
    void requirePreparing() {
        requireSession();
        byte state = memory.state();
        Commands.require(Lifecycle.isPersonalizable(state), Sw.WRONG_STATE);
        if (state == Lifecycle.LOADING) {
            requireDualControl();
        } else {
            Commands.require(
                    isVerifiedIfSet(Store.ADMINISTRATOR) && isVerifiedIfSet(Store.CUSTODIAN), Sw.PIN_NOT_VERIFIED);
        }
    }

    private boolean isVerifiedIfSet(byte pin) {
        return !store.isPinSet(pin) || store.isVerified(pin);
    }

    /** TERMINATED: administrator or custodian; in BLANK anybody, while neither has a PIN. */
    void requireEnding() {
        boolean nobody = memory.state() == Lifecycle.BLANK
                && !store.isPinSet(Store.ADMINISTRATOR)
                && !store.isPinSet(Store.CUSTODIAN);
        Commands.require(
                nobody || store.isVerified(Store.ADMINISTRATOR) || store.isVerified(Store.CUSTODIAN),
                Sw.PIN_NOT_VERIFIED);
    }

    /** Whether acts are counted: since the AS was first taken back from OPERATIONAL. */
    boolean counts() {
        memory.readActs(ram, SCRATCH);
        return Util.getShort(ram, SCRATCH) != 0;
    }

    /** Refuses an act that could not be counted; asked among the rules, before there is room or not. */
    void requireActsLeft() {
        memory.readActs(ram, SCRATCH);
        Commands.require(Util.getShort(ram, SCRATCH) != (short) 0xFFFF, Sw.NOT_ALLOWED);
    }

    /** Counts an act, as a write of its own before it, if acts are counted. */
    void act() {
        if (counts()) {
            count();
        }
    }

    /** Counts an act that always counts. */
    void count() {
        memory.readActs(ram, SCRATCH);
        Util.setShort(ram, SCRATCH, (short) (Util.getShort(ram, SCRATCH) + 1));
        memory.putActs(ram, SCRATCH);
    }
}
