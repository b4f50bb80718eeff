package org.keyrack.protocol.command;

import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * EXPORTS LEFT, to the AS in personalization: a figure that takes the place of the old one; answers nothing.
 *
 * @param ref1 the key, 0000 to FFFF
 * @param exportsLeft 00000000 to FFFFFFFF, which is no limit
 */
public record PutExportsLeft(int ref1, long exportsLeft) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 6;

    private static final Shape SHAPE = new Shape(Instruction.EXPORTSLEFT, false);

    public PutExportsLeft {
        Range.require("REF1", ref1, 0, 0xFFFF);
        Range.require("Exports left", exportsLeft, 0, 0xFFFFFFFFL);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, new WireWriter().u16(ref1).u32(exportsLeft).toBytes());
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static PutExportsLeft parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        WireReader in = SHAPE.data(apdu, LENGTH);
        return new PutExportsLeft(in.u16(), in.u32());
    }
}
