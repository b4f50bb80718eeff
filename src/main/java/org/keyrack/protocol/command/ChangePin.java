package org.keyrack.protocol.command;

import java.util.Arrays;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * CHANGE (ISO/IEC 7816-4 section 11.5.7), to the AS; answers nothing, or 63Cx when the old PIN is wrong.
 *
 * @param reference whose PIN
 * @param oldAndNew old PIN and new PIN, 16 bytes, not copied, wiped with the APDU
 */
public record ChangePin(PinReference reference, byte[] oldAndNew) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.CHANGE, false);

    public ChangePin {
        if (oldAndNew.length != 2 * Pin.LENGTH
                || !Pin.isWellFormed(oldAndNew, 0)
                || !Pin.isWellFormed(oldAndNew, Pin.LENGTH)) {
            throw new IllegalArgumentException("CHANGE carries two padded PINs");
        }
    }

    /**
     * Changes a PIN.
     *
     * @param oldPin 8 bytes, padded; the caller wipes it
     * @param newPin 8 bytes, padded; the caller wipes it
     */
    public static ChangePin of(PinReference reference, byte[] oldPin, byte[] newPin) {
        byte[] both = Arrays.copyOf(Pin.require(oldPin), 2 * Pin.LENGTH);
        System.arraycopy(Pin.require(newPin), 0, both, Pin.LENGTH, Pin.LENGTH);
        return new ChangePin(reference, both);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.secretApdu(0, reference.code(), oldAndNew);
    }

    /** @throws ProtocolFailure for other parameters or a malformed PIN */
    public static ChangePin parse(CommandApdu apdu) throws ProtocolFailure {
        PinReference reference = PinReference.of(apdu.p2());
        SHAPE.require(apdu, 0, reference.code());
        SHAPE.requireLength(apdu, 2 * Pin.LENGTH);
        SHAPE.require(Pin.isWellFormed(apdu.data(), 0) && Pin.isWellFormed(apdu.data(), Pin.LENGTH), "PIN form");
        return new ChangePin(reference, apdu.data());
    }

    /** Never the PINs. */
    @Override
    public String toString() {
        return "ChangePin[" + reference + "]";
    }
}
