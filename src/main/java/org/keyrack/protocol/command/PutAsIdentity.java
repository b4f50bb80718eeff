package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Label;
import org.keyrack.protocol.Range;
import org.keyrack.protocol.WireReader;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * PUT DATA 0101, to the AS in personalization; answers nothing.
 *
 * @param asId identifier of the AS, 4 bytes
 * @param label up to 16 printable ASCII characters
 */
public record PutAsIdentity(Bytes asId, String label) implements Command {
    /** Length of the command data in bytes. */
    public static final int LENGTH = 20;

    static final int TAG = 0x0101;

    private static final Shape SHAPE = new Shape(Instruction.PUTDATA, false);

    public PutAsIdentity {
        Range.requireLength("The AS id", asId, 4);
        Label.requireForm(label);
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(TAG >> 8, TAG & 0xFF, Bytes.concat(asId, Label.encode(label)));
    }

    /** @throws ProtocolFailure for other parameters, another length or a wrong label */
    public static PutAsIdentity parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, TAG >> 8, TAG & 0xFF);
        WireReader in = SHAPE.data(apdu, LENGTH);
        return new PutAsIdentity(in.bytes(4), Label.decode(in.bytes(Label.LENGTH)));
    }
}
