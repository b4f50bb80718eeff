package org.keyrack.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CardBench;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.files.InputFileException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.protocol.apdu.CardFailure;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands share that work on an AS card with more than the operator's PIN: ledger, card, what is said of failures. */
abstract class AsTask extends BenchTask {
    private static final Duration LOOKING = Duration.ofSeconds(10);

    @Mixin
    private OperatorOption operator;

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
            CardTask.readers(new CardBench(open.readers()).await(LOOKING), List.of(), context);
            try {
                return work(context, new Cards(open, records, operator.name(context)));
            } catch (CardFailure failure) {
                throw CliException.bench(context.texts().cardSentence(failure));
            } catch (JournalUnavailable full) {
                throw CliException.bench(context.words().say("care.unwritten", SentenceException.said(full)));
            } catch (InputFileException e) {
                throw CliException.usage(SentenceException.said(e));
            }
        }
    }

    abstract int work(CliContext context, Cards cards)
            throws CliException, InputException, CardFailure, JournalUnavailable, InputFileException;

    final boolean json() {
        return json;
    }

    /** Opens AS cards of the bench. */
    record Cards(OpenBench open, OpenLedger ledger, String operator) {
        AsCare open(Optional<String> reader) throws InputException, CardFailure {
            return AsCare.open(open.readers(), reader, ledger, operator);
        }
    }
}
