package org.keyrack.protocol.command;

import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** CLEAR, to the AS in personalization: wipes a key, while the bars of the others stay; answers nothing. */
public record Clear(KeyPlace place) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.CLEAR, false);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return KeyPlaces.apdu(SHAPE, place);
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static Clear parse(CommandApdu apdu) throws ProtocolFailure {
        return new Clear(KeyPlaces.parse(SHAPE, apdu));
    }
}
