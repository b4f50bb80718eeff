package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.run.UnitWorker.StopRequested;
import org.slf4j.LoggerFactory;

/** A run waits for its ledger as long as that may help: by the clock, which passes at once here. */
class PatientJournalTest {
    private static final List<Durable> EVENTS = List.of(new ModulesExpected(Instant.EPOCH, 1, List.of(ScriptedRun.SN)));

    private final List<RunEvent> told = Collections.synchronizedList(new ArrayList<>());
    private final PassingWorld world = new PassingWorld();
    private final RecordingJournal journal = new RecordingJournal(line -> {});
    private final ExportQueue queue = new ExportQueue(told::add, world);
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final PatientJournal patient = new PatientJournal(journal, queue, world, stopping, lost::incrementAndGet);
    private int tries;

    private static JournalUnavailable unavailable(boolean forGood) {
        return new JournalUnavailable("The disk was taken away by the test", null, forGood);
    }

    /** Refuses so many commits. */
    private void refuses(int commits) {
        journal.guard(added -> {
            tries++;
            if (tries <= commits) {
                throw unavailable(false);
            }
        });
    }

    private List<Set<PauseReason>> pauses() {
        return told.stream().map(event -> ((PauseChanged) event).reasons()).toList();
    }

    @Test
    void whatIsWrittenAtOnceWaitsForNothing() throws Exception {
        patient.commit(EVENTS);
        assertEquals(EVENTS, journal.events());
        assertEquals(Duration.ZERO, world.waited());
        assertEquals(List.of(), pauses());
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainEveryHalfSecondAndPausesTheRun() throws Exception {
        refuses(3);
        patient.commit(EVENTS);
        assertEquals(EVENTS, journal.events(), "once");
        assertEquals(4, tries);
        assertEquals(Duration.ofMillis(1500), world.waited());
        assertEquals(List.of(Set.of(PauseReason.LEDGER_UNAVAILABLE), Set.of()), pauses());
        assertEquals(0, lost.get());
    }

    /** Another unit saw it write in between and ended the pause: who still cannot write begins it anew. */
    @Test
    void whoStillCannotWriteKeepsTheRunPaused() throws Exception {
        journal.guard(added -> {
            tries++;
            if (tries <= 2) {
                queue.resume(PauseReason.LEDGER_UNAVAILABLE);
                throw unavailable(false);
            }
            assertTrue(queue.pauses().contains(PauseReason.LEDGER_UNAVAILABLE));
        });
        patient.commit(EVENTS);
        assertEquals(Set.of(), queue.pauses());
    }

    @Test
    void aRunThatStopsStillTriesForFiveSeconds() {
        stopping.complete(null);
        refuses(Integer.MAX_VALUE);
        assertThrows(StopRequested.class, () -> patient.commit(EVENTS));
        assertTrue(world.waited().compareTo(Duration.ofSeconds(5)) >= 0, world::toString);
        assertTrue(world.waited().compareTo(Duration.ofSeconds(6)) < 0, world::toString);
        assertEquals(12, tries, "at once, at the stop, and every half second after it");
        assertEquals(Set.of(), queue.pauses(), "the others must not wait for it");
    }

    @Test
    void whatIsWrittenInThatTimeIsWritten() throws Exception {
        stopping.complete(null);
        refuses(9);
        patient.commit(EVENTS);
        assertEquals(EVENTS, journal.events());
    }

    @Test
    void aRunThatDoesNotStopWaitsForAsLongAsItTakes() throws Exception {
        refuses(1000);
        patient.commit(EVENTS);
        assertEquals(Duration.ofSeconds(500), world.waited());
    }

    @Test
    void aModuleThatIsRefusedByALedgerThatIsBackEndsThePause() {
        journal.guard(added -> {
            tries++;
            if (tries == 1) {
                throw unavailable(false);
            }
            throw new ClaimRefused(RecordingJournal.CLAIM);
        });
        assertThrows(ClaimRefused.class, () -> patient.commit(EVENTS));
        assertEquals(Set.of(), queue.pauses());
    }

    @Test
    void aLedgerThatWillNeverWriteAgainIsNotWaitedForAndEndsTheRun() {
        journal.guard(added -> {
            tries++;
            throw unavailable(true);
        });
        assertThrows(StopRequested.class, () -> patient.commit(EVENTS));
        assertEquals(List.of(1, 1), List.of(tries, lost.get()));
        assertEquals(List.of(), pauses());
        assertEquals(Duration.ZERO, world.waited());
    }

    @Test
    void aLedgerThatIsLostWhileItIsWaitedForEndsTheRunAndThePause() {
        journal.guard(added -> {
            tries++;
            throw unavailable(tries > 2);
        });
        assertThrows(StopRequested.class, () -> patient.commit(EVENTS));
        assertEquals(List.of(3, 1), List.of(tries, lost.get()));
        assertEquals(Set.of(), queue.pauses());
    }

    @Test
    void whatIsTriedOnceIsNotTriedAgain() {
        refuses(1);
        assertThrows(JournalUnavailable.class, () -> patient.tryOnce(EVENTS));
        assertEquals(List.of(1, 0), List.of(tries, lost.get()));
        assertFalse(queue.pauses().contains(PauseReason.LEDGER_UNAVAILABLE));
    }

    /** Every unit and each retry hears the same: it is logged once, and once more when it is over. */
    @Test
    void aSilentLedgerIsLoggedOnceAndItsReturnToo() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(PatientJournal.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
        try {
            patient.commit(EVENTS);
            refuses(3);
            patient.commit(EVENTS);
            patient.commit(EVENTS);
            assertEquals(
                    List.of(
                            "WARN The ledger cannot write: The disk was taken away by the test",
                            "INFO The ledger writes again"),
                    appender.list.stream()
                            .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                            .toList());
        } finally {
            logger.setLevel(null);
            logger.detachAppender(appender);
        }
    }

    /** Two units commit at once: what the slower one hears of a moment ago is no news when the other has written since. */
    @Test
    void aFailureThatAnothersSuccessHasOvertakenIsNotLogged() throws Exception {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger log = (Logger) LoggerFactory.getLogger(PatientJournal.class);
        log.addAppender(heard);
        journal.guard(added -> {
            tries++;
            if (tries == 1) {
                assertDoesNotThrow(() -> patient.tryOnce(EVENTS));
                throw unavailable(false);
            }
        });
        try {
            patient.commit(EVENTS);
        } finally {
            log.detachAppender(heard);
        }
        assertEquals(List.of(), heard.list);
    }
}
