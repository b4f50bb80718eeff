package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keyrack.app.AsCare;
import org.keyrack.app.CareWords;
import org.keyrack.app.InputException;
import org.keyrack.app.WantedRelease;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.TypedPin;
import org.keyrack.language.TypedPin.Obstacle;
import org.keyrack.protocol.PinReference;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.PinFailure;

/**
 * The PINs of an AS for one command: from files of their owners alone, else asked for at the terminal, one person at a time.
 *
 * @param files by whose PIN
 * @param useLastTry whether a last try may be spent
 * @param lastTries who releases one, where people sign in
 */
record RolePins(CliContext context, Map<PinReference, Path> files, boolean useLastTry, LastTries lastTries) {
    RolePins {
        files = Map.copyOf(files);
    }

    /** Verifies these, in this order; a last try is not risked. */
    void verify(AsCare as, PinReference... references)
            throws CliException, InputException, CardFailure, JournalUnavailable {
        for (PinReference reference : references) {
            guard(as, reference);
            try {
                as.verify(reference, pin(as, reference));
            } catch (PinFailure failure) {
                throw wrong(reference, failure);
            }
        }
    }

    /** Refuses a PIN that is blocked, or whose last try is not to be used; else asks who releases that. */
    void guard(AsCare as, PinReference reference) throws CliException, InputException, CardFailure {
        Optional<Obstacle> obstacle = TypedPin.beforeAsking(as.identity().triesLeft(reference), useLastTry);
        if (obstacle.isPresent()) {
            throw CliException.bench(
                    obstacle.get() == Obstacle.BLOCKED
                            ? CareWords.blocked(reference)
                            : context.words().say("role.last", CareWords.name(reference)));
        }
        Optional<WantedRelease> wanted = as.wanted(reference);
        if (wanted.isPresent()) {
            lastTries.release(wanted.get());
        }
    }

    CliException wrong(PinReference reference, PinFailure failure) {
        return CliException.bench(CareWords.wrong(reference, failure.triesLeft()));
    }

    /** The PIN of a role; the caller wipes it. */
    char[] pin(AsCare as, PinReference reference) throws CliException {
        Path file = files.get(reference);
        return file == null ? asked("role.prompt", CareWords.name(reference), as.reader()) : file(file);
    }

    char[] file(Path file) throws CliException {
        return PinSource.read(context, file);
    }

    /** A PIN typed at a prompt of the command line's bundle; the caller wipes it. */
    char[] asked(String prompt, Object... details) throws CliException {
        if (context.console().isEmpty()) {
            throw CliException.usage(context.words().get("role.terminal"));
        }
        return PinSource.typed(context.words().say(prompt, details), context);
    }
}
