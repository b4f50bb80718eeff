package org.keyrack.app;

import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;

/**
 * The readers as one reading of a card uses them: once it is overtaken it sends nothing more. A SELECT of its own between two
 * commands of whoever overtook it would take the module's R away, or be another card's.
 */
final class OneReading extends ForwardingReaders {
    private final Lock talk;
    private final BooleanSupplier overtaken;
    private volatile boolean ended;

    /**
     * @param talk held for each command, so that whoever overtakes the reading can wait for its last one
     * @param overtaken whether nobody waits for this reading any more
     */
    OneReading(Readers readers, Lock talk, BooleanSupplier overtaken) {
        super(readers);
        this.talk = talk;
        this.overtaken = overtaken;
    }

    /** The card is read: what it was opened with is whoever's it is given to. */
    void ended() {
        ended = true;
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        return new Connection(super.open(reader, sharing)) {
            @Override
            public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                if (ended) {
                    return super.transmit(command);
                }
                talk.lock();
                try {
                    if (overtaken.getAsBoolean()) {
                        throw new LinkFailure(Reason.CLOSED, "A later reading of the card in " + reader + " goes on");
                    }
                    return super.transmit(command);
                } finally {
                    talk.unlock();
                }
            }
        };
    }
}
