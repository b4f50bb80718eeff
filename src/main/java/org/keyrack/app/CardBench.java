package org.keyrack.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.keyrack.card.CardRefusal;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.Readers;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.world.World;

/** Card content management on many cards at once: cards are independent, so each has a thread of its own. */
public final class CardBench {
    /** How long a card that was shaken is waited for. */
    private static final Duration BACK = Duration.ofSeconds(2);

    private final Readers readers;
    private final World world = World.real();

    public CardBench(Readers readers) {
        this.readers = readers;
    }

    /** What is done with one card; it has the card for itself. */
    public interface Work<T> {
        T run(String reader, CardConnection card) throws CardFailure, CardRefusal;
    }

    /**
     * What came of it.
     *
     * @param insertion the card's, as the bench showed it before
     * @param value empty when it failed
     * @param failure a {@link CardFailure} or a {@link CardRefusal}; empty when it did not fail
     */
    public record Outcome<T>(String reader, long insertion, Optional<T> value, Optional<Exception> failure) {
        public boolean done() {
            return failure.isEmpty();
        }

        /** Whether the card was there and is not any more, as far as this bench shows. */
        boolean missing(ReaderSnapshot bench) {
            boolean taken = failure.filter(LinkFailure.class::isInstance)
                    .map(LinkFailure.class::cast)
                    .filter(lost -> lost.reason() == LinkFailure.Reason.CARD_REMOVED)
                    .isPresent();
            return taken
                    && bench.reader(reader)
                            .filter(seen -> seen.card() == ReaderSnapshot.Card.PRESENT && seen.insertion() != insertion)
                            .isEmpty();
        }
    }

    /** The bench as soon as it was looked at, or as it is when that takes longer. */
    public ReaderSnapshot await(Duration atMost) throws InterruptedException {
        return await(atMost, snapshot -> snapshot.service() != ReaderSnapshot.Service.STARTING);
    }

    private ReaderSnapshot await(Duration atMost, Predicate<ReaderSnapshot> wanted) throws InterruptedException {
        CompletableFuture<ReaderSnapshot> seen = new CompletableFuture<>();
        Subscription subscription = readers.listen(snapshot -> {
            if (wanted.test(snapshot)) {
                seen.complete(snapshot);
            }
        });
        try {
            return world.await(seen, atMost) ? seen.join() : readers.snapshot();
        } finally {
            subscription.close();
        }
    }

    /** The same with cards whose link broke a moment ago: one that was only shaken is given time to come back. */
    public <T> List<Outcome<T>> eachAgain(List<? extends Outcome<?>> broken, Work<T> work) throws InterruptedException {
        await(BACK, snapshot -> broken.stream().noneMatch(outcome -> outcome.missing(snapshot)));
        return each(broken.stream().map(Outcome::reader).toList(), work);
    }

    /** Does the same with the cards of some readers, at once; the outcomes are in the order of the readers. */
    public <T> List<Outcome<T>> each(List<String> names, Work<T> work) throws InterruptedException {
        List<CompletableFuture<Outcome<T>>> begun = new ArrayList<>();
        for (String name : names) {
            CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
            begun.add(outcome);
            world.start("card-contents", () -> complete(outcome, name, work));
        }
        List<Outcome<T>> outcomes = new ArrayList<>();
        try {
            for (CompletableFuture<Outcome<T>> each : begun) {
                outcomes.add(world.get(each));
            }
        } catch (ExecutionException mistake) {
            throw new IllegalStateException(mistake.getCause());
        }
        return outcomes;
    }

    private <T> void complete(CompletableFuture<Outcome<T>> outcome, String name, Work<T> work) {
        try {
            outcome.complete(one(name, work));
        } catch (RuntimeException | Error mistake) {
            outcome.completeExceptionally(mistake);
        }
    }

    /** Nobody else may use a card whose secure channel is open. */
    private <T> Outcome<T> one(String name, Work<T> work) {
        long insertion = readers.snapshot()
                .reader(name)
                .map(ReaderSnapshot.Reader::insertion)
                .orElse(0L);
        try (CardConnection card = readers.open(name, Sharing.EXCLUSIVE)) {
            return new Outcome<>(name, insertion, Optional.of(work.run(name, card)), Optional.empty());
        } catch (CardFailure | CardRefusal failure) {
            return new Outcome<>(name, insertion, Optional.empty(), Optional.of(failure));
        }
    }
}
