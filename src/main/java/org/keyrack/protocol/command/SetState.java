package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** SET STATE, to either unit; answers nothing. */
public record SetState(LifeCycleState state) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.SETSTATE, false);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, state.code(), Bytes.EMPTY);
    }

    /** @throws ProtocolFailure for other parameters, an unknown state, or data */
    public static SetState parse(CommandApdu apdu) throws ProtocolFailure {
        LifeCycleState state = LifeCycleState.of(apdu.p2());
        SHAPE.require(apdu, 0, state.code());
        SHAPE.requireLength(apdu, 0);
        return new SetState(state);
    }
}
