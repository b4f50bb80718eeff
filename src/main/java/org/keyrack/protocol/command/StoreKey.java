package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * STORE TA, to the AS in personalization: the key loaded becomes the entry's; answers nothing.
 *
 * @param entry its directory entry, with the KCV of the whole key; that a card drew it only the card says
 */
public record StoreKey(KeyDirectoryEntry entry) implements Command {
    private static final Shape SHAPE = new Shape(Instruction.STORETA, false);

    public StoreKey {
        if (!isAllowed(entry)) {
            throw new IllegalArgumentException("A transport key has appId 0000, no diversification and no version FF");
        }
    }

    private static boolean isAllowed(KeyDirectoryEntry entry) {
        return !entry.attributes().drawnOnCard()
                && (!entry.transport() || (entry.appId() == 0 && !entry.diversify() && entry.keyVersion() < 0xFF));
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(0, 0, entry.encode());
    }

    /** @throws ProtocolFailure for other parameters, another length or a malformed entry */
    public static StoreKey parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, 0, 0);
        KeyDirectoryEntry entry = KeyDirectoryEntry.decode(Bytes.of(apdu.data()));
        SHAPE.require(isAllowed(entry), "entry");
        return new StoreKey(entry);
    }
}
