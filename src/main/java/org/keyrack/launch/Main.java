package org.keyrack.launch;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.app.InputException;
import org.keyrack.cli.CliContext;
import org.keyrack.cli.ExitCode;
import org.keyrack.cli.KeyrackCommand;
import org.keyrack.language.Languages;
import org.keyrack.language.Wording;
import org.keyrack.printer.Printers;
import org.keyrack.token.link.AsKeeper;
import org.keyrack.ui.desk.UiContext;
import org.keyrack.ui.kit.DesktopBus;
import org.keyrack.ui.shell.Workstation;
import org.slf4j.LoggerFactory;

/**
 * The program's entry: the window without arguments or with a profile alone, else the command line. Does not extend
 * Application, so that JavaFX may be on the class path.
 */
public final class Main {
    private Main() {}

    /** Runs the program; the command line ends the process with its exit code. */
    public static void main(String[] given) throws IOException {
        if (given.length == 1 && given[0].equals(AsKeeper.ARGUMENT)) {
            AsKeeper.main(given);
        }
        // From Java 22 on another console would answer even when there is no terminal.
        System.setProperty("jdk.console", "java.base");
        String[] arguments = Arguments.asTyped(given);
        Languages.choose(System.getenv());
        Places places;
        Optional<Path> profile;
        try {
            places = Places.here().made();
            profile = profile(arguments);
        } catch (InputException e) {
            end(ExitCode.USAGE, e.getMessage());
            return;
        }
        System.setProperty(Logs.FOLDER, places.logs().toString());
        Logs.begin();
        NativeLibraries.prepare();
        if (arguments.length > 0 && profile.isEmpty()) {
            System.exit(KeyrackCommand.run(context(places), arguments));
        }
        open(places, profile);
        // Card threads that hang in a driver must not keep the program alive.
        System.exit(ExitCode.DONE);
    }

    private static void open(Places places, Optional<Path> profile) {
        if (!Display.isUsable(System.getenv())) {
            end(ExitCode.BENCH, Wording.of("cli").get("display.none"));
        }
        UiContext context = new UiContext(
                new LocalBenches(),
                new LocalLedgers(),
                Printers.of(System.getenv()),
                new DesktopBus(System.getenv()),
                places.settings(),
                places.data(),
                places.logs(),
                Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElseGet(() -> Wording.of("cli").get("version.sources")),
                profile);
        try {
            Workstation.open(context);
        } catch (UnsupportedOperationException refused) {
            // The X server answers and lets nobody in: JavaFX says so in no better way.
            LoggerFactory.getLogger(Main.class).warn("The window cannot open", refused);
            end(ExitCode.BENCH, Wording.of("cli").get("display.none"));
        }
    }

    private static void end(int exitCode, String message) {
        PrintWriter messages = messages();
        messages.println(message);
        messages.flush();
        System.exit(exitCode);
    }

    /**
     * A file association hands over the profile alone; it is shown in the window and never run by itself. The window
     * says so when it cannot be read.
     */
    private static Optional<Path> profile(String... arguments) throws InputException {
        try {
            return arguments.length == 1
                            && arguments[0].toLowerCase(Locale.ROOT).endsWith(".keyrack")
                    ? Optional.of(Path.of(arguments[0]))
                    : Optional.empty();
        } catch (InvalidPathException unwritable) {
            throw new InputException(
                    Wording.of("cli").say("path.unusable", Places.printable(unwritable.getInput())), unwritable);
        }
    }

    /** The terminal's own code; a file or a pipe gets UTF-8, whatever the locale. */
    @SuppressWarnings("SystemConsoleNull") // jdk.console is set above
    private static Charset charset() {
        Console console = System.console();
        return console == null ? StandardCharsets.UTF_8 : console.charset();
    }

    private static PrintWriter messages() {
        return new PrintWriter(new OutputStreamWriter(System.err, charset()), true);
    }

    @SuppressWarnings("SystemConsoleNull") // jdk.console is set above
    private static CliContext context(Places places) {
        Console console = System.console();
        String terminal = System.getenv("TERM");
        return new CliContext(
                new LocalBenches(),
                new LocalLedgers(),
                // Not System.out, which keeps to itself that a disk is full: an export must not be taken for whole.
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset()), true),
                messages(),
                console != null && terminal != null && !terminal.equals("dumb"),
                System.getenv(),
                Optional.ofNullable(console),
                places.data());
    }
}
