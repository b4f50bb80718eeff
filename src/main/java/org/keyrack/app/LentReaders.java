package org.keyrack.app;

import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;

/**
 * The readers of a bench that is watched, for whoever works on whole cards: opening a card takes it from the bench, as a run
 * does, and closing it gives it back, to be read again.
 */
public final class LentReaders extends ForwardingReaders {
    private final Bench bench;

    /** @param readers those of the bench, which closes them */
    public LentReaders(Bench bench, Readers readers) {
        super(readers);
        this.bench = bench;
    }

    @Override
    public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
        boolean inWork = bench.view()
                .slot(reader)
                .filter(slot -> slot.state() == SlotView.State.IN_WORK)
                .isPresent();
        if (inWork) {
            throw new LinkFailure(Reason.CARD_BUSY, "The card in " + reader + " is in work");
        }
        bench.lease(reader);
        // What the bench has open of it would be in the way of an exclusive connection.
        bench.discard(reader);
        try {
            return new Lent(super.open(reader, sharing));
        } catch (LinkFailure | RuntimeException e) {
            bench.release(reader);
            throw e;
        }
    }

    /** The bench closes them. */
    @Override
    public void close() {}

    /** A card that the bench has lent. */
    private final class Lent extends Connection {
        Lent(CardConnection connection) {
            super(connection);
        }

        @Override
        public void close() {
            super.close();
            bench.release(reader());
        }
    }
}
