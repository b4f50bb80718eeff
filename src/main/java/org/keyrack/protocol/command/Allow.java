package org.keyrack.protocol.command;

import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireWriter;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * ALLOW, to the AS in personalization: lifts the bar of a slot from a key; answers nothing.
 *
 * @param slot 1 to 4
 * @param ref1 the key, 0000 to FFFF
 */
public record Allow(int slot, int ref1) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 2;

    private static final Shape SHAPE = new Shape(Instruction.ALLOW, false);

    public Allow {
        Range.require("Slot", slot, 1, StoreTransportKey.SLOTS);
        Range.require("REF1", ref1, 0, 0xFFFF);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(slot, 0, new WireWriter().u16(ref1).toBytes());
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static Allow parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(apdu.p1() >= 1 && apdu.p1() <= StoreTransportKey.SLOTS && apdu.p2() == 0, "P1 P2");
        return new Allow(apdu.p1(), SHAPE.data(apdu, LENGTH).u16());
    }
}
