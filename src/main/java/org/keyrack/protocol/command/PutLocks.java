package org.keyrack.protocol.command;

import java.util.Set;
import org.keyrack.protocol.Lock;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * PUT DATA 0103, to the AS in personalization; answers nothing.
 *
 * @param locks added to those that are set
 */
public record PutLocks(Set<Lock> locks) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 1;

    static final int TAG = 0x0103;

    private static final Shape SHAPE = new Shape(Instruction.PUTDATA, false);

    public PutLocks {
        locks = Set.copyOf(locks);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(
                TAG >> 8, TAG & 0xFF, new WireWriter().u8(Lock.encode(locks)).toBytes());
    }

    /** @throws ProtocolFailure for other parameters, another length or an unknown lock */
    public static PutLocks parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, TAG >> 8, TAG & 0xFF);
        return new PutLocks(Lock.decode(SHAPE.data(apdu, LENGTH).u8()));
    }
}
