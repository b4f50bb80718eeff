package org.keyrack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code keyrack card}: the contents of blank cards. */
@CommandLine.Command(
        name = "card",
        description = "Lists, loads, keys, locks and clears GlobalPlatform cards.",
        subcommands = {CardList.class, CardLoad.class, CardKeys.class, CardLock.class, CardDelete.class},
        footer = {"", "Exit codes: 0 done, 1 some card failed, 2 usage, 3 bench not usable."})
final class CardCommand implements Callable<Integer> {
    @ParentCommand
    private KeyrackCommand parent;

    @Spec
    private CommandSpec spec;

    CliContext context() {
        return parent.context();
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(context().err());
        context().err().flush();
        return ExitCode.USAGE;
    }
}
