package org.keyrack.cli;

import java.io.IOException;
import org.keyrack.app.InputException;
import org.keyrack.ledger.LedgerException;
import picocli.CommandLine.Mixin;

/** What the commands that work on cards share: which bench is meant, and its readers, open for as long as it takes. */
abstract class BenchTask extends ProgramCommand {
    @Mixin
    private BenchOptions options;

    @Override
    final int run(CliContext context)
            throws CliException, InputException, InterruptedException, LedgerException, IOException {
        options.check();
        check(context);
        try (OpenBench open = OpenBench.open(context, options)) {
            return run(context, open);
        }
    }

    /** Refuses what cannot be meant, before any reader is opened. */
    void check(CliContext context) throws CliException, InputException, IOException {}

    abstract int run(CliContext context, OpenBench open)
            throws CliException, InputException, InterruptedException, LedgerException, IOException;

    /** Whether the cards are virtual. */
    final boolean simulated() {
        return options.simulated();
    }
}
