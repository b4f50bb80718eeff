package org.keyrack.cli;

import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.PersonException;
import picocli.CommandLine.Mixin;

/** What the commands about people share: the ledger, open for work, and how they are refused. */
abstract class PeopleTask extends ProgramCommand {
    @Mixin
    private LedgerPlace place;

    @Override
    final int run(CliContext context) throws CliException, InputException, InterruptedException {
        try (OpenLedger ledger = context.ledgers().open(place.given(), place.simulated())) {
            run(context, ledger);
            return ExitCode.DONE;
        } catch (PersonException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }

    final boolean simulated() {
        return place.simulated();
    }

    abstract void run(CliContext context, OpenLedger ledger)
            throws CliException, InputException, InterruptedException, PersonException, JournalUnavailable;
}
