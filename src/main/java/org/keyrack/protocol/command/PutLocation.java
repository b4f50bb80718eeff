package org.keyrack.protocol.command;

import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.answer.LocationEntry;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;

/**
 * PUT DATA 0202, to an EI in personalization; answers nothing.
 *
 * @param location a location without a key, for one type of key at least
 */
public record PutLocation(LocationEntry location) implements Command {
    static final int TAG = 0x0202;

    private static final Shape SHAPE = new Shape(Instruction.PUTDATA, false);

    public PutLocation {
        if (location.occupied() || location.acceptedTypes().isEmpty()) {
            throw new IllegalArgumentException("A new location holds no key and accepts a type of key");
        }
    }

    @Override
    public String name() {
        return SHAPE.name();
    }

    @Override
    public CommandApdu toApdu() {
        return SHAPE.apdu(TAG >> 8, TAG & 0xFF, location.encode());
    }

    /** @throws ProtocolFailure for other parameters, another length, or an entry that is malformed or occupied */
    public static PutLocation parse(CommandApdu apdu) throws ProtocolFailure {
        SHAPE.require(apdu, TAG >> 8, TAG & 0xFF);
        LocationEntry location = LocationEntry.decode(Bytes.of(apdu.data()));
        SHAPE.require(!location.occupied() && !location.acceptedTypes().isEmpty(), "location");
        return new PutLocation(location);
    }
}
