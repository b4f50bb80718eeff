package org.keyrack.protocol.command;

import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** PUT DATA 0201, to an EI in personalization; answers nothing. */
public record PutSerialNumber(SerialNumber sn) implements Command {
    static final int TAG = 0x0201;

    private static final Shape SHAPE = new Shape(Instruction.PUTDATA, false);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(TAG >> 8, TAG & 0xFF, sn.bytes());
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static PutSerialNumber parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, TAG >> 8, TAG & 0xFF);
        return new PutSerialNumber(SHAPE.data(apdu, SerialNumber.LENGTH).serialNumber());
    }
}
