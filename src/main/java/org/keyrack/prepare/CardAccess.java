package org.keyrack.prepare;

import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;

/** How a preparation reaches the cards of the bench. */
public interface CardAccess {
    /**
     * The card in a reader, which nobody else may use until it is closed.
     *
     * @throws CardFailure when there is no card, or another program holds it
     */
    OpenCard open(String reader) throws CardFailure;

    /** A card that is open. */
    interface OpenCard extends ApduChannel, AutoCloseable {
        @Override
        void close();
    }
}
