package org.keyrack.protocol.command;

import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * RESET RETRY COUNTER (ISO/IEC 7816-4 section 11.5.10) of the operator, to the AS, the administrator being verified;
 * answers nothing.
 *
 * @param paddedPin the operator's new PIN, 8 bytes, not copied, wiped with the APDU
 */
public record ResetRetryCounter(byte[] paddedPin) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.RESETRETRYCOUNTER, false);
    private static final int P1 = 0x02;

    public ResetRetryCounter {
        Pin.require(paddedPin);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.secretApdu(P1, PinReference.OPERATOR.code(), paddedPin);
    }

    /** @throws ProtocolFailure for other parameters or a malformed PIN */
    public static ResetRetryCounter parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, P1, PinReference.OPERATOR.code());
        SHAPE.requireLength(apdu, Pin.LENGTH);
        SHAPE.require(Pin.isWellFormed(apdu.data(), 0), "PIN form");
        return new ResetRetryCounter(apdu.data());
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "ResetRetryCounter[]";
    }
}
