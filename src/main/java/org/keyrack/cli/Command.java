package org.keyrack.cli;

import java.util.concurrent.Callable;
import org.keyrack.app.InputException;
import org.keyrack.ledger.LedgerUnreadable;
import picocli.CommandLine.ParentCommand;

/** What every command shares: one message and one exit code for what cannot be done. */
abstract class Command implements Callable<Integer> {
    @ParentCommand
    private KeyrackCommand parent;

    @Override
    public final Integer call() throws InterruptedException {
        CliContext context = parent.context();
        try {
            return run(context);
        } catch (CliException e) {
            context.err().println(e.getMessage());
            return e.exitCode();
        } catch (InputException e) {
            context.err().println(e.getMessage());
            return ExitCode.USAGE;
        } catch (LedgerUnreadable e) {
            context.err().println(e.getMessage());
            return ExitCode.BENCH;
        } finally {
            context.out().flush();
            context.err().flush();
        }
    }

    abstract int run(CliContext context) throws CliException, InputException, InterruptedException;
}
