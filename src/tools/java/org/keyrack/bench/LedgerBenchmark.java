package org.keyrack.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keyrack.app.TemporaryFolder;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One durable event: hash, line, commit and fsync on the disk of the working folder. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LedgerBenchmark {
    private final Story story = new Story(1);
    private TemporaryFolder folder;
    private Ledger ledger;
    private int attempt;

    /** A ledger of its own. */
    @Setup
    public void open() throws Exception {
        folder = TemporaryFolder.in(Path.of("target"), "jmh-ledger");
        ledger = Ledger.open(LedgerSettings.in(folder.path(), "bench-1"));
        ledger.commit(List.of(story.batch(ledger.nextBatch(), 1, 1), story.unit(1, 1)));
    }

    /** Appends one event. */
    @Benchmark
    public void append() throws Exception {
        Intent intent = story.intent(story.download(1, 1, ++attempt));
        ledger.commit(List.of(intent));
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
        ledger.close();
        folder.close();
    }
}
