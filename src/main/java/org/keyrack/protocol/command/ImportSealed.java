package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.SealedRecord;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * IMPORT SEALED, to the AS in personalization, which has the KBK of the record; answers nothing.
 *
 * @param record what another AS, or this one, exported
 */
public record ImportSealed(SealedRecord record) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.IMPORTSEALED, false);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, record.encode());
    }

    /** @throws ProtocolFailure for other parameters or a malformed record; its seal is not checked */
    public static ImportSealed parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        return new ImportSealed(SealedRecord.decode(Bytes.of(apdu.data())));
    }
}
