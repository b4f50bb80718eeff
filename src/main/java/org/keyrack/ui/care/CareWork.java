package org.keyrack.ui.care;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrack.app.AsCare;
import org.keyrack.app.AsCare.LeftInLoading;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.ledger.Person;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.ui.desk.Desk;
import org.keyrack.ui.rackstate.LiveBench;
import org.keyrack.unit.AsUnit;

/** Work on AS cards that the bench lends for it. No batch, no preparation and no other bench begins meanwhile. */
final class CareWork {
    private final Desk desk;
    private final Consumer<String> lent;

    /** @param lent gets the reader of each AS card before it is taken from the bench */
    CareWork(Desk desk, Consumer<String> lent) {
        this.desk = desk;
        this.lent = lent;
    }

    /** What is done with the cards; it tells what came of it. */
    @FunctionalInterface
    interface Act {
        String run(Cards cards) throws CardFailure, InputException, JournalUnavailable, LeftInLoading;
    }

    /** Opens AS cards of the bench, each for this act alone. */
    record Cards(LiveBench.Open bench, AsCare.Worker worker, Consumer<String> progress) {
        OpenLedger ledger() {
            return bench.ledger();
        }

        /** Opens the card in a reader when it is still the AS that was shown. */
        AsCare open(String reader, Bytes asId) throws CardFailure, InputException {
            AsCare care = AsCare.open(bench.lent(), Optional.of(reader), bench.ledger(), worker);
            try {
                care.require(asId);
                return care;
            } catch (CardFailure | InputException | RuntimeException e) {
                care.close();
                throw e;
            }
        }

        AsCare open(AsUnit as) throws CardFailure, InputException {
            return open(as.reader(), as.identity().asId());
        }
    }

    /** The bundle key why nothing can be done now; empty when something can. */
    Optional<String> blocked() {
        if (desk.job().running()) {
            return Optional.of("prepare.blocked.batch");
        }
        return desk.job().preparingProperty().get() ? Optional.of("prepare.blocked.busy") : Optional.empty();
    }

    /**
     * Does something to AS cards in the background.
     *
     * @param act wipes what it was given whatever happens
     * @param progress gets sentences on how far it is
     * @param done gets what came of it
     * @param failed gets why it was not done, and what to do
     */
    void run(Act act, Consumer<String> progress, Consumer<String> done, Consumer<String> failed, String... readers) {
        LiveBench.Open bench = desk.bench().open().orElseThrow();
        Cards cards = new Cards(
                bench,
                new AsCare.Worker(desk.operator(), desk.session().person().map(Person::id)),
                sentence -> desk.updates().post(this, () -> progress.accept(sentence)));
        desk.job().preparingProperty().set(true);
        for (String reader : readers) {
            lent.accept(reader);
        }
        desk.background()
                .run(
                        () -> act.run(cards),
                        sentence -> {
                            desk.job().preparingProperty().set(false);
                            done.accept(sentence);
                        },
                        failure -> {
                            desk.job().preparingProperty().set(false);
                            failed.accept(sentence(failure));
                        });
    }

    private String sentence(Exception failure) {
        if (failure instanceof LeftInLoading left) {
            return sentence((Exception) Objects.requireNonNull(left.getCause())) + " "
                    + desk.texts().get("care.loading");
        }
        if (failure instanceof JournalUnavailable unwritten) {
            return CareWords.unwritten(unwritten);
        }
        return failure instanceof CardFailure card
                ? desk.causes().cardSentence(card)
                : desk.causes().sentence(failure);
    }

    /**
     * Does something in LOADING.
     *
     * @param left what is said when the AS is not at work afterwards: it serves nobody then
     * @return that, or nothing
     */
    static String inLoading(String left, AsCare as, AsCare.Loading work)
            throws CardFailure, JournalUnavailable, LeftInLoading {
        as.inLoading(work);
        return as.identity().state() == LifeCycleState.LOADING ? " " + left : "";
    }
}
