package org.keyrack.protocol.command;

import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * STORE KBK, to the AS in personalization: the key of 32 bytes that was loaded by components becomes the one under which
 * records are sealed, and every key in the card is barred from them; answers nothing.
 *
 * @param kcv KCV of the whole key
 */
public record StoreBackupKey(Kcv kcv) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.STOREKBK, false);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, kcv.value());
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static StoreBackupKey parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        return new StoreBackupKey(SHAPE.data(apdu, Kcv.LENGTH).kcv());
    }
}
