package org.keyrack.simulation;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.keyrack.simulation.Seeds.Tally;
import org.keyrack.simulation.Simulation.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./dev simulate}: runs seeds, or the script of one, and keeps the script of what is found. */
@Command(
        name = "./dev simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the program, all but its screen, by schedules, clocks and faults that seeds draw (docs/simulation.md).",
            "What is found is told with its seed; its script is made plainer and kept in target/simulation.",
            "Exit code: 0 nothing was found, 1 something was, 2 the command line."
        })
public final class Simulate implements Callable<Integer> {
    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private long seeds = 2_000;

    @Option(names = "--from", paramLabel = "SEED", description = "The first one (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--minutes", paramLabel = "M", description = "As many seeds as these minutes hold instead.")
    private Long minutes;

    @Option(names = "--script", paramLabel = "FILE", description = "Runs this script instead, and tells what happened.")
    private Path script;

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "Modules of a rack, at most (default: ${DEFAULT-VALUE}).")
    private int units = 15;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at once (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--trace", description = "Tells what happened in each seed.")
    private boolean trace;

    @Option(names = "--go-on", description = "Does not end with the first finding.")
    private boolean goOn;

    @Option(names = "--as-found", description = "Keeps scripts as they are found: making them plainer takes a while.")
    private boolean asFound;

    private Simulate() {}

    public static void main(String[] arguments) {
        // Orders end at this computer's midnight; a seed is the same run on every computer.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.exit(new CommandLine(new Simulate()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        return script == null ? seeds() : script();
    }

    private int script() throws IOException {
        try (Simulation simulation = new Simulation(units)) {
            Outcome outcome = simulation.run(Choices.read(Script.read(script)));
            System.out.println(outcome.trace());
            System.out.println(outcome.found()
                    .map(finding -> "Found: " + finding.getMessage())
                    .orElse("Nothing is found."));
            return outcome.found().isPresent() ? 1 : 0;
        }
    }

    private int seeds() throws InterruptedException, ExecutionException {
        Seeds run = new Seeds(from, units, threads);
        long last = minutes == null ? from + seeds : Long.MAX_VALUE;
        Duration atMost = minutes == null ? Duration.ofDays(365) : Duration.ofMinutes(minutes);
        Tally tally = run.run(last, atMost, goOn, this::tell);
        System.out.printf(
                Locale.ROOT,
                "%,d seeds, %,d keys loaded, %,d turns, %d min %02d s, findings: %d%n",
                tally.seeds(),
                tally.keys(),
                tally.turns(),
                tally.time().toMinutes(),
                tally.time().toSecondsPart(),
                tally.findings());
        return tally.findings() == 0 ? 0 : 1;
    }

    private void tell(Simulation simulation, Outcome outcome) {
        long seed = outcome.script().seed();
        if (trace) {
            System.out.println("seed " + seed + ", " + outcome.hash() + "\n" + outcome.trace());
        }
        Optional<Finding> found = outcome.found();
        if (found.isPresent()) {
            System.out.println("Found by seed " + seed + ": " + found.get().getMessage());
            Script plain = asFound ? outcome.script() : Shrinking.of(simulation, outcome.script(), found.get());
            Path file = Path.of("target", "simulation", "seed-" + seed + ".script");
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "# " + Shrinking.sort(found.get()) + "\n" + plain.text());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            System.out.println("Its script: " + file + "; run it with ./dev simulate --script " + file);
        }
    }
}
