package org.keyrack.cli;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CardBench;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.files.InputFileException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands share that work on an AS card with more than the operator's PIN: ledger, card, what is said of failures. */
abstract class AsTask extends BenchTask {
    private static final Duration LOOKING = Duration.ofSeconds(10);

    @Mixin
    private OperatorOption operator;

    @Mixin
    private PersonOptions person;

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--json")
    private boolean json;

    @Override
    final void check(CliContext context) throws CliException {
        operator.check(context);
        checkOptions(context);
    }

    /** Refuses what cannot be meant, before any reader is opened. */
    void checkOptions(CliContext context) throws CliException {}

    @Override
    final int run(CliContext context, OpenBench open) throws CliException, InputException, InterruptedException {
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated())) {
            Optional<String> signedIn = person.operator(context, records, simulated() || !asks());
            CardTask.readers(new CardBench(open.readers()).await(LOOKING), List.of(), context);
            try {
                return work(
                        context,
                        new Cards(
                                open,
                                new AsCare.Worker(signedIn.orElseGet(() -> operator.name(context)), signedIn),
                                new LastTries(context, records, signedIn, releases)));
            } catch (CardFailure | JournalUnavailable failure) {
                throw CliException.bench(sentence(context, failure));
            } catch (InputFileException e) {
                throw CliException.usage(SentenceException.said(e));
            }
        }
    }

    /** Whether a person of the AS is asked for his PIN, so that whoever works signs in first; else it only looks. */
    boolean asks() {
        return true;
    }

    abstract int work(CliContext context, Cards cards)
            throws CliException, InputException, CardFailure, JournalUnavailable, InputFileException;

    private static String sentence(CliContext context, Exception failure) {
        return failure instanceof JournalUnavailable unwritten
                ? CareWords.unwritten(unwritten)
                : context.texts().cardSentence(failure);
    }

    /** Does something in LOADING, and says so when the AS is not at work afterwards: it serves nobody then. */
    static void inLoading(CliContext context, AsCare as, AsCare.Loading work)
            throws CardFailure, JournalUnavailable, CliException {
        try {
            as.inLoading(work);
        } catch (AsCare.LeftInLoading left) {
            throw CliException.bench(sentence(context, (Exception) Objects.requireNonNull(left.getCause())) + " "
                    + context.words().say("care.loading", as.reader()));
        }
        if (as.identity().state() == LifeCycleState.LOADING) {
            context.err().println(context.words().say("care.loading", as.reader()));
        }
    }

    final boolean json() {
        return json;
    }

    /** Opens AS cards of the bench. */
    record Cards(OpenBench open, AsCare.Worker worker, LastTries lastTries) {
        AsCare open(Optional<String> reader) throws InputException, CardFailure {
            return AsCare.open(open.readers(), reader, ledger(), worker);
        }

        OpenLedger ledger() {
            return lastTries.ledger();
        }
    }
}
