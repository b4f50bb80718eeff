package org.keyrack.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.keyrack.app.ComponentLetters.Printer;
import org.keyrack.app.InputException;
import org.keyrack.app.OpenLedger;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.language.SentenceException;
import org.keyrack.prepare.KeyComponent;
import org.keyrack.prepare.PlanException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands share that print sheets with secrets: printer, ledger, who works, what is said of failures. */
abstract class LetterTask extends ProgramCommand {
    private final String unprinted;

    @Mixin
    private PrinterOption printer;

    @Mixin
    private OperatorOption operator;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--sim", descriptionKey = "ledgerSim")
    private boolean simulated;

    /** @param unprinted key of what is said when a sheet was not printed */
    LetterTask(String unprinted) {
        this.unprinted = unprinted;
    }

    @Override
    final int run(CliContext context) throws CliException, InputException {
        operator.check(context);
        check(context);
        try (OpenLedger records = context.ledgers().open(ledger.location(), simulated)) {
            context.out().println(print(context, records, operator.name(context)));
            return ExitCode.DONE;
        } catch (PlanException wrong) {
            throw CliException.usage(wrong.getMessage());
        } catch (IOException e) {
            throw CliException.bench(context.words().say(unprinted, SentenceException.said(e)));
        } catch (JournalUnavailable e) {
            throw CliException.bench(context.words().say("letters.unwritten", SentenceException.said(e)));
        }
    }

    /** Refuses what cannot be meant, before the ledger is opened. */
    abstract void check(CliContext context) throws CliException;

    /**
     * Prints.
     *
     * @return what is said of it
     */
    abstract String print(CliContext context, OpenLedger records, String worker)
            throws CliException, InputException, PlanException, IOException, JournalUnavailable;

    final Printer printer(CliContext context, int sheets) {
        return printer.to(context, sheets);
    }

    /** Whether each sheet has the number of an envelope, or none has. */
    static boolean numbered(List<String> packages, int sheets) {
        return packages.isEmpty() || packages.size() == sheets;
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
