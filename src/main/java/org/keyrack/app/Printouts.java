package org.keyrack.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyrack.app.PrintoutNews.Kind;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent;
import org.keyrack.language.SentenceException;
import org.keyrack.printer.PrintRecord;
import org.keyrack.printer.PrintRecord.Chosen;
import org.keyrack.printer.Printers;
import org.keyrack.world.WorkQueue;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the batches of a ledger print and write by themselves, in a thread of their own: a run never waits for a printer. What
 * is handed to one is written down before and after, so that a label that a crash has cut off is printed once or named.
 */
public final class Printouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Printouts.class);

    /** What is on its way when the ledger is closed gets this long; the rest is left to the next start. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private final World world;
    private final ReportSource records;
    private final String name;
    private final Printers printers;
    private final Path file;
    private final WorkQueue queue;
    private final Lock recording;
    private final List<Consumer<PrintoutNews>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> inWork = new HashSet<>();
    private @Nullable PrintRecord record;

    /** @param bench whose threads work for it */
    public Printouts(Bench bench, OpenLedger ledger, Printers printers) {
        this.world = bench.world();
        this.records = ledger.records();
        this.name = ledger.bench();
        this.printers = printers;
        this.file = ledger.printed();
        this.queue = new WorkQueue(bench.world(), "printouts");
        this.recording = bench.world().lock();
    }

    /** Calls the listener, in a thread of its own, when there is something to say. */
    public void onNews(Consumer<PrintoutNews> listener) {
        listeners.add(listener);
    }

    /** What hears the events of one batch and prints for it; called from many threads, it never waits for a printer. */
    public Consumer<RunEvent> batch(PrintoutWish wish) {
        return wish.nothing() ? event -> {} : new BatchPrintouts(this, wish);
    }

    /** Prints and writes what batches of earlier starts have left; returns at once. */
    public void resume(Locale locale) {
        queue.add(() -> left().forEach(chosen -> resume(chosen, locale)));
    }

    private List<Chosen> left() {
        if (Files.notExists(file)) {
            // Nothing was ever printed by itself here.
            return List.of();
        }
        try {
            return with(open -> open.open().stream()
                    .filter(chosen -> !inWork.contains(chosen.batch()))
                    .toList());
        } catch (IOException e) {
            tell(PrintoutNews.labels(Kind.NO_RECORD, "", 0, SentenceException.said(e)));
            return List.of();
        }
    }

    private void resume(Chosen chosen, Locale locale) {
        int slash = chosen.batch().lastIndexOf('/');
        BatchId batch = new BatchId(
                chosen.batch().substring(0, slash),
                Long.parseLong(chosen.batch().substring(slash + 1)));
        PrintoutWish wish = new PrintoutWish(
                Optional.of(new PrintoutWish.Labels(chosen.printer(), chosen.template()))
                        .filter(labels -> !labels.printer().isEmpty()),
                Optional.of(chosen.reports())
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of),
                locale);
        new BatchPrintouts(this, wish).resume(batch);
    }

    /** Something that is done with the record of what was printed. */
    @FunctionalInterface
    interface Use<T> {
        T of(PrintRecord record) throws IOException;
    }

    /** @throws IOException when what is printed cannot be written down, saying why */
    <T> T with(Use<T> use) throws IOException {
        recording.lock();
        try {
            PrintRecord open = record == null ? PrintRecord.open(file) : record;
            record = open;
            return use.of(open);
        } finally {
            recording.unlock();
        }
    }

    /** A batch of this start begins: what it prints is its own affair until it ends. */
    void begins(Chosen chosen) throws IOException {
        with(open -> {
            inWork.add(chosen.batch());
            open.begin(chosen);
            return true;
        });
    }

    /** A batch has printed what it could: what is left is tried again at the next start. */
    void over(String batch) {
        recording.lock();
        try {
            inWork.remove(batch);
        } finally {
            recording.unlock();
        }
    }

    void later(Runnable work) {
        if (!queue.add(work)) {
            LOG.warn("The ledger is closed; nothing is printed for it any more");
        }
    }

    void tell(PrintoutNews news) {
        if (news.kind() != Kind.WRITTEN) {
            LOG.warn("{} {} {} {}", news.kind(), news.batch(), news.count(), news.detail());
        }
        listeners.forEach(listener -> listener.accept(news));
    }

    /** Waits for what is on its way, for some seconds; what comes later is left to the next start. */
    @Override
    public void close() {
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        boolean added = queue.add(() -> idle.complete(true));
        queue.close();
        try {
            if (added && !world.await(idle, LAST)) {
                LOG.warn("What was on its way to a printer is left to the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ReportSource records() {
        return records;
    }

    String bench() {
        return name;
    }

    Printers printers() {
        return printers;
    }
}
