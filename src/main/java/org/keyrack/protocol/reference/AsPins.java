package org.keyrack.protocol.reference;

import static org.keyrack.protocol.reference.ReferenceUnit.requireP1P2;
import static org.keyrack.protocol.reference.ReferenceUnit.success;
import static org.keyrack.protocol.reference.Refused.require;

import java.util.Arrays;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Pin;

/** VERIFY, CHANGE and RESET RETRY COUNTER of an AS; and the count of wrong proofs in one verification. */
final class AsPins {
    private static final int MOST_WRONG_PROOFS = 16;

    private final ReferenceAsMemory memory;
    private final ReferenceAsRoles roles;
    private final CommandForm form;
    private int wrongProofs;

    AsPins(ReferenceAsMemory memory, ReferenceAsRoles roles, CommandForm form) {
        this.memory = memory;
        this.roles = roles;
        this.form = form;
    }

    ResponseApdu command(CommandApdu apdu) throws Refused {
        return switch (apdu.ins()) {
            case 0x20 -> verify(apdu);
            case 0x24 -> change(apdu);
            default -> resetRetryCounter(apdu);
        };
    }

    /** A module that does not hold T asked for a key: after sixteen the operator must enter the PIN again. */
    void countWrongProof() {
        wrongProofs++;
        if (wrongProofs >= MOST_WRONG_PROOFS) {
            memory.operator.clearVerification();
        }
    }

    private static PinReference reference(CommandApdu apdu) throws Refused {
        require(apdu.p1() == 0, Refused.WRONG_P1_P2);
        return ReferenceAsPersonalization.reference(apdu.p2());
    }

    private ResponseApdu verify(CommandApdu apdu) throws Refused {
        PinReference reference = reference(apdu);
        StoredPin pin = memory.pin(reference);
        form.requirePins(apdu, 0, Pin.LENGTH);
        require(pin.isSet(), Refused.WRONG_STATE);
        if (apdu.data().length == 0) {
            pin.status();
            return success();
        }
        pin.check(apdu.data(), memory::commit);
        if (reference == PinReference.OPERATOR) {
            wrongProofs = 0;
        }
        return success();
    }

    private ResponseApdu change(CommandApdu apdu) throws Refused {
        StoredPin pin = memory.pin(reference(apdu));
        form.requirePins(apdu, 2 * Pin.LENGTH);
        require(pin.isSet(), Refused.WRONG_STATE);
        byte[] oldPin = Arrays.copyOf(apdu.data(), Pin.LENGTH);
        byte[] newPin = Arrays.copyOfRange(apdu.data(), Pin.LENGTH, 2 * Pin.LENGTH);
        try {
            pin.check(oldPin, memory::commit);
            pin.set(newPin);
            memory.commit();
        } finally {
            Arrays.fill(oldPin, (byte) 0);
            Arrays.fill(newPin, (byte) 0);
        }
        return success();
    }

    private ResponseApdu resetRetryCounter(CommandApdu apdu) throws Refused {
        requireP1P2(apdu, 0x02, PinReference.OPERATOR.code());
        form.requirePins(apdu, Pin.LENGTH);
        require(memory.operator.isSet(), Refused.WRONG_STATE);
        require(memory.administrator.isVerified(), Refused.PIN_NOT_VERIFIED);
        boolean counted = memory.state == LifeCycleState.OPERATIONAL;
        roles.requireActsLeft(counted);
        roles.act(counted);
        memory.operator.set(apdu.data());
        memory.commit();
        return success();
    }
}
