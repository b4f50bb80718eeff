package org.keyrack.launch;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.keyrack.cli.CliContext;
import org.keyrack.cli.KeyrackCommand;

/** The program's entry: the command line. Does not extend Application. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("keyrack.logs", Places.here().logs().toString());
        // From Java 22 on another console would answer even when there is no terminal.
        System.setProperty("jdk.console", "java.base");
        System.exit(KeyrackCommand.run(context(), arguments));
    }

    @SuppressWarnings("SystemConsoleNull") // jdk.console is set above
    private static CliContext context() {
        Console console = System.console();
        Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
        String terminal = System.getenv("TERM");
        return new CliContext(
                new LocalBenches(),
                new LocalLedgers(),
                new PrintWriter(new OutputStreamWriter(System.out, charset), true),
                new PrintWriter(new OutputStreamWriter(System.err, charset), true),
                console != null && terminal != null && !terminal.equals("dumb"),
                System.getenv(),
                console);
    }
}
