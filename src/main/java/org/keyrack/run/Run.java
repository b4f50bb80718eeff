package org.keyrack.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keyrack.journal.BatchTally;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.UnitResult;
import org.keyrack.plan.PlannedUnit;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.ExportRequest.NotExported;
import org.keyrack.run.UnitWorker.StopRequested;
import org.keyrack.unit.As;
import org.keyrack.unit.UnitAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A batch in work: one AS queue served by one or several AS cards, one worker per unit.
 *
 * <p>Events go to the journal first and to the listener once they are durable. The listener is called from many threads, one
 * event at a time for each unit, and must not block.
 */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final Duration JOURNAL_RETRY = Duration.ofMillis(500);
    /** How long a stopping run still tries to write an outcome down; after that the ledger settles it on the next start. */
    private static final Duration JOURNAL_LAST_TRIES = Duration.ofSeconds(5);

    private final BatchStarted batch;
    private final RunSettings settings;
    private final Journal journal;
    private final UnitAccess access;
    private final Consumer<RunEvent> listener;
    private final ExportQueue queue;
    private final AsPool pool;
    private final RunTally tally;
    private final BatchTally counted = new BatchTally();
    private final CompletableFuture<RunSummary> end = new CompletableFuture<>();
    private final Context context = new Context();
    private final Object journalMonitor = new Object();
    private final List<RunEvent.Durable> unwritten = new ArrayList<>();
    private volatile EndReason stopReason;
    private volatile Supplier<List<RunEvent.Durable>> lastSeen = List::of;

    private Run(
            BatchStarted batch, RunSettings settings, Journal journal, UnitAccess access, Consumer<RunEvent> listener) {
        this.batch = batch;
        this.settings = settings;
        this.journal = journal;
        this.access = access;
        this.listener = event -> {
            counted.accept(event);
            listener.accept(event);
        };
        this.queue = new ExportQueue(this.listener);
        this.pool = new AsPool(queue, this.listener);
        this.tally = new RunTally(settings.stopAfterFailures());
    }

    /**
     * Opens a batch: it is durable when this returns. Units and AS cards are added next, then {@link #finish()}.
     *
     * @param seen the list of expected modules and what was seen and will not be loaded; written with the batch's start
     * @throws JournalUnavailable when the journal cannot write; nothing was begun
     */
    public static Run open(
            BatchStarted batch,
            List<RunEvent.Durable> seen,
            RunSettings settings,
            Journal journal,
            UnitAccess access,
            Consumer<RunEvent> listener)
            throws JournalUnavailable {
        try {
            List<RunEvent.Durable> start = new ArrayList<>(List.of(batch));
            start.addAll(seen);
            journal.commit(start);
        } catch (ClaimRefused impossible) {
            throw new JournalUnavailable("A batch's start was refused: " + impossible.getMessage(), impossible);
        }
        Run run = new Run(batch, settings, journal, access, listener);
        run.listener.accept(batch);
        seen.forEach(run.listener);
        return run;
    }

    /**
     * Writes down modules that came while the run is in work and will not be loaded. What cannot be written now is written
     * with the batch's end.
     */
    public void note(List<RunEvent.Durable> seen) {
        if (seen.isEmpty()) {
            return;
        }
        synchronized (unwritten) {
            unwritten.addAll(seen);
            try {
                journal.commit(List.copyOf(unwritten));
                unwritten.clear();
            } catch (JournalUnavailable | ClaimRefused later) {
                LOG.warn("Modules that are not loaded are written down later: {}", later.getMessage());
            }
        }
        seen.forEach(listener);
    }

    /** What is still to be written down when the batch ends, told then; asked for once, from any thread. */
    public void beforeEnd(Supplier<List<RunEvent.Durable>> rest) {
        lastSeen = rest;
    }

    /** Number of the batch on this bench. */
    public long batch() {
        return batch.batch();
    }

    /** Takes an AS with a verified PIN into the pool, at the start, as one more, or after it was lost. */
    public void addAs(As session, Bytes asId) {
        pool.join(session, asId);
    }

    /** Waits for an AS, as after one was lost, when none has been added. */
    public void awaitAs() {
        pool.awaitMember();
    }

    /**
     * Begins with a unit; also while others are in work (continuous mode).
     *
     * @return false when the run is stopping and takes no more
     */
    public boolean add(PlannedUnit unit) {
        synchronized (tally) {
            if (stopReason != null || tally.closed()) {
                return false;
            }
            tally.started();
        }
        Thread thread =
                new Thread(new UnitWorker(unit, context), "EI " + unit.sn().hex());
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    /** No more units will come: the batch ends with the last one in work. */
    public void finish() {
        synchronized (tally) {
            tally.close();
        }
        endIfIdle();
    }

    /** Waits before the next EXPORTKEY; what is on its way goes on. */
    public void pause() {
        queue.pause(PauseReason.OPERATOR);
    }

    public void resume() {
        queue.resume(PauseReason.OPERATOR);
    }

    /** Why the run waits now; empty when it does not. */
    public Set<PauseReason> pauses() {
        return queue.pauses();
    }

    /** Ends after the keys that are on their way. */
    public void stop() {
        stop(EndReason.STOPPED_BY_OPERATOR);
    }

    private void stop(EndReason reason) {
        synchronized (tally) {
            if (stopReason == null) {
                stopReason = reason;
            }
            tally.close();
        }
        queue.close();
        synchronized (journalMonitor) {
            journalMonitor.notifyAll();
        }
        endIfIdle();
    }

    /** Completes when the batch's end is durable, or when it was stopped and the ledger cannot write. */
    public CompletableFuture<RunSummary> end() {
        return end;
    }

    /** Figures up to now. */
    public RunFigures figures() {
        synchronized (tally) {
            return tally.figures(pool, batch.at());
        }
    }

    private void endIfIdle() {
        EndReason reason;
        synchronized (tally) {
            if (!tally.closed() || tally.inWork() > 0 || !tally.endOnce()) {
                return;
            }
            reason = stopReason == null ? EndReason.FINISHED : stopReason;
        }
        queue.close();
        List<RunEvent.Durable> seen = lastSeen.get();
        seen.forEach(counted::accept);
        RunSummary summary = new RunSummary(batch.batch(), reason, counted.countsAtEnd());
        RunEvent.BatchEnded ended = new RunEvent.BatchEnded(Instant.now(), batch.batch(), reason, summary.counts());
        List<RunEvent.Durable> last;
        synchronized (unwritten) {
            last = new ArrayList<>(unwritten);
            unwritten.clear();
        }
        last.addAll(seen);
        last.add(ended);
        try {
            context.commit(last);
        } catch (ClaimRefused | StopRequested e) {
            // The batch stays open in the ledger and is offered for resumption on the next start.
            LOG.warn("The end of batch {} could not be written: {}", batch.batch(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            context.fault(e);
        }
        try {
            seen.forEach(listener);
            listener.accept(ended);
        } finally {
            end.complete(summary);
        }
    }

    private final class Context implements RunContext {
        @Override
        public RunSettings settings() {
            return settings;
        }

        @Override
        public UnitAccess access() {
            return access;
        }

        @Override
        public boolean stopping() {
            return stopReason != null;
        }

        @Override
        public Export export(ExportKey command, int remaining) throws NotExported, StopRequested, InterruptedException {
            ExportRequest request = new ExportRequest(command, remaining, new CompletableFuture<>());
            queue.add(request);
            try {
                return request.answer().get();
            } catch (CancellationException e) {
                throw new StopRequested();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof NotExported not) {
                    throw not;
                }
                throw new IllegalStateException("The AS thread ended", e.getCause());
            }
        }

        @Override
        public void commit(List<RunEvent.Durable> events) throws ClaimRefused, StopRequested, InterruptedException {
            try {
                journal.commit(events);
            } catch (JournalUnavailable unavailable) {
                LOG.warn("The ledger cannot write: {}", unavailable.getMessage());
                queue.pause(PauseReason.LEDGER_UNAVAILABLE);
                commitLater(events);
            }
        }

        private void commitLater(List<RunEvent.Durable> events)
                throws ClaimRefused, StopRequested, InterruptedException {
            long stopped = 0;
            try {
                while (true) {
                    synchronized (journalMonitor) {
                        journalMonitor.wait(JOURNAL_RETRY.toMillis());
                    }
                    try {
                        journal.commit(events);
                        return;
                    } catch (JournalUnavailable still) {
                        LOG.warn("The ledger still cannot write: {}", still.getMessage());
                        // Another unit may have seen it write in between.
                        queue.pause(PauseReason.LEDGER_UNAVAILABLE);
                    }
                    if (stopping()) {
                        stopped = stopped == 0 ? System.nanoTime() : stopped;
                        if (System.nanoTime() - stopped > JOURNAL_LAST_TRIES.toNanos()) {
                            throw new StopRequested();
                        }
                    }
                }
            } finally {
                // A unit that waits no more must not keep the others waiting, whatever the ledger answered.
                queue.resume(PauseReason.LEDGER_UNAVAILABLE);
            }
        }

        @Override
        public void imported(long nanos) {
            synchronized (tally) {
                tally.imported(nanos);
            }
        }

        @Override
        public void tell(RunEvent event) {
            listener.accept(event);
        }

        @Override
        public void ended(UnitResult result) {
            boolean tooMany;
            synchronized (tally) {
                tooMany = tally.ended(result);
            }
            if (tooMany) {
                stop(EndReason.STOPPED_AFTER_FAILURES);
            }
            endIfIdle();
        }

        @Override
        public void fault(Throwable e) {
            LOG.error("A unit's worker failed: {}", e.getClass().getName(), e);
        }
    }
}
