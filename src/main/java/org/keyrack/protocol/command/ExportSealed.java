package org.keyrack.protocol.command;

import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * EXPORT SEALED, to the AS in personalization: a key under the KBK; answers {@code SealedRecord}.
 *
 * @param place a T or a TA; the KBK is in no record
 */
public record ExportSealed(KeyPlace place) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.EXPORTSEALED, true);

    public ExportSealed {
        if (place instanceof KeyPlace.BackupKey) {
            throw new IllegalArgumentException("The KBK is in no record");
        }
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return KeyPlaces.apdu(SHAPE, place);
    }

    /** @throws ProtocolFailure for other parameters or another length */
    public static ExportSealed parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu);
        SHAPE.require(apdu.p1() != 3, "P1 P2");
        return new ExportSealed(KeyPlaces.parse(SHAPE, apdu));
    }
}
