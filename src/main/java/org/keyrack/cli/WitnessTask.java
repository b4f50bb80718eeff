package org.keyrack.cli;

import java.io.IOException;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.evidence.NoteException;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.LedgerException;
import picocli.CommandLine.Mixin;

/** What the commands of a witness share: its ledger, open for work, and how they are refused. */
abstract class WitnessTask extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Override
    final int run(CliContext context)
            throws CliException, InputException, InterruptedException, LedgerException, IOException {
        try (OpenLedger ledger = context.ledgers().open(place.given(), place.simulated())) {
            return run(context, ledger);
        } catch (NoteException refused) {
            throw CliException.usage(refused.sentence(Languages.now()));
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }

    final boolean simulated() {
        return place.simulated();
    }

    abstract int run(CliContext context, OpenLedger ledger)
            throws CliException, InputException, InterruptedException, LedgerException, IOException, NoteException,
                    JournalUnavailable;
}
