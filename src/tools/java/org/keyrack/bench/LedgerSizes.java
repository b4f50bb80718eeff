package org.keyrack.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyrack.app.CauseTexts;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.ledger.BatchView;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerBackup;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerRestore;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.LedgerVerifier;
import org.keyrack.ledger.ModuleCertificate;
import org.keyrack.ledger.PageStart;
import org.keyrack.ledger.Story;
import org.keyrack.ledger.TreelessLedger;
import org.keyrack.ledger.Verification;
import org.keyrack.measure.Figure;
import org.keyrack.report.BatchFacts;
import org.keyrack.report.BatchReport;
import org.keyrack.report.ReportText;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code ./dev bench ledger}: what one and the same question costs in ledgers of a thousand to ten million lines. */
@CommandLine.Command(
        name = "bench ledger",
        mixinStandardHelpOptions = true,
        description = "Makes ledgers of 1,000 lines and ten times more each, and asks all of them the same.")
public final class LedgerSizes implements Callable<Integer> {
    private static final long SMALLEST = 1_000;
    private static final int UNITS = 15;
    private static final int PAGE = 50;
    private static final int SAMPLES = 21;

    @Option(
            names = "--largest",
            defaultValue = "1000000",
            paramLabel = "LINES",
            description =
                    "Lines of the largest ledger (default: ${DEFAULT-VALUE}; 10000000 takes some 20 GB and 20 minutes).")
    private long largest;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the ledgers are made, and removed again (default: the system's temporary folder).")
    private Path place;

    /** Measures and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LedgerSizes()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        // The code's own warming up is no property of the smallest ledger.
        measured(SMALLEST);
        System.out.printf(
                "%10s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s %9s%n",
                "lines",
                "MB",
                "page ms",
                "batch ms",
                "module ms",
                "plan ms",
                "start ms",
                "backup s",
                "restore s",
                "PDF ms",
                "verify s",
                "cert ms",
                "tree x");
        for (long lines = SMALLEST; lines <= largest; lines *= 10) {
            System.out.println(measured(lines));
        }
        return 0;
    }

    private String measured(long lines) throws Exception {
        try (TemporaryFolder folder = place == null
                ? TemporaryFolder.named("keyrack-ledger")
                : TemporaryFolder.in(Files.createDirectories(place), "ledger")) {
            return row(folder.path(), lines);
        }
    }

    private static String row(Path folder, long lines) throws Exception {
        LedgerSettings settings = LedgerSettings.in(Files.createDirectories(folder.resolve("ledger")), "bench-1");
        long batches;
        try (Ledger ledger = Ledger.open(settings)) {
            LedgerBench.fill(ledger, new Story(5), lines, UNITS);
            batches = ledger.nextBatch() - 1;
        }
        List<Double> values = new ArrayList<>();
        values.add(Files.size(Path.of(settings.location())) / 1e6);
        try (LedgerQuery query = LedgerQuery.open(settings.location())) {
            BatchView middle = batch(query, settings, Math.max(1, batches / 2));
            values.add(processor(() -> query.batches(Optional.empty(), PageStart.NEWEST, PAGE)));
            values.add(processor(() -> batch(query, settings, Math.max(1, batches / 2))));
            values.add(processor(() -> query.module(Story.sn(UNITS + 1))));
            values.add(processor(() -> query.loadedKeys(Story.sn(UNITS + 1))));
            values.add(start(settings));
            Path backup = folder.resolve("backup.db");
            values.add(seconds(() -> LedgerBackup.to(settings.location(), backup)));
            values.add(seconds(() -> LedgerRestore.restore(
                    backup, LedgerSettings.in(Files.createDirectories(folder.resolve("restored")), "bench-1"))));
            BatchReport report = new BatchReport(
                    new BatchFacts(middle, Optional.empty()),
                    new ReportText(Locale.ENGLISH, ZoneOffset.UTC, new CauseTexts(Locale.ENGLISH)::sentence));
            values.add(processor(report::pdf));
        }
        values.add(seconds(() -> verified(settings)));
        values.add(certificate(settings, Math.max(1, batches / 2) * UNITS + 1));
        values.add(tree(settings, folder.resolve("without")));
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%10d", lines));
        values.forEach(value -> row.append(String.format(Locale.ROOT, " %9.2f", value)));
        return row.toString();
    }

    /** A module's certificate in a program that runs: wall time in milliseconds, the median. */
    private static double certificate(LedgerSettings settings, long module) throws Exception {
        List<Double> series = new ArrayList<>();
        try (LedgerQuery query = LedgerQuery.open(settings.location())) {
            for (int i = 0; i < SAMPLES; i++) {
                series.add(1e3 * seconds(() -> certificate(query, module)));
            }
        }
        return Figure.median(series);
    }

    private static String certificate(LedgerQuery query, long module) {
        List<ModuleCertificate> made = query.certificates(Story.sn(module));
        if (made.size() != 1) {
            throw new IllegalStateException("Module " + module + " has " + made.size() + " certificates");
        }
        return made.get(0).certificate().encode();
    }

    /** What an append costs with the tree over the lines, divided by one without it, in a copy of the ledger. */
    private static double tree(LedgerSettings settings, Path copy) throws Exception {
        Path folder = Objects.requireNonNull(Path.of(settings.location()).getParent());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        try (Ledger with = Ledger.open(settings);
                Ledger without = TreelessLedger.open(LedgerSettings.in(copy, settings.bench()))) {
            return LedgerBench.appendRatio(with, without);
        }
    }

    private static BatchView batch(LedgerQuery query, LedgerSettings settings, long number) {
        var named =
                query.named(Optional.of(settings.bench()), Optional.of(number)).get(0);
        return query.batch(named.id()).orElseThrow();
    }

    private static Verification verified(LedgerSettings settings) throws Exception {
        Verification verification = LedgerVerifier.verify(settings.location(), List.of(), Optional.empty());
        if (!verification.sound()) {
            throw new IOException("The ledger is not sound, so the figures say nothing");
        }
        return verification;
    }

    /** Opens and looks for what was interrupted, as the program does when it begins; the median in milliseconds. */
    private static double start(LedgerSettings settings) throws Exception {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            series.add(1e3
                    * seconds(() -> {
                        try (Ledger ledger = Ledger.open(settings)) {
                            return ledger.recover();
                        }
                    }));
        }
        return Figure.median(series);
    }

    private static double seconds(Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        work.call();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Processor time of this thread in milliseconds, the median. */
    private static double processor(Callable<?> work) throws Exception {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.call();
            series.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1e6);
        }
        return Figure.median(series);
    }
}
