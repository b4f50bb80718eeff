package org.keyrack.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.ledger.BatchSummary;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerBackup;
import org.keyrack.ledger.LedgerQuery;
import org.keyrack.ledger.LedgerRestore;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.LedgerVerifier;
import org.keyrack.ledger.PageStart;
import org.keyrack.ledger.Story;
import org.keyrack.measure.Figure;

/** What look-ups, an opening, a comparison and a restore cost in a small ledger and in one of years. */
final class LedgerYears {
    private static final long FEW = 1_000;
    private static final int SAMPLES = 41;
    private static final int INTERRUPTED = 100;
    private static final int COMPARED = 28;
    private static final int UNITS = 15;

    private final Path folder;
    private final long events;

    /** @param events lines of the large ledger */
    LedgerYears(Path folder, long events) {
        this.folder = folder;
        this.events = events;
    }

    /** Rows 12 to 14 of docs/performance.md. */
    List<Figure> measure() throws Exception {
        LedgerSettings few = filled("few", FEW, 1);
        LedgerSettings many = filled("many", events, UNITS);
        List<Figure> figures = new ArrayList<>(lookUps(few, many));
        figures.addAll(batches(many));
        figures.addAll(copies(many));
        figures.add(verification(many));
        figures.add(opening(many));
        return figures;
    }

    private LedgerSettings filled(String name, long lines, int units) throws Exception {
        LedgerSettings settings = LedgerSettings.in(Files.createDirectories(folder.resolve(name)), "bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            LedgerBench.fill(ledger, new Story(5), lines, units);
        }
        return settings;
    }

    private List<Figure> lookUps(LedgerSettings few, LedgerSettings many) throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (LedgerQuery small = LedgerQuery.open(few.location());
                LedgerQuery large = LedgerQuery.open(many.location())) {
            figures.addAll(compared(12, "newest batches, a page", 1.5, of(small, page()), of(large, page())));
            figures.addAll(compared(
                    12, "one module by SN, its history", 1.5, of(small, history(1)), of(large, history(UNITS))));
            figures.addAll(
                    compared(12, "what a plan asks of a module", 1.5, of(small, asked(1)), of(large, asked(UNITS))));
            figures.addAll(
                    compared(14, "comparison of " + COMPARED + " batches", 2, of(small, page()), of(large, page())));
        }
        return figures;
    }

    /** As many batches as both ledgers have. */
    private static LookUp page() {
        return query -> query.batches(Optional.empty(), PageStart.NEWEST, COMPARED);
    }

    private static LookUp history(long module) {
        return query -> query.module(Story.sn(module));
    }

    private static LookUp asked(long module) {
        return query -> query.loadedKeys(Story.sn(module));
    }

    private static List<Figure> compared(int row, String name, double goal, double few, double many) {
        List<Figure> figures = new ArrayList<>();
        if (row == 12) {
            figures.add(Figure.of(
                    row, name + ": processor time in the large ledger", "ms", Figure.atMost(5), List.of(many)));
        }
        figures.add(Figure.of(
                        row, name + ": large ledger / " + FEW + " lines", "", Figure.atMost(goal), List.of(many / few))
                .with("millisecondsFew", few));
        return figures;
    }

    /** Processor time of this thread in milliseconds, the median. */
    private static double of(LedgerQuery query, LookUp lookUp) {
        List<Double> series = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            lookUp.of(query);
            series.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / 1e6);
        }
        return Figure.median(series);
    }

    /** In a small ledger whose batches are as large as the large one's. */
    private List<Figure> batches(LedgerSettings many) throws Exception {
        LedgerSettings few = filled("two-batches", FEW, UNITS);
        try (LedgerQuery small = LedgerQuery.open(few.location());
                LedgerQuery large = LedgerQuery.open(many.location())) {
            return compared(
                    12,
                    "one batch of " + UNITS + " modules",
                    1.5,
                    of(small, batch(1)),
                    of(large, batch(Math.max(1, events / 1_000))));
        }
    }

    private static LookUp batch(long number) {
        return query -> query.batch(new BatchId("bench-1", number)).orElseThrow();
    }

    /** Against a ledger of a tenth. */
    private Figure verification(LedgerSettings many) throws Exception {
        double tenth = verified(filled("tenth", events / 10, UNITS));
        double whole = verified(many);
        return Figure.of(
                        14,
                        "verify of " + events + " lines / of a tenth",
                        "",
                        Figure.atMost(11),
                        List.of(whole / tenth))
                .with("seconds", whole);
    }

    private static double verified(LedgerSettings settings) throws Exception {
        long begun = System.nanoTime();
        if (!LedgerVerifier.verify(settings.location(), List.of(), Optional.empty())
                .sound()) {
            throw new IllegalStateException("The ledger is not sound, so the figure says nothing");
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private List<Figure> copies(LedgerSettings many) throws Exception {
        Path backup = folder.resolve("backup.db");
        long begun = System.nanoTime();
        LedgerBackup.to(many.location(), backup);
        double back = (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        LedgerRestore.restore(
                backup, LedgerSettings.in(Files.createDirectories(folder.resolve("restored")), "bench-1"));
        double restored = (System.nanoTime() - begun) / 1e9;
        return List.of(Figure.of(14, "restore / backup", "", Figure.atMost(2), List.of(restored / back))
                .with("backupSeconds", back));
    }

    /** After a hundred programs that were killed with downloads in work. */
    private static Figure opening(LedgerSettings settings) throws Exception {
        Story story = new Story(9);
        for (int killed = 0; killed < INTERRUPTED; killed++) {
            try (Ledger ledger = Ledger.open(settings)) {
                ledger.commit(List.of(story.batch(ledger.nextBatch(), 3, 3)));
                for (int unit = 0; unit < 3; unit++) {
                    long module = 5_000_000 + killed * 3L + unit;
                    Intent intent = story.intent(story.download(module, 1, 1));
                    ledger.commit(List.of(story.unit(module, 1), intent, story.exported(intent)));
                }
            }
        }
        List<Double> series = new ArrayList<>();
        for (int i = 0; i <= 5; i++) {
            long begun = System.nanoTime();
            try (Ledger ledger = Ledger.open(settings)) {
                Optional<BatchSummary> newest = ledger.recover().interrupted().map(interrupted -> interrupted.batch());
                series.add((System.nanoTime() - begun) / 1e6);
                if (newest.isEmpty()) {
                    throw new IllegalStateException("The interrupted batch was not found");
                }
            }
        }
        return Figure.of(
                13, "open and recover with " + INTERRUPTED + " interrupted batches", "ms", Figure.atMost(50), series);
    }

    /** One question to a ledger. */
    private interface LookUp {
        Object of(LedgerQuery query);
    }
}
