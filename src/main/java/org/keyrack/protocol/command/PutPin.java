package org.keyrack.protocol.command;

import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * PUT DATA 0080, 0081 or 0082, to the AS in personalization: sets a PIN and gives it three tries; answers nothing. Only the
 * operator's may be set over one that is there.
 *
 * @param reference whose PIN
 * @param paddedPin 8 bytes, not copied, wiped with the APDU
 */
public record PutPin(PinReference reference, byte[] paddedPin) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.PUTDATA, false);

    public PutPin {
        Pin.require(paddedPin);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.secretApdu(0, reference.code(), paddedPin);
    }

    /** @throws ProtocolFailure for other parameters or a malformed PIN */
    public static PutPin parse(CommandApdu apdu) throws ProtocolFailure {
        PinReference reference = PinReference.of(apdu.p2());
        SHAPE.require(apdu, 0, reference.code());
        SHAPE.requireLength(apdu, Pin.LENGTH);
        SHAPE.require(Pin.isWellFormed(apdu.data(), 0), "PIN form");
        return new PutPin(reference, apdu.data());
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "PutPin[" + reference + "]";
    }
}
