package org.keyrack.cli;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.keyrack.app.AsSource.Address;
import org.keyrack.app.Bench;
import org.keyrack.app.BenchView;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.InputException;
import org.keyrack.app.LoadRun;
import org.keyrack.app.OperatorPin;
import org.keyrack.app.SlotView;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Obstacle;
import org.keyrack.language.Wording;
import org.keyrack.ledger.PersonException;
import org.keyrack.protocol.AsKind;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.PinFailure;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.unit.AsUnit;

/** Enters the operator's PIN: before a run, and again when the AS was away. */
final class PinEntry {
    /** How often in one run the link may break while the PIN is entered again. */
    private static final int BROKEN_LINKS = 5;

    private final Bench bench;
    private final OperatorPin pin;
    private final PinSource source;
    private final boolean useLastTry;
    private final LastTries lastTries;
    private int brokenLinks;

    PinEntry(Bench bench, PinSource source, boolean useLastTry, LastTries lastTries) {
        this.bench = bench;
        this.pin = new OperatorPin(bench, lastTries.ledger(), lastTries.person());
        this.source = source;
        this.useLastTry = useLastTry;
        this.lastTries = lastTries;
    }

    /** The first AS of the bench. */
    static SlotView findAs(BenchView view, CauseTexts texts) throws CliException {
        if (view.slots().isEmpty()) {
            throw CliException.bench(texts.format("service.noReaders"));
        }
        return view.slots().stream()
                .filter(slot -> slot.as().isPresent())
                .findFirst()
                .orElseThrow(() -> CliException.bench(
                        view.slots().stream().anyMatch(slot -> slot.state() == SlotView.State.BUSY)
                                ? Wording.of("cli").get("as.busy")
                                : Wording.of("cli").get("as.none")));
    }

    /** Enters the PIN in the AS of a reader. */
    void enter(String reader) throws CliException, InputException, InterruptedException {
        try {
            verify(reader, bench.view().slot(reader).flatMap(SlotView::as));
        } catch (CardFailure failure) {
            throw notTaken(reader, failure);
        }
    }

    /** Refuses what the AS refuses, and does not risk its last try; a broken link is the caller's. */
    private void verify(String reader, Optional<AsUnit> as)
            throws CliException, InputException, CardFailure, InterruptedException {
        int tries = as.orElseThrow(() -> new LinkFailure(Reason.CARD_REMOVED, "There is no AS in " + reader))
                .identity()
                .operatorTriesLeft();
        Optional<Obstacle> obstacle = TypedPin.beforeAsking(tries, useLastTry);
        if (obstacle.isPresent()) {
            throw CliException.bench(
                    obstacle.get() == Obstacle.BLOCKED
                            ? blocked()
                            : Wording.of("cli").get("pin.last"));
        }
        for (WantedRelease wanted : pin.wanted(reader)) {
            lastTries.release(wanted);
        }
        try {
            pin.verify(reader, source.pin(reader));
        } catch (PinFailure failure) {
            throw CliException.bench(wrong(as.map(AsUnit::kind).orElse(AsKind.CARD), failure.triesLeft()));
        } catch (PersonException unreleased) {
            throw CliException.usage(unreleased.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(Wording.of("cli").say("ledger.unwritten", SentenceException.said(e)));
        }
    }

    /** Only a card tells its tries for certain. */
    private static String wrong(AsKind kind, int triesLeft) {
        if (kind == AsKind.CARD) {
            return triesLeft == 0 ? blocked() : Wording.of("cli").say("pin.wrong", triesLeft);
        }
        return Wording.of("cli").get("pin.wrong." + (triesLeft == 0 ? "locked" : kind.id()));
    }

    private static CliException notTaken(String reader, CardFailure failure) {
        if (Address.parse(reader).isPresent()) {
            // Its own words are cause and action.
            return CliException.bench(SentenceException.said(failure));
        }
        return CliException.bench(Wording.of("cli").say("pin.notTaken", reader, SentenceException.said(failure)));
    }

    private static String blocked() {
        return Wording.of("cli").get("pin.blocked");
    }

    /**
     * Stays with a run until it ends: when the AS was taken out, or the service restarted, its PIN is entered again once it is
     * back. A PIN that is refused then stops the run.
     */
    void serve(LoadRun load) throws CliException, InputException, InterruptedException {
        // A person may take long to answer: that is waited for here, and not where the bench tells its listeners.
        Semaphore changes = new Semaphore(0);
        var unused = load.end().whenComplete((summary, fault) -> changes.release());
        Subscription subscription = bench.listen(view -> changes.release());
        try {
            while (!load.end().isDone()) {
                changes.acquire();
                changes.drainPermits();
                if (load.waitsForAs() && !load.end().isDone()) {
                    reenter(load, bench.view());
                }
            }
        } catch (CliException | InputException refused) {
            load.stop();
            load.end().join();
            throw refused;
        } finally {
            subscription.close();
        }
    }

    private void reenter(LoadRun load, BenchView view) throws CliException, InputException, InterruptedException {
        for (SlotView slot : view.slots()) {
            if (slot.as().isPresent()
                    && !slot.pinVerified()
                    && load.knows(slot.as().get())) {
                try {
                    verify(slot.reader(), slot.as());
                    LoadCommand.rejoin(load, slot.reader());
                } catch (CardFailure failure) {
                    // It is read again by itself, and comes back here; a card that never takes it is no passing fault.
                    if (++brokenLinks > BROKEN_LINKS) {
                        throw notTaken(slot.reader(), failure);
                    }
                }
                return;
            }
        }
    }
}
