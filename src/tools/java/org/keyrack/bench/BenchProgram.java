package org.keyrack.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.reader.pcsc.PrivatePcscd;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./dev bench}: measures KeyRack against the goals of docs/performance.md. */
@CommandLine.Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures KeyRack through a private pcscd. Exit code 0: every goal is met; 1: some are missed.")
public final class BenchProgram implements java.util.concurrent.Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ROW", description = "Rows of docs/performance.md (default: all).")
    private List<Integer> rows = List.of();

    @Option(names = "--quick", description = "One measurement of each figure, a ledger of 20,000 events.")
    private boolean quick;

    @Option(
            names = "--slow-repeats",
            defaultValue = "3",
            paramLabel = "N",
            description = "Measurements of what takes 15 s and more (default: ${DEFAULT-VALUE}).")
    private int slowRepeats;

    @Option(
            names = "--json",
            defaultValue = "target/bench/bench.json",
            paramLabel = "FILE",
            description = "Where the figures go (default: ${DEFAULT-VALUE}).")
    private Path json;

    @Option(names = "--profile", paramLabel = "FILE", description = "Records the run with Flight Recorder.")
    private Path profile;

    /** Measures and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchProgram()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Integer> wanted = rows.isEmpty() ? Rows.ALL : rows;
        if (!Rows.ALL.containsAll(wanted)) {
            System.err.println("Rows are " + Rows.ALL + ". Choose of these.");
            return 2;
        }
        if (profile != null) {
            System.setProperty("keyrack.bench.jfr", profile.toString());
        }
        // A short path: a socket's name has at most 107 characters.
        try (TemporaryFolder temporary = TemporaryFolder.named("keyrack-bench");
                PrivatePcscd pcscd = PrivatePcscd.start(temporary.path().resolve("pcscd"), PrivatePcscd.MOST_READERS)) {
            Path folder = temporary.path();
            List<String> command = new ArrayList<>(Jvm.command(
                    BenchWorker.class,
                    Integer.toString(pcscd.firstPort()),
                    folder.resolve("work").toString(),
                    json.toString(),
                    quick ? "0" : "5",
                    quick ? "1" : Integer.toString(slowRepeats),
                    quick ? "20000" : "1000000",
                    wanted.stream().map(String::valueOf).collect(Collectors.joining(","))));
            ProcessBuilder worker = new ProcessBuilder(command).inheritIO();
            worker.environment().put("PCSCLITE_CSOCK_NAME", pcscd.socket().toString());
            worker.environment().put("KEYRACK_HOME", folder.resolve("home").toString());
            return worker.start().waitFor();
        }
    }
}
