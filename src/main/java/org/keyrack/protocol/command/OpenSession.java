package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * OPEN SESSION, to a unit that was given a Kperso; answers {@code OpenedSession}. Never sent in a session.
 *
 * @param rh random number of the host, 16 bytes
 */
public record OpenSession(Bytes rh) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 16;

    private static final Shape SHAPE = new Shape(Instruction.OPENSESSION, true);

    public OpenSession {
        Range.requireLength("RH", rh, LENGTH);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, rh);
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static OpenSession parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        return new OpenSession(SHAPE.data(apdu, LENGTH).bytes(LENGTH));
    }
}
