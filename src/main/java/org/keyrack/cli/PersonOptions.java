package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.Person;
import org.keyrack.ledger.PersonException;
import picocli.CommandLine.Option;

/** Who works, by personnel number and PIN; the same in every command that asks. */
final class PersonOptions {
    @Option(names = "--person", paramLabel = "ID", descriptionKey = "person")
    private String id;

    @Option(names = "--person-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "personPin")
    private Path pinFile;

    /**
     * The ID of who is signed in, for the ledger; empty where nobody has to and nobody does.
     *
     * @param free whether nobody has to: on the virtual bench, and where nothing is loaded
     */
    Optional<String> operator(CliContext context, OpenLedger ledger, boolean free)
            throws CliException, InputException, InterruptedException {
        return id == null && (free || !ledger.people().signInWanted())
                ? Optional.empty()
                : Optional.of(person(context, ledger).id());
    }

    /** Signs in. */
    Person person(CliContext context, OpenLedger ledger) throws CliException, InputException, InterruptedException {
        if (id == null) {
            throw CliException.usage(context.words().get("people.signIn"));
        }
        char[] pin = SupervisorKeyOptions.secret(context, pinFile, "people.pin");
        try {
            return ledger.people().signIn(id, pin);
        } catch (PersonException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        } finally {
            Arrays.fill(pin, '\0');
        }
    }
}
