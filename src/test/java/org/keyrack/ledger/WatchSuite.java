package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyrack.journal.ChainName;

/** How every ledger is followed, whatever database it is in. */
abstract class WatchSuite extends LookUpSuite {
    /** Longer than a test may take: what ends such a wait was told. */
    private static final Duration NEVER = Duration.ofMinutes(10);

    private List<String> export(LedgerSettings settings) throws Exception {
        StringWriter lines = new StringWriter();
        LedgerExport.write(settings.location(), LedgerExport.Format.JSONL, lines);
        return lines.toString().lines().toList();
    }

    /** Collects until an end of a batch comes. */
    private static final class Collected implements LedgerWatch.Sink {
        private final List<String> lines = new ArrayList<>();
        private final CompletableFuture<Void> looked = new CompletableFuture<>();
        private final int ends;

        Collected(int ends) {
            this.ends = ends;
        }

        @Override
        public void event(ChainName chain, long seq, String body) {
            lines.add(body);
        }

        @Override
        public void idle() {
            looked.complete(null);
        }

        @Override
        public boolean ended() {
            return lines.stream()
                            .filter(line -> line.contains("\"batch-ended\""))
                            .count()
                    >= ends;
        }
    }

    private static CompletableFuture<Void> follow(LedgerWatch watch, Collected sink) {
        return CompletableFuture.runAsync(() -> {
            try {
                watch.follow(sink);
            } catch (LedgerException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whoeverWatchesGetsEachEventAsItIsChained() throws Exception {
        LedgerSettings settings = settings("bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            runBatch(ledger, 1, 2, 1);
            int before = export(settings).size();
            Collected sink = new Collected(1);
            try (LedgerWatch watch = LedgerWatch.fromNow(settings.location())) {
                CompletableFuture<Void> end = follow(watch, sink);
                sink.looked.get(60, TimeUnit.SECONDS);
                runBatch(ledger, 2, 3, 2);
                end.get(60, TimeUnit.SECONDS);
            }
            List<String> all = export(settings);
            assertEquals(all.subList(before, all.size()), sink.lines);
        }
    }

    @Test
    @Timeout(60)
    void watchingGoesOnAfterWhatIsKnown() throws Exception {
        LedgerSettings settings = settings("bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            runBatch(ledger, 1, 2, 1);
        }
        List<String> all = export(settings);
        Collected sink = new Collected(1);
        try (LedgerWatch watch = LedgerWatch.after(settings.location(), Map.of(ChainName.first("bench-1"), 3L))) {
            watch.follow(sink);
        }
        assertEquals(all.subList(3, all.size()), sink.lines);
        Collected whole = new Collected(1);
        try (LedgerWatch watch = LedgerWatch.after(settings.location(), Map.of())) {
            watch.follow(whole);
        }
        assertEquals(all, whole.lines);
    }

    @Test
    void aCommitEndsTheWait() throws Exception {
        LedgerSettings settings = settings("bench-1");
        try (Ledger ledger = Ledger.open(settings)) {
            Database database = Database.at(settings.location());
            try (Handle handle = EventStream.reader(database);
                    ChangeSignal signal = database.signal(handle)) {
                CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {
                    try {
                        // A file is also written by what commits nothing.
                        while (!signal.await(NEVER)) {
                            assertTrue(!Thread.currentThread().isInterrupted());
                        }
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
                runBatch(ledger, 1, 1, 1);
                told.get(60, TimeUnit.SECONDS);
            }
        }
    }
}
