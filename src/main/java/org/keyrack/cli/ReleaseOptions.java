package org.keyrack.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.ReleasedAct;
import org.keyrack.language.SentenceException;
import org.keyrack.ledger.PersonException;
import picocli.CommandLine.Option;

/** A supervisor other than the operator, who releases the one act that is named; the same in every command that needs it. */
final class ReleaseOptions {
    @Option(names = "--releaser", paramLabel = "ID", descriptionKey = "releaser")
    private String id;

    @Option(names = "--releaser-pin-file", paramLabel = "${bundle:label.FILE}", descriptionKey = "releaserPin")
    private Path pinFile;

    /** Whether a supervisor was named, or may be asked for. */
    boolean possible(CliContext context) {
        return id != null || context.console().isPresent();
    }

    /**
     * Has one act on one object released; without anybody who could, nothing is, and the act is refused where it begins.
     *
     * @param object an SN as 16 hexadecimal digits, a number, an ID
     * @param what the act and its object, for whoever releases it
     */
    void release(CliContext context, OpenLedger ledger, ReleasedAct act, String object, String operator, String what)
            throws CliException, InputException, InterruptedException {
        if (!possible(context)) {
            return;
        }
        context.err().println(what);
        context.err().flush();
        String by = id == null ? asked(context) : id;
        if (by.isEmpty()) {
            return;
        }
        char[] pin = SupervisorKeyOptions.secret(context, pinFile, "release.pin");
        try {
            ledger.people().release(act, object, operator, by, pin);
            context.err().println(context.words().say("release.given", by));
        } catch (PersonException refused) {
            throw CliException.usage(refused.getMessage());
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("ledger.unwritten", SentenceException.said(e)));
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private static String asked(CliContext context) {
        return context.console()
                .map(terminal -> terminal.readLine("%s", context.words().get("release.who")))
                .orElse("")
                .strip();
    }
}
