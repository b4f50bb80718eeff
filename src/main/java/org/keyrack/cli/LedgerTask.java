package org.keyrack.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.keyrack.ledger.LedgerException;
import org.keyrack.ledger.LedgerUnreadable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What the commands under {@code keyrack ledger} share. */
abstract class LedgerTask implements Callable<Integer> {
    @ParentCommand
    private LedgerCommand parent;

    @Mixin
    LedgerPlace place;

    @Override
    public final Integer call() {
        CliContext context = parent.context();
        try {
            return run(context);
        } catch (CliException e) {
            context.err().println(e.getMessage());
            return e.exitCode();
        } catch (LedgerException | LedgerUnreadable e) {
            context.err().println(e.getMessage());
            return ExitCode.BENCH;
        } catch (NoSuchFileException e) {
            context.err().println("There is no " + e.getMessage() + ": check its name and its folder");
            return ExitCode.USAGE;
        } catch (IOException e) {
            context.err().println("This cannot be read or written: " + e.getMessage());
            return ExitCode.BENCH;
        } finally {
            context.out().flush();
            context.err().flush();
        }
    }

    abstract int run(CliContext context) throws CliException, LedgerException, IOException;
}
