package org.keyrack.launch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keyrack.app.AsSource;
import org.keyrack.app.BenchSource;
import org.keyrack.app.InputException;
import org.keyrack.app.LedgerSource;
import org.keyrack.app.OpenLedger;
import org.keyrack.app.ReportSource;
import org.keyrack.app.VirtualCards;
import org.keyrack.card.KeyRackRelease;
import org.keyrack.cli.CliContext;
import org.keyrack.cli.KeyrackCommand;
import org.keyrack.reader.Readers;

/**
 * What a command line does in this process, over the program's own benches and ledgers.
 *
 * @param exitCode what the shell sees
 * @param out its output
 * @param err its messages
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs a command line without a terminal; commands with a ledger are to name it ({@code --ledger}). */
    public static CommandRun of(String... arguments) {
        return with(
                () -> {
                    throw new AssertionError("this command line needs no readers of the computer");
                },
                Map.of(),
                arguments);
    }

    /**
     * Runs a command line.
     *
     * @param readers what it takes for the readers of this computer
     * @param environment what it finds in its environment
     */
    public static CommandRun with(Supplier<Readers> readers, Map<String, String> environment, String... arguments) {
        return with(readers, UnaryOperator.identity(), environment, arguments);
    }

    /**
     * Runs a command line.
     *
     * @param readers what it takes for the readers of this computer
     * @param ledger stands between it and its ledger
     * @param environment what it finds in its environment
     */
    public static CommandRun with(
            Supplier<Readers> readers,
            UnaryOperator<OpenLedger> ledger,
            Map<String, String> environment,
            String... arguments) {
        return with(readers, ledger, environment, KeyRackRelease.installed(), arguments);
    }

    /** Runs a command line of a program with another release of the applets. */
    public static CommandRun with(KeyRackRelease release, String... arguments) {
        return with(
                () -> {
                    throw new AssertionError("this command line needs no readers of the computer");
                },
                UnaryOperator.identity(),
                Map.of(),
                release,
                arguments);
    }

    private static CommandRun with(
            Supplier<Readers> readers,
            UnaryOperator<OpenLedger> ledger,
            Map<String, String> environment,
            KeyRackRelease release,
            String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CliContext context = new CliContext(
                new Benches(readers),
                new Ledgers(ledger),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                environment,
                Optional.empty(),
                data(environment),
                release);
        int code = KeyrackCommand.run(context, arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    private static Path data(Map<String, String> environment) {
        try {
            return Places.of(environment).data();
        } catch (InputException e) {
            throw new AssertionError(e);
        }
    }

    /** The same command line with more arguments. */
    public static String[] join(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private record Ledgers(UnaryOperator<OpenLedger> ledger) implements LedgerSource {
        @Override
        public OpenLedger open(Optional<String> location, boolean simulated) throws InputException {
            return ledger.apply(new LocalLedgers().open(location, simulated));
        }

        @Override
        public OpenLedger throwaway(Path folder) throws InputException {
            return new LocalLedgers().throwaway(folder);
        }

        @Override
        public ReportSource read(Optional<String> location, boolean simulated) throws InputException {
            return new LocalLedgers().read(location, simulated);
        }
    }

    private record Benches(Supplier<Readers> readers) implements BenchSource {
        @Override
        public Readers pcsc() {
            return readers.get();
        }

        @Override
        public AsSource elsewhere() {
            return new LocalTokens();
        }

        @Override
        public VirtualCards virtual(Optional<Path> rack) throws InputException {
            return new LocalBenches().virtual(rack);
        }

        @Override
        public VirtualCards training() throws InputException {
            return new LocalBenches().training();
        }

        @Override
        public PrivateService pcscd(int count, Path directory) throws InputException {
            return new LocalBenches().pcscd(count, directory);
        }
    }
}
