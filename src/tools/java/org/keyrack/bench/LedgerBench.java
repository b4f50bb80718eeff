package org.keyrack.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.LedgerVerifier;
import org.keyrack.ledger.Story;
import org.keyrack.ledger.Verification;

/** What the ledger costs: durable keys per second, verification, and whether it grows slower with its size. */
public final class LedgerBench {
    private static final int FEW = 1_000;
    private static final int SAMPLES = 400;

    private LedgerBench() {}

    /**
     * Keys made durable, three points each: intent with the outcome before it, exported, outcome.
     *
     * @param workers units at once; what waits is committed as one group
     * @param perSecond keys a second
     * @param fsyncMicros what one write and fsync of 4 KiB takes on that disk, median
     */
    public record DurableKeys(int workers, int keys, double perSecond, double fsyncMicros) {}

    /** Reading and checking every event. */
    public record VerifyTime(long events, double seconds) {}

    /**
     * One commit of one event, median, in a small and in a large ledger.
     *
     * @param ratio cost in the large one divided by cost in the small one
     */
    public record AppendCost(long few, double microsFew, long many, double microsMany, double ratio) {}

    /** All three. */
    public record Figures(DurableKeys durable, VerifyTime verify, AppendCost append) {}

    /**
     * Measures in a folder on the disk in question.
     *
     * @param location a {@code jdbc:postgresql:} URL of an empty database; empty: SQLite in the folder
     * @param events size of the large ledger, 1,000,000 for the figure that is reported
     */
    public static Figures measure(Path folder, Optional<String> location, long events) throws Exception {
        LedgerSettings settings = location.map(url -> LedgerSettings.at(url, "bench-1", folder))
                .orElseGet(() -> LedgerSettings.in(folder, "bench-1"));
        double fsync = fsync(folder);
        Story story = new Story(1);
        DurableKeys durable;
        AppendCost append;
        try (Ledger ledger = Ledger.open(settings)) {
            fill(ledger, story, FEW);
            durable = durableKeys(ledger, 15, 100, fsync);
            double alone = appendMicros(List.of(ledger), story)[0];
            fill(ledger, story, events);
            append = location.isPresent()
                    ? cost(alone, events, appendMicros(List.of(ledger), story)[0])
                    : beside(ledger, folder.resolve("small"), story, events);
        }
        long begun = System.nanoTime();
        Verification verified = LedgerVerifier.verify(settings.location(), List.of(), Optional.empty());
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!verified.sound()) {
            throw new IllegalStateException(verified.findings().toString());
        }
        return new Figures(durable, new VerifyTime(verified.events(), seconds), append);
    }

    /** A small and the large ledger by turns, so that whatever else the machine does weighs on both. */
    private static AppendCost beside(Ledger large, Path folder, Story story, long events) throws Exception {
        try (Ledger small = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            fill(small, story, FEW - SAMPLES);
            double[] micros = appendMicros(List.of(small, large), story);
            return cost(micros[0], events, micros[1]);
        }
    }

    /** One commit of one event in a ledger, divided by the same in another one, by turns; medians. */
    static double appendRatio(Ledger ledger, Ledger other) throws Exception {
        double[] micros = appendMicros(List.of(ledger, other), new Story(7));
        return micros[0] / micros[1];
    }

    private static AppendCost cost(double microsFew, long many, double microsMany) {
        return new AppendCost(FEW, microsFew, many, microsMany, microsMany / microsFew);
    }

    /** What a fresh SQLite ledger in a folder keeps, of 15 units with 100 keys each. */
    static DurableKeys durableKeys(Path folder) throws Exception {
        double fsync = fsync(folder);
        try (Ledger ledger = Ledger.open(LedgerSettings.in(folder, "bench-1"))) {
            fill(ledger, new Story(1), FEW);
            return durableKeys(ledger, 15, 100, fsync);
        }
    }

    private static DurableKeys durableKeys(Ledger ledger, int workers, int keys, double fsync) throws Exception {
        double seconds = load(ledger, 1_000_000, workers, keys);
        return new DurableKeys(workers, workers * keys, workers * keys / seconds, fsync);
    }

    /**
     * A batch, its cards left out: every unit commits in a thread of its own.
     *
     * @param first the first module
     * @return seconds that the keys took
     */
    static double load(Ledger ledger, int first, int workers, int keys) throws Exception {
        long batch = ledger.nextBatch();
        ledger.commit(List.of(new Story(0).batch(batch, workers, workers * keys)));
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        long begun = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            int unit = first + worker;
            all.add(threads.submit(() -> {
                load(ledger, new Story(unit), unit, keys);
                return null;
            }));
        }
        for (Future<?> worker : all) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        ledger.commit(List.of(new Story(0).ended(batch, workers, workers * keys)));
        return seconds;
    }

    /** As a unit's worker commits: the outcome together with the next intent. */
    private static void load(Ledger ledger, Story story, int unit, int keys) throws Exception {
        List<Durable> waiting = new ArrayList<>(List.of(story.unit(unit, keys)));
        for (int key = 1; key <= keys; key++) {
            Intent intent = story.intent(story.download(unit, key, 1));
            waiting.add(intent);
            ledger.commit(waiting);
            ledger.commit(List.of(story.exported(intent)));
            waiting = new ArrayList<>(List.of(story.loaded(intent)));
        }
        waiting.add(story.unitEnded(unit, UnitResult.State.DONE, keys, keys));
        ledger.commit(waiting);
    }

    /** Appends whole batches until the ledger has so many events. */
    static void fill(Ledger ledger, Story story, long events) throws Exception {
        fill(ledger, story, events, 300);
    }

    /** @param unitsInBatch modules of one batch; module n of batch b has the SN {@code Story.sn(b * unitsInBatch + n)} */
    static void fill(Ledger ledger, Story story, long events, int unitsInBatch) throws Exception {
        int keys = 10;
        while (ledger.head().head().seq() < events) {
            long batch = ledger.nextBatch();
            List<Durable> all = new ArrayList<>();
            all.add(story.batch(batch, unitsInBatch, unitsInBatch * keys));
            long missing = events - ledger.head().head().seq();
            for (int unit = 0; unit < unitsInBatch && all.size() < missing; unit++) {
                all.addAll(story.wholeUnit(batch * unitsInBatch + unit, keys));
            }
            all.add(story.ended(batch, unitsInBatch, unitsInBatch * keys));
            ledger.commit(all);
        }
    }

    /** Median cost of one commit of one event in each ledger, taken by turns. */
    private static double[] appendMicros(List<Ledger> ledgers, Story story) throws Exception {
        long unit = 9_000_000 + System.nanoTime() % 1_000_000;
        for (Ledger ledger : ledgers) {
            ledger.commit(List.of(story.batch(ledger.nextBatch(), 1, SAMPLES), story.unit(unit, SAMPLES)));
        }
        double[][] micros = new double[ledgers.size()][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int ledger = 0; ledger < ledgers.size(); ledger++) {
                List<Durable> one = List.of(story.intent(story.download(unit, 1, i + 1)));
                long begun = System.nanoTime();
                ledgers.get(ledger).commit(one);
                micros[ledger][i] = (System.nanoTime() - begun) / 1e3;
            }
        }
        double[] medians = new double[ledgers.size()];
        for (int ledger = 0; ledger < ledgers.size(); ledger++) {
            medians[ledger] = median(micros[ledger]);
            ledgers.get(ledger).commit(List.of(story.ended(ledgers.get(ledger).nextBatch() - 1, 0, 0)));
        }
        return medians;
    }

    private static double fsync(Path folder) throws IOException {
        Path probe = folder.resolve("fsync-probe");
        double[] micros = new double[SAMPLES];
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SAMPLES; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
                micros[i] = (System.nanoTime() - begun) / 1e3;
            }
        }
        Files.delete(probe);
        return median(micros);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Arguments: the number of events (default 1,000,000), then a PostgreSQL URL for that instead of SQLite. */
    public static void main(String[] arguments) throws Exception {
        long events = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        try (TemporaryFolder folder = TemporaryFolder.in(Path.of(""), "ledger-bench")) {
            System.out.println(
                    measure(folder.path(), Optional.ofNullable(arguments.length > 1 ? arguments[1] : null), events));
        }
    }
}
