package org.keyrack.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.keyrack.prepare.CardAccess;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.world.World;

/** The one card of a ceremony: after its link was lost it is opened again in the same reader. One thread at a time. */
final class ReopenedCard implements CardAccess {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final Readers readers;
    private final String reader;
    private final World world;
    private CardConnection connection;

    /** @throws CardFailure when there is no card, or another program holds it */
    ReopenedCard(Readers readers, String reader, World world) throws CardFailure {
        this.readers = readers;
        this.reader = reader;
        this.world = world;
        connection = readers.open(reader, Sharing.EXCLUSIVE);
    }

    @Override
    public OpenCard open(String name) {
        return OpenCard.of(command -> connection.transmit(command), () -> connection.close());
    }

    /** Lets go of it. */
    void close() {
        connection.close();
    }

    /**
     * Opens the card again.
     *
     * @param atMost how long a card is waited for
     * @return whether it is there
     */
    boolean reopen(Duration atMost) throws InterruptedException {
        connection.close();
        long until = world.nanos() + atMost.toNanos();
        while (isThere(Duration.ofNanos(Math.max(0, until - world.nanos())))) {
            try {
                connection = readers.open(reader, Sharing.EXCLUSIVE);
                return true;
            } catch (CardFailure notYet) {
                // A bench that watches its readers reads a card that comes: it gives it back in a moment.
                world.await(new CompletableFuture<>(), BETWEEN_TRIES);
            }
            if (world.nanos() - until > 0) {
                return false;
            }
        }
        return false;
    }

    private boolean isThere(Duration atMost) throws InterruptedException {
        CompletableFuture<Void> there = new CompletableFuture<>();
        Subscription subscription = readers.listen(snapshot -> {
            if (snapshot.reader(reader)
                    .filter(seen -> seen.card() == ReaderSnapshot.Card.PRESENT)
                    .isPresent()) {
                there.complete(null);
            }
        });
        try {
            return world.await(there, atMost);
        } finally {
            subscription.close();
        }
    }
}
