package org.keyrack.reader;

import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.unit.OpenAs;

/**
 * The port to a bench of readers: immutable snapshots out, connections in. PC/SC and the virtual bench implement it; all
 * quirks of either stay inside.
 */
public interface Readers extends AutoCloseable {
    /** The newest snapshot; never null, an empty one before the first look. */
    ReaderSnapshot snapshot();

    /**
     * Calls the listener with the newest snapshot at once and after each change, on a thread of this port, never
     * concurrently for one listener.
     *
     * @return closes the subscription
     */
    Subscription listen(Consumer<ReaderSnapshot> listener);

    /**
     * Connects to the card in a reader. One thread per reader does all its card work; the calling thread waits.
     *
     * @param reader a name from the snapshot
     * @param sharing {@link Sharing#EXCLUSIVE} for the AS, so that no other program can use its verified session
     * @throws LinkFailure when there is no such reader, no card, or another program holds it
     */
    CardConnection open(String reader, Sharing sharing) throws LinkFailure;

    /**
     * Opens the AS in a place that takes no cards: a token, a file of this computer.
     *
     * @param place a name from the snapshot
     * @return empty when it is a reader of cards
     * @throws CardFailure when the AS cannot be opened
     */
    default Optional<OpenAs> openAs(String place) throws CardFailure {
        return Optional.empty();
    }

    /** Whether the cards are simulated: the screen then shows SIMULATION and the ledger says {@code simulated=true}. */
    boolean simulated();

    /** Stops looking, closes every connection. Idempotent. */
    @Override
    void close();

    /** How a card is shared with other programs. */
    enum Sharing {
        SHARED,
        EXCLUSIVE
    }

    /** Ends something when closed. Idempotent. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
