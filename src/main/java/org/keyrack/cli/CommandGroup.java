package org.keyrack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: by itself it shows how they are used. */
abstract class CommandGroup implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        CliContext context = ((KeyrackCommand) spec.root().userObject()).context();
        spec.commandLine().usage(context.err());
        context.err().flush();
        return ExitCode.USAGE;
    }
}
