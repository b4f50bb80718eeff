package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.keyrack.app.InputException;
import org.keyrack.files.InputFileException;
import org.keyrack.files.OutputFileException;
import org.keyrack.language.SentenceException;
import org.keyrack.language.TypedName;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.LedgerUnreadable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command shares: one message and one exit code for what cannot be done. */
abstract class ProgramCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws InterruptedException {
        CliContext context = ((KeyrackCommand) spec.root().userObject()).context();
        try {
            return run(context);
        } catch (CliException e) {
            return said(context, e.getMessage(), e.exitCode());
        } catch (InputException | InputFileException e) {
            // A ledger that cannot be opened is no matter of how the command is written, and is told in the language
            // shown.
            return e.getCause() instanceof LedgerException ledger
                    ? said(context, sentence(context, ledger), ExitCode.BENCH)
                    : said(context, SentenceException.said(e), ExitCode.USAGE);
        } catch (InvalidPathException e) {
            return said(
                    context,
                    context.words()
                            .say("path.unusable", TypedName.shown(e.getInput().replace('\uFFFD', '?'))),
                    ExitCode.USAGE);
        } catch (LedgerException | LedgerUnreadable e) {
            return said(context, sentence(context, e), ExitCode.BENCH);
        } catch (OutputFileException e) {
            return said(context, e.getMessage(), e.misnamed() ? ExitCode.USAGE : ExitCode.BENCH);
        } catch (NoSuchFileException e) {
            return said(context, context.words().say("file.none", SentenceException.said(e)), ExitCode.USAGE);
        } catch (IOException e) {
            return said(context, context.words().say("file.broken", SentenceException.said(e)), ExitCode.BENCH);
        }
    }

    private static String sentence(CliContext context, Exception ledger) {
        return LedgerProblem.in(ledger).map(context.texts()::sentence).orElseGet(() -> {
            String words = String.valueOf(ledger.getMessage());
            return words.endsWith(".") ? words : words + ".";
        });
    }

    private static int said(CliContext context, String message, int exitCode) {
        context.err().println(message);
        return exitCode;
    }

    abstract int run(CliContext context)
            throws CliException, InputException, InterruptedException, LedgerException, IOException;
}
