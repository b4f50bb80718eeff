package org.keyrack.cli;

import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.WantedRelease;
import org.keyrack.language.SentenceException;

/**
 * Who enters PINs of an AS, and who releases their last tries to that person.
 *
 * @param person who has signed in, by ID; empty where nobody has to
 */
record LastTries(CliContext context, OpenLedger ledger, Optional<String> person, ReleaseOptions releases) {
    /** Has a supervisor release one; what nobody has released the ledger refuses. */
    void release(WantedRelease wanted) throws CliException, InputException {
        if (person.isEmpty()) {
            return;
        }
        try {
            releases.release(
                    context,
                    ledger,
                    wanted.act(),
                    wanted.object(),
                    person.get(),
                    context.words().say("release." + wanted.act(), wanted.shown()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        }
    }
}
