package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** PUT DATA and SET STATE of an AS (protocol.md, Roles and Personalization). */
@SuppressWarnings("StatementSwitchToExpressionSwitch") // Java Card has no arrows
final class AsPersonalization {
    private static final short TAG_IDENTITY = (short) 0x0101;
    private static final short TAG_LOCKS = (short) 0x0103;
    private static final byte KNOWN_LOCKS = (byte) 0x03;

    private final AsMemory memory;
    private final Store store;
    private final AsRoles roles;
    private final Transients transients;

    AsPersonalization(AsMemory memory, Store store, AsRoles roles, Transients transients) {
        this.memory = memory;
        this.store = store;
        this.roles = roles;
        this.transients = transients;
    }

    void putData(APDU apdu, byte[] buffer) {
        switch (Util.getShort(buffer, ISO7816.OFFSET_P1)) {
            case TAG_IDENTITY:
                putIdentity(apdu, buffer);
                break;
            case TAG_LOCKS:
                putLocks(apdu, buffer);
                break;
            default:
                putPin(apdu, buffer);
        }
    }

    private void putIdentity(APDU apdu, byte[] buffer) {
        Commands.receive(apdu, buffer, AsMemory.IDENTITY_LENGTH);
        roles.requirePreparing();
        Commands.requireLabel(buffer, (short) (Commands.DATA + 4));
        Commands.require(!roles.counts(), Sw.NOT_ALLOWED);
        memory.putIdentity(buffer, Commands.DATA);
    }

    private void putLocks(APDU apdu, byte[] buffer) {
        roles.beginLoading(apdu, buffer, (short) 1);
        byte locks = buffer[Commands.DATA];
        Commands.require((byte) (locks & ~KNOWN_LOCKS) == 0, Sw.MALFORMED);
        roles.requireActsLeft();
        roles.act();
        memory.addLocks(locks);
    }

    private void putPin(APDU apdu, byte[] buffer) {
        byte pin = PinCommands.pin(buffer, (byte) 0);
        Commands.receive(apdu, buffer, (short) Store.PIN_LENGTH);
        PinCommands.requireForm(buffer, Commands.DATA);
        roles.requirePreparing();
        Commands.require(pin == Store.OPERATOR || !store.isPinSet(pin), Sw.NOT_ALLOWED);
        roles.requireActsLeft();
        roles.act();
        store.updatePin(pin, buffer, Commands.DATA);
    }

    void setState(byte[] buffer) {
        byte wanted = buffer[ISO7816.OFFSET_P2];
        Commands.require(buffer[ISO7816.OFFSET_P1] == 0 && Lifecycle.isState(wanted), Sw.WRONG_P1_P2);
        Commands.requireNoData(buffer);
        roles.requireSession();
        switch (wanted) {
            case Lifecycle.LOADING:
                toLoading();
                break;
            case Lifecycle.OPERATIONAL:
                toOperational();
                break;
            case Lifecycle.TERMINATED:
                roles.requireEnding();
                break;
            default:
                ISOException.throwIt(Sw.WRONG_STATE);
        }
        transients.forgetKey();
        memory.setState(wanted);
        if (wanted != Lifecycle.LOADING) {
            for (byte pin = 0; pin < AsMemory.PINS; pin++) {
                store.clearVerification(pin);
            }
        }
        if (wanted == Lifecycle.TERMINATED) {
            memory.wipeKeys();
        }
    }

    private void toLoading() {
        boolean again = memory.state() == Lifecycle.OPERATIONAL;
        Commands.require(again || (memory.state() == Lifecycle.BLANK && isNamed()), Sw.WRONG_STATE);
        roles.requireDualControl();
        if (again) {
            roles.requireActsLeft();
            roles.count();
        }
    }

    private boolean isNamed() {
        return memory.hasIdentity()
                && store.isPinSet(Store.OPERATOR)
                && store.isPinSet(Store.ADMINISTRATOR)
                && store.isPinSet(Store.CUSTODIAN);
    }

    private void toOperational() {
        Commands.require(memory.state() == Lifecycle.LOADING && memory.hasT(), Sw.WRONG_STATE);
        roles.requireDualControl();
        roles.requireActsLeft();
        roles.act();
    }
}
