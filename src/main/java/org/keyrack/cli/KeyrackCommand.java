package org.keyrack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code keyrack}. */
@CommandLine.Command(
        name = "keyrack",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        description = "Loads application keys from one AS card into a rack of security modules.",
        versionProvider = KeyrackCommand.Version.class,
        subcommands = {
            ReadersCommand.class,
            InspectCommand.class,
            LoadCommand.class,
            SimCommand.class,
            PcscdCommand.class,
            CardCommand.class,
            LedgerCommand.class,
            ReportCommand.class,
            SpeedCommand.class
        },
        footer = {
            "",
            "Without a command the workstation's window opens.",
            "Exit codes: 0 all loaded, 1 some unit failed, 2 usage, 3 bench not usable."
        })
public final class KeyrackCommand implements Callable<Integer> {
    private final CliContext context;

    @Spec
    private CommandSpec spec;

    public KeyrackCommand(CliContext context) {
        this.context = context;
    }

    CliContext context() {
        return context;
    }

    /** Runs a command line and gives its exit code. */
    public static int run(CliContext context, String... arguments) {
        return commandLine(context).execute(arguments);
    }

    /** The command line, for its help, its completion script and its man page. */
    public static CommandLine commandLine(CliContext context) {
        CommandLine line = new CommandLine(new KeyrackCommand(context));
        line.setOut(context.out());
        line.setErr(context.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, commandLine, result) -> {
            context.err()
                    .println("KeyRack failed: " + failure.getClass().getSimpleName()
                            + ". The log has the details; send it to whoever looks after KeyRack.");
            org.slf4j.LoggerFactory.getLogger(KeyrackCommand.class).error("A command failed", failure);
            context.err().flush();
            return ExitCode.BENCH;
        });
        return line;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(context.err());
        return ExitCode.USAGE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = KeyrackCommand.class.getPackage().getImplementationVersion();
            return new String[] {"KeyRack " + (version == null ? "(built from sources)" : version)};
        }
    }
}
