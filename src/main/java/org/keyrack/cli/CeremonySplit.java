package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.keyrack.app.InputException;
import org.keyrack.app.LetterShares;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.SecretText;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.LetterShared;
import org.keyrack.language.Languages;
import org.keyrack.language.SentenceException;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import org.keyrack.protocol.crypto.SecretShares;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyrack ceremony split}: shares of one letter for back-up, each on a sheet of its own. */
@CommandLine.Command(name = "split")
final class CeremonySplit extends ProgramCommand {
    @Mixin
    private LetterOptions which;

    @Option(names = "--letter", paramLabel = "${bundle:label.FILE}")
    private Path file;

    @Option(names = "--shares", paramLabel = "2-9")
    private int count = 3;

    @Option(names = "--needed", paramLabel = "2-9")
    private int needed = 2;

    @Option(names = "--package", paramLabel = "${bundle:label.NUMBER}")
    private List<String> packages = List.of();

    @Mixin
    private PrinterOption printer;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--sim", descriptionKey = "ledgerSim")
    private boolean simulated;

    @Override
    int run(CliContext context) throws CliException, InputException {
        operator.check(context);
        LetterShares.Letter letter = which.letter(context);
        boolean named = packages.isEmpty() || packages.size() == count;
        if (needed < 2 || needed > count || count > SecretShares.MOST || !named) {
            throw CliException.usage(context.words().say("share.what", SecretShares.MOST));
        }
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated);
                KeyComponent component = component(context, letter)) {
            LetterShared told = LetterShares.split(
                    letter,
                    component,
                    needed,
                    count,
                    packages,
                    printer.to(context, count),
                    records,
                    operator.name(context),
                    Languages.now());
            context.out()
                    .println(context.words()
                            .say(
                                    "share.split",
                                    letter.component(),
                                    letter.key(),
                                    count,
                                    needed,
                                    told.kcv().toString()));
            return ExitCode.DONE;
        } catch (PlanException wrong) {
            throw CliException.usage(wrong.getMessage());
        } catch (IOException e) {
            throw CliException.bench(context.words().say("share.unprinted", SentenceException.said(e)));
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("letters.unwritten", SentenceException.said(e)));
        }
    }

    private KeyComponent component(CliContext context, LetterShares.Letter letter)
            throws CliException, InputException, PlanException {
        if (file != null) {
            return SecretText.component(file);
        }
        return typed(context, context.words().say("share.prompt.letter", letter.component(), letter.key()));
    }

    /** Reads groups and their KCV at the terminal, unseen. */
    static KeyComponent typed(CliContext context, String prompt) throws CliException, PlanException {
        if (context.console().isEmpty()) {
            throw CliException.usage(context.words().get("share.terminal"));
        }
        char[] typed = context.console().get().readPassword("%s", prompt);
        char[] text = typed == null ? new char[0] : typed;
        try {
            return KeyComponent.parse(text, prompt.strip());
        } finally {
            Arrays.fill(text, '\0');
        }
    }
}
