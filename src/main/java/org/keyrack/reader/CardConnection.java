package org.keyrack.reader;

import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.LinkFailure;

/**
 * A handle to one card. Keep it through a unit's run: without a handle a card loses power after 5 seconds, and R with it.
 * Calls may come from any thread, one at a time.
 */
public interface CardConnection extends ApduChannel, AutoCloseable {
    String reader();

    /** Answer to reset, 2 to 33 bytes, a copy. */
    byte[] atr();

    /**
     * Resets the card and keeps the connection: the unit must be selected again.
     *
     * @throws LinkFailure when the card or the reader is gone
     */
    void reset() throws LinkFailure;

    /** Lets go of the card, resetting it (a verified PIN and R are lost). Idempotent; never waits for a hung card. */
    @Override
    void close();
}
