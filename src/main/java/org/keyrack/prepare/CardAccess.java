package org.keyrack.prepare;

import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

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
        /** A card behind a channel, and how it is let go of. */
        static OpenCard of(ApduChannel channel, Runnable close) {
            return new OpenCard() {
                @Override
                public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                    return channel.transmit(command);
                }

                @Override
                public void close() {
                    close.run();
                }
            };
        }

        @Override
        void close();
    }
}
