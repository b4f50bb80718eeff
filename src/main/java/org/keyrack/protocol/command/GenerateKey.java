package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/** GENERATE, to the AS in personalization: draws a key in the card in place of components; answers its KCV, 3 bytes. */
public record GenerateKey(KeyType keyType) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.GENERATE, true);

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(keyType.code(), 0, Bytes.EMPTY);
    }

    /** @throws ProtocolFailure for other parameters, or data */
    public static GenerateKey parse(CommandApdu apdu) throws ProtocolFailure {
        KeyType keyType = KeyType.of(apdu.p1());
        SHAPE.require(apdu, keyType.code(), 0);
        SHAPE.requireLength(apdu, 0);
        return new GenerateKey(keyType);
    }
}
