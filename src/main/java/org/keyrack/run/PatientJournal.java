package org.keyrack.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keyrack.journal.Journal;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.run.UnitWorker.StopRequested;
import org.keyrack.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of a run that waits as long as it cannot write, and ends the run when it never will again. */
final class PatientJournal {
    private static final Logger LOG = LoggerFactory.getLogger(PatientJournal.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** How long a stopping run still tries to write an outcome down; after that the ledger settles it on the next start. */
    private static final Duration LAST_TRIES = Duration.ofSeconds(5);

    private final Journal journal;
    private final ExportQueue queue;
    private final World world;
    private final CompletableFuture<Void> stopping;
    private final Runnable lost;
    /** What was logged last of a journal that cannot write; empty while it writes. Every unit and each retry hears the same. */
    private Optional<String> said = Optional.empty();
    /** Commits that went through. */
    private long written;

    /**
     * @param stopping completes when the run is to stop
     * @param lost called when the journal says that it will never write again
     */
    PatientJournal(Journal journal, ExportQueue queue, World world, CompletableFuture<Void> stopping, Runnable lost) {
        this.journal = journal;
        this.queue = queue;
        this.world = world;
        this.stopping = stopping;
        this.lost = lost;
    }

    /**
     * Writes, or throws at once.
     *
     * @throws JournalUnavailable as the journal says; a run that will never write again has been told
     */
    void tryOnce(List<RunEvent.Durable> events) throws JournalUnavailable, ClaimRefused {
        long before = written();
        try {
            journal.commit(events);
        } catch (JournalUnavailable unavailable) {
            failed(String.valueOf(unavailable.getMessage()), before);
            if (unavailable.isForGood()) {
                lost.run();
            }
            throw unavailable;
        }
        wrote();
    }

    /**
     * Returns when durable.
     *
     * @throws StopRequested when the run stops and the journal still cannot write, or never will
     */
    void commit(List<RunEvent.Durable> events) throws ClaimRefused, StopRequested, InterruptedException {
        try {
            tryOnce(events);
        } catch (JournalUnavailable unavailable) {
            requireHope(unavailable);
            queue.pause(PauseReason.LEDGER_UNAVAILABLE);
            commitLater(events);
        }
    }

    private void commitLater(List<RunEvent.Durable> events) throws ClaimRefused, StopRequested, InterruptedException {
        long stopped = 0;
        try {
            while (true) {
                if (stopped == 0) {
                    world.await(stopping, RETRY);
                } else {
                    world.sleep(RETRY);
                }
                try {
                    tryOnce(events);
                    return;
                } catch (JournalUnavailable still) {
                    requireHope(still);
                    // Another unit may have seen it write in between.
                    queue.pause(PauseReason.LEDGER_UNAVAILABLE);
                }
                if (stopping.isDone()) {
                    stopped = stopped == 0 ? world.nanos() : stopped;
                    if (world.nanos() - stopped > LAST_TRIES.toNanos()) {
                        throw new StopRequested();
                    }
                }
            }
        } finally {
            // A unit that waits no more must not keep the others waiting, whatever the ledger answered.
            queue.resume(PauseReason.LEDGER_UNAVAILABLE);
        }
    }

    private static void requireHope(JournalUnavailable unavailable) throws StopRequested {
        if (unavailable.isForGood()) {
            throw new StopRequested();
        }
    }

    private synchronized long written() {
        return written;
    }

    private synchronized void wrote() {
        written++;
        if (said.isPresent()) {
            said = Optional.empty();
            LOG.info("The ledger writes again");
        }
    }

    /** @param before commits when this one began: a failure that another unit's success has overtaken is no news */
    private synchronized void failed(String now, long before) {
        if (written == before && said.filter(now::equals).isEmpty()) {
            said = Optional.of(now);
            LOG.warn("The ledger cannot write: {}", now);
        }
    }
}
