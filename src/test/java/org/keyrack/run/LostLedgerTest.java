package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.SerialNumber;
import org.slf4j.LoggerFactory;

/** A run whose ledger is another program's now, or that cannot write its end, ends all the same and says why. */
class LostLedgerTest {
    private final ScriptedRun rack;

    LostLedgerTest() throws Exception {
        rack = new ScriptedRun();
    }

    /** Another program works with this ledger now: whatever else was asked for, that is why the run ends. */
    @Test
    void aLedgerThatIsLostForGoodEndsTheRunWithThatReason() throws Exception {
        boolean[] lost = {false};
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(Exported.class::isInstance)) {
                rack.run().stop();
                lost[0] = true;
            }
            if (lost[0]) {
                throw new JournalUnavailable("Another program has the ledger", null, true);
            }
        });
        RunSummary summary = rack.load(ScriptedRun.unit(5, 6));
        assertEquals(EndReason.LEDGER_LOST, summary.reason());
        assertEquals(EndReason.LEDGER_LOST, rack.told(BatchEnded.class).get(0).reason());
        assertEquals(0, rack.count("EI IMPORTKEY"), "nothing is written to the module that the ledger does not know");
        assertEquals(State.STOPPED, rack.result().state());
        assertFalse(rack.run().add(ScriptedRun.unit(7)));
    }

    @Test
    void aLedgerThatIsLostWithTheEndAloneIsTheReasonTold() throws Exception {
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(BatchEnded.class::isInstance)) {
                throw new JournalUnavailable("Another program has the ledger", null, true);
            }
        });
        assertEquals(EndReason.LEDGER_LOST, rack.load(ScriptedRun.unit(5)).reason());
        assertEquals(EndReason.LEDGER_LOST, rack.told(BatchEnded.class).get(0).reason());
    }

    @Test
    void aStopThatCannotWriteItsEndKeepsItsReason() throws Exception {
        rack.listener = event -> {
            if (event instanceof Exported) {
                rack.run().stop();
            }
        };
        rack.journal.guard(RecordingJournal.unavailableFor(BatchEnded.class));
        assertEquals(
                EndReason.STOPPED_BY_OPERATOR, rack.load(ScriptedRun.unit(5)).reason());
        assertEquals(List.of(), rack.journal.of(BatchEnded.class));
    }

    @Test
    void aThreadThatIsInterruptedWhileTheEndIsWrittenStaysInterrupted() throws Exception {
        Run run = rack.open();
        rack.journal.guard(RecordingJournal.unavailableFor(BatchEnded.class));
        Thread.currentThread().interrupt();
        run.finish();
        assertTrue(Thread.interrupted());
        assertTrue(run.end().isDone());
    }

    @Test
    void aFaultOfTheProgramAtTheEndIsLogged() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Run.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            Run run = rack.open();
            rack.journal.guard(added -> {
                throw new IllegalStateException("made by the test");
            });
            run.finish();
        } finally {
            logger.detachAppender(appender);
        }
        assertEquals(
                List.of("A unit's worker failed: java.lang.IllegalStateException"),
                appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    /** Modules are noted by whichever thread saw them: none may keep the others out. */
    @Test
    void modulesAreNotedFromSeveralThreadsAlsoAfterTheEnd() throws Exception {
        Run run = rack.open();
        rack.journal.guard(RecordingJournal.unavailableFor(UnitNeedsNothing.class));
        run.note(List.of(seen("0000000000000001")));
        rack.journal.guard(added -> {});
        onAnotherThread(() -> run.note(List.of(seen("0000000000000002"))));
        run.finish();
        onAnotherThread(() -> run.note(List.of(seen("0000000000000003"))));
        assertEquals(3, rack.journal.of(UnitNeedsNothing.class).size(), "each once");
    }

    @Test
    void whatWasWrittenWithTheEndIsNotWrittenAgain() throws Exception {
        Run run = rack.open();
        rack.journal.guard(RecordingJournal.unavailableFor(UnitNeedsNothing.class));
        run.note(List.of(seen("0000000000000001")));
        rack.journal.guard(added -> {});
        run.finish();
        run.note(List.of(seen("0000000000000002")));
        assertEquals(2, rack.journal.of(UnitNeedsNothing.class).size());
    }

    private static UnitNeedsNothing seen(String sn) {
        return new UnitNeedsNothing(Instant.EPOCH, 1, SerialNumber.parse(sn), "Reader 9", OptionalInt.empty());
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        Thread other = new Thread(work);
        other.setDaemon(true);
        other.start();
        other.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(other.isAlive(), "it is kept out");
    }
}
