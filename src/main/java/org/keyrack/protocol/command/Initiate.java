package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** INITIATE, to an EI; answers {@code Initiation}. */
public record Initiate() implements Command {
    private static final Shape SHAPE = new Shape(Instruction.INITIATE, true);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, Bytes.EMPTY);
    }

    /** @throws ProtocolFailure for other parameters, or data */
    public static Initiate parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        SHAPE.requireLength(apdu, 0);
        return new Initiate();
    }
}
