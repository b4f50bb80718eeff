package org.keyrack.protocol.command;

import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * VERIFY (ISO/IEC 7816-4 section 11.5.6), to the AS; answers nothing, or 63Cx.
 *
 * @param reference whose PIN
 * @param paddedPin 8 bytes, not copied, wiped with the APDU; none asks for the status and costs no try
 */
public record Verify(PinReference reference, byte[] paddedPin) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.VERIFY, false);

    public Verify {
        if (paddedPin.length != 0) {
            Pin.require(paddedPin);
        }
    }

    /** Asks whether the PIN is verified (9000), how many tries are left (63Cx), or whether it is blocked (6983). */
    public static Verify status(PinReference reference) {
        return new Verify(reference, new byte[0]);
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
    public static Verify parse(CommandApdu apdu) throws ProtocolFailure {
        PinReference reference = PinReference.of(apdu.p2());
        SHAPE.require(apdu, 0, reference.code());
        SHAPE.requireLength(apdu, 0, Pin.LENGTH);
        SHAPE.require(apdu.data().length == 0 || Pin.isWellFormed(apdu.data(), 0), "PIN form");
        return new Verify(reference, apdu.data());
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "Verify[" + reference + "]";
    }
}
