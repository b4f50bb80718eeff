package org.keyrack.unit;

import java.time.Duration;
import org.keyrack.protocol.apdu.CardFailure;

/** How a run reaches the EIs of the bench. */
public interface UnitAccess {
    /**
     * The session with the EI in a reader: the one kept since it was read, or a new one, selected.
     *
     * @throws CardFailure when there is no card, or no EI applet on it
     */
    EiSession session(String reader) throws CardFailure;

    /** Lets go of a reader's session after a link failure, so that the next one is a new one. Never waits for a hung card. */
    void discard(String reader);

    /**
     * Waits until a card that can be talked to is in the reader.
     *
     * @return false when none came in time
     */
    boolean awaitCard(String reader, Duration atMost) throws InterruptedException;
}
