package org.keyrack.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyrack.journal.BatchCounts;
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
import org.keyrack.world.World;
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

    private final BatchStarted batch;
    private final RunSettings settings;
    private final PatientJournal written;
    private final UnitAccess access;
    private final World world;
    private final Consumer<RunEvent> listener;
    private final ExportQueue queue;
    private final AsPool pool;
    private final RunTally tally;
    private final BatchTally counted = new BatchTally();
    private final CompletableFuture<RunSummary> end = new CompletableFuture<>();
    private final Context context = new Context();
    private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();
    private final List<RunEvent.Durable> unwritten = new ArrayList<>();
    private final Lock writing;
    private volatile @Nullable EndReason stopReason;
    private volatile Supplier<List<RunEvent.Durable>> lastSeen = List::of;

    private Run(
            BatchStarted batch,
            RunSettings settings,
            Journal journal,
            UnitAccess access,
            World world,
            Consumer<RunEvent> listener) {
        this.batch = batch;
        this.settings = settings;
        this.access = access;
        this.world = world;
        this.writing = world.lock();
        this.listener = event -> {
            counted.accept(event);
            listener.accept(event);
        };
        this.queue = new ExportQueue(this.listener, world);
        this.pool = new AsPool(queue, this.listener, world);
        this.tally = new RunTally(settings.stopAfterFailures());
        this.written = new PatientJournal(journal, queue, world, stopAsked, () -> stop(EndReason.LEDGER_LOST));
    }

    /**
     * Opens a batch: it is durable when this returns. Units and AS cards are added next, then {@link #finish()}.
     *
     * @param seen the list of expected modules and what was seen and will not be loaded; written with the batch's start
     * @param world whose clock and threads it uses
     * @throws JournalUnavailable when the journal cannot write; nothing was begun
     */
    public static Run open(
            BatchStarted batch,
            List<RunEvent.Durable> seen,
            RunSettings settings,
            Journal journal,
            UnitAccess access,
            World world,
            Consumer<RunEvent> listener)
            throws JournalUnavailable {
        try {
            List<RunEvent.Durable> start = new ArrayList<>(List.of(batch));
            start.addAll(seen);
            journal.commit(start);
        } catch (ClaimRefused impossible) {
            throw new JournalUnavailable("A batch's start was refused: " + impossible.getMessage(), impossible);
        }
        Run run = new Run(batch, settings, journal, access, world, listener);
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
        writing.lock();
        try {
            unwritten.addAll(seen);
            written.tryOnce(List.copyOf(unwritten));
            unwritten.clear();
        } catch (JournalUnavailable | ClaimRefused later) {
            LOG.debug("Modules that are not loaded are written down later", later);
        } finally {
            writing.unlock();
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
     * @return false when the run is stopping and takes no more, or has this module in work already: it was moved to another
     *     reader, and what is open of it there must be told first
     */
    public boolean add(PlannedUnit unit) {
        synchronized (tally) {
            if (stopReason != null || tally.closed() || !tally.started(unit.sn())) {
                return false;
            }
        }
        world.start("EI " + unit.sn().hex(), new UnitWorker(unit, context));
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
            if (stopReason == null || reason == EndReason.LEDGER_LOST) {
                stopReason = reason;
            }
            tally.close();
        }
        queue.close();
        stopAsked.complete(null);
        endIfIdle();
    }

    /** Completes when the batch's end is durable, or when it was stopped and the ledger cannot write. */
    public CompletableFuture<RunSummary> end() {
        return end;
    }

    /** Figures up to now. */
    public RunFigures figures() {
        synchronized (tally) {
            return tally.figures(pool, batch.at(), world.now());
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
        BatchCounts counts = counted.countsAtEnd();
        RunEvent.BatchEnded ended = new RunEvent.BatchEnded(world.now(), batch.batch(), reason, counts);
        List<RunEvent.Durable> last = takeUnwritten();
        last.addAll(seen);
        last.add(ended);
        try {
            context.commit(last);
        } catch (ClaimRefused | StopRequested e) {
            // The batch stays open in the ledger and is offered for resumption on the next start.
            LOG.warn("The end of batch {} could not be written: {}", batch.batch(), e.getMessage());
            if (stopReason == EndReason.LEDGER_LOST) {
                ended = new RunEvent.BatchEnded(ended.at(), batch.batch(), EndReason.LEDGER_LOST, counts);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            context.fault(e);
        }
        try {
            seen.forEach(listener);
            listener.accept(ended);
        } finally {
            end.complete(new RunSummary(batch.batch(), ended.reason(), counts));
        }
    }

    private List<RunEvent.Durable> takeUnwritten() {
        writing.lock();
        try {
            List<RunEvent.Durable> taken = new ArrayList<>(unwritten);
            unwritten.clear();
            return taken;
        } finally {
            writing.unlock();
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
        public World world() {
            return world;
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
                return world.get(request.answer());
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
            written.commit(events);
        }

        @Override
        public void imported(long nanos) {
            synchronized (tally) {
                tally.imported(nanos);
            }
        }

        @Override
        public void tell(RunEvent event) {
            if (event instanceof RunEvent.UnitEnded unitEnded) {
                // Before anybody hears of it: whoever does may begin with the module again.
                synchronized (tally) {
                    tally.left(unitEnded.sn());
                }
            }
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
