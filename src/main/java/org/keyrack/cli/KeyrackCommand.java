package org.keyrack.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.keyrack.language.TypedName;
import org.keyrack.language.Wording;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code keyrack}. */
@CommandLine.Command(
        name = "keyrack",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = KeyrackCommand.Version.class,
        subcommands = {
            ReadersCommand.class,
            InspectCommand.class,
            LoadCommand.class,
            SimCommand.class,
            PcscdCommand.class,
            CardCommand.class,
            AsCommand.class,
            CeremonyCommand.class,
            PrepareCommand.class,
            RotateCommand.class,
            AuditCommand.class,
            RetireCommand.class,
            SetAsideCommand.class,
            LedgerCommand.class,
            ReportCommand.class,
            CertificateCommand.class,
            OrderCommand.class,
            SupervisorCommand.class,
            WitnessCommand.class,
            PeopleCommand.class,
            SpeedCommand.class,
            WatchCommand.class,
            FloorCommand.class
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
        int code = commandLine(context).execute(arguments);
        context.err().flush();
        // A program that reads the output must not take a part for the whole.
        if (context.out().checkError() && code == ExitCode.DONE) {
            context.err().println(context.words().get("output.full"));
            context.err().flush();
            return ExitCode.BENCH;
        }
        return code;
    }

    /** The command line, for its help, its completion script and its man page. */
    public static CommandLine commandLine(CliContext context) {
        CommandLine line = new CommandLine(new KeyrackCommand(context));
        line.setOut(context.out());
        line.setErr(context.err());
        HelpTexts.show(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(int.class, text -> whole(context, text));
        line.registerConverter(Integer.class, text -> whole(context, text));
        line.registerConverter(Long.class, text -> Long.valueOf(number(context, text)));
        line.registerConverter(Path.class, text -> path(context, text));
        line.setParameterExceptionHandler((wrong, arguments) -> {
            context.err().println(UsageProblem.sentence(wrong, context.words()));
            context.err()
                    .println(context.words()
                            .say("help", wrong.getCommandLine().getCommandSpec().qualifiedName()));
            context.err().flush();
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, commandLine, result) -> {
            context.err()
                    .println(context.words().say("failed", failure.getClass().getSimpleName()));
            org.slf4j.LoggerFactory.getLogger(KeyrackCommand.class).error("A command failed", failure);
            context.err().flush();
            return ExitCode.BENCH;
        });
        return line;
    }

    /** Numbers are written as in files: no sign, no zeros in front, no other digits. */
    private static Integer whole(CliContext context, String text) {
        if (!text.matches("0|[1-9][0-9]{0,8}")) {
            throw new TypeConversionException(context.words().say("number.form", TypedName.shown(text)));
        }
        return Integer.valueOf(text);
    }

    /** Slots of tokens have numbers of up to ten digits. */
    private static String number(CliContext context, String text) {
        if (!text.matches("0|[1-9][0-9]{0,18}")) {
            throw new TypeConversionException(context.words().say("number.form", TypedName.shown(text)));
        }
        return text;
    }

    private static Path path(CliContext context, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unwritable) {
            throw new TypeConversionException(
                    context.words().say("path.unusable", TypedName.shown(text.replace('\uFFFD', '?'))));
        }
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
            return new String[] {
                "KeyRack " + (version == null ? Wording.of("cli").get("version.sources") : version)
            };
        }
    }
}
