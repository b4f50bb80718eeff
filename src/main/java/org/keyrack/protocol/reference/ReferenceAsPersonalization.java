package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.ReferenceUnit.parsed;
import static org.keyrack.protocol.reference.ReferenceUnit.success;
import static org.keyrack.protocol.reference.Refused.require;

import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Pin;
import org.keyrack.protocol.command.PutAsIdentity;
import org.keyrack.protocol.command.PutLocks;

/** PUT DATA and SET STATE of an AS (protocol.md, Roles and Personalization). */
final class ReferenceAsPersonalization {
    private final ReferenceAsMemory memory;
    private final ReferenceAsRoles roles;
    private final ReferenceKeyLoading loading;
    private final CommandForm form;

    ReferenceAsPersonalization(
            ReferenceAsMemory memory, ReferenceAsRoles roles, ReferenceKeyLoading loading, CommandForm form) {
        this.memory = memory;
        this.roles = roles;
        this.loading = loading;
        this.form = form;
    }

    ResponseApdu putData(CommandApdu apdu) throws Refused {
        switch ((apdu.p1() << 8) | apdu.p2()) {
            case 0x0101 -> putIdentity(apdu);
            case 0x0103 -> putLocks(apdu);
            default -> putPin(apdu);
        }
        memory.commit();
        return success();
    }

    private void putIdentity(CommandApdu apdu) throws Refused {
        form.require(apdu, PutAsIdentity.LENGTH);
        roles.requirePreparing();
        PutAsIdentity command = parsed(PutAsIdentity::parse, apdu);
        require(memory.acts == 0, Refused.NOT_ALLOWED);
        memory.asId = command.asId();
        memory.label = command.label();
        memory.identitySet = true;
    }

    private void putLocks(CommandApdu apdu) throws Refused {
        form.require(apdu, PutLocks.LENGTH);
        roles.requireLoading();
        PutLocks command = parsed(PutLocks::parse, apdu);
        roles.requireActsLeft();
        roles.act();
        memory.locks.addAll(command.locks());
    }

    private void putPin(CommandApdu apdu) throws Refused {
        require(apdu.p1() == 0, Refused.WRONG_P1_P2);
        PinReference reference = reference(apdu.p2());
        form.requirePins(apdu, Pin.LENGTH);
        roles.requirePreparing();
        StoredPin pin = memory.pin(reference);
        require(reference == PinReference.OPERATOR || !pin.isSet(), Refused.NOT_ALLOWED);
        roles.requireActsLeft();
        roles.act();
        pin.set(apdu.data());
    }

    static PinReference reference(int p2) throws Refused {
        try {
            return PinReference.of(p2);
        } catch (ProtocolFailure unknown) {
            throw new Refused(Refused.WRONG_P1_P2);
        }
    }

    ResponseApdu setState(CommandApdu apdu) throws Refused {
        LifeCycleState wanted = ReferenceUnit.wantedState(apdu);
        form.require(apdu, 0);
        switch (wanted) {
            case LOADING -> toLoading();
            case OPERATIONAL -> toOperational();
            case TERMINATED -> roles.requireEnding();
            case BLANK -> throw new Refused(Refused.WRONG_STATE);
        }
        loading.forget();
        memory.state = wanted;
        memory.commit();
        if (wanted != LifeCycleState.LOADING) {
            memory.pins().forEach(StoredPin::clearVerification);
        }
        if (wanted == LifeCycleState.TERMINATED) {
            memory.wipe();
            memory.commit();
        }
        return success();
    }

    private void toLoading() throws Refused {
        boolean again = memory.state == LifeCycleState.OPERATIONAL;
        require(again || (memory.state == LifeCycleState.BLANK && isNamed()), Refused.WRONG_STATE);
        roles.requireDualControl();
        roles.requireActsLeft(again);
        roles.act(again);
    }

    private boolean isNamed() {
        return memory.identitySet && memory.pins().stream().allMatch(StoredPin::isSet);
    }

    private void toOperational() throws Refused {
        require(memory.state == LifeCycleState.LOADING && !memory.slots.isEmpty(), Refused.WRONG_STATE);
        roles.requireDualControl();
        roles.requireActsLeft();
        roles.act();
    }
}
