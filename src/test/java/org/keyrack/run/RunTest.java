package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.run.ScriptedCard.answered;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.ModulesExpected;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitNeedsNothing;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.Units;

/** A batch as a whole: its start, its pauses, its stop and its one end. */
class RunTest {
    private static final long SECONDS = 20;

    private final ScriptedRun rack;

    RunTest() throws Exception {
        rack = new ScriptedRun();
    }

    private static UnitNeedsNothing complete(String sn) {
        return new UnitNeedsNothing(Instant.EPOCH, 1, SerialNumber.parse(sn), "Reader 9", OptionalInt.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBatchBeginsWithOneCommitAndIsToldAfterIt() throws Exception {
        ModulesExpected expected = new ModulesExpected(Instant.EPOCH, 1, List.of(ScriptedRun.SN));
        BatchStarted batch = ScriptedRun.batch(1, 1);
        Run run = Run.open(
                batch, List.of(expected), rack.settings, rack.journal, rack.access, rack.world, rack.told::add);
        assertEquals(List.of("ledger BatchStarted ModulesExpected"), rack.account);
        assertEquals(List.of(batch, expected), List.copyOf(rack.told));
        assertEquals(1, run.batch());
        assertFalse(run.end().isDone());
    }

    @Test
    void aBatchThatCannotBeWrittenIsNotBegun() {
        rack.journal.guard(RecordingJournal.unavailableFor(BatchStarted.class));
        assertThrows(JournalUnavailable.class, () -> rack.open(ScriptedRun.unit(5)));
        rack.journal.guard(RecordingJournal.claimedAt(BatchStarted.class));
        JournalUnavailable refused = assertThrows(JournalUnavailable.class, () -> rack.open(ScriptedRun.unit(5)));
        assertTrue(refused.getMessage().contains(RecordingJournal.CLAIM.sentence()), refused.getMessage());
        assertEquals(List.of(), List.copyOf(rack.told));
    }

    @Test
    void itEndsWithItsLastModuleOnceItTakesNoMore() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        rack.listener = event -> {
            if (event instanceof UnitEnded) {
                done.countDown();
            }
        };
        Run run = rack.open(ScriptedRun.unit(5));
        run.addAs(ScriptedRun.verified(rack.as), ScriptedRun.AS_ID);
        assertTrue(run.add(ScriptedRun.unit(5)));
        await(done);
        assertFalse(run.end().isDone(), "more may come");
        run.finish();
        RunSummary summary = rack.end();
        assertTrue(summary.complete());
        assertEquals(List.of(1L, EndReason.FINISHED), List.of(summary.batch(), summary.reason()));
        assertFalse(run.add(ScriptedRun.unit(6)));
        assertEquals(summary.counts(), rack.journal.of(BatchEnded.class).get(0).counts());
    }

    @Test
    void theSummaryCountsWhatWasToldByModuleAndKey() throws Exception {
        rack.ei.on(Instruction.IMPORTKEY, ScriptedCard.passed(), answered(0x6300));
        RunSummary summary = rack.load(ScriptedRun.unit(5, 6, 7));
        assertEquals(
                List.of(0, 1, 1, 1),
                List.of(
                        summary.of(ModuleClass.DONE),
                        summary.of(ModuleClass.FAILED),
                        summary.of(KeyClass.LOADED),
                        summary.of(KeyClass.FAILED)));
        assertFalse(summary.complete());
    }

    @Test
    void anEndIsToldAndWrittenOnceHoweverOftenItIsAskedFor() throws Exception {
        rack.load(ScriptedRun.unit(5));
        rack.run().finish();
        rack.run().stop();
        assertEquals(1, rack.told(BatchEnded.class).size());
        assertEquals(EndReason.FINISHED, rack.end().reason());
        assertEquals(1, rack.journal.of(BatchEnded.class).size());
    }

    @Test
    void aRunWithoutAModuleEndsAtOnce() throws Exception {
        Run run = rack.open();
        run.finish();
        assertTrue(run.end().isDone());
    }

    @Test
    void aPauseHoldsTheNextExportAndLetsGoOnWhatIsOnItsWay() throws Exception {
        List<Long> exportsWhilePaused = new ArrayList<>();
        rack.listener = event -> {
            if (event instanceof Exported && rack.run().pauses().isEmpty() && exportsWhilePaused.isEmpty()) {
                rack.run().pause();
            }
            if (event instanceof Intent && !rack.run().pauses().isEmpty()) {
                exportsWhilePaused.add(rack.count("AS EXPORTKEY"));
                assertEquals(1, rack.count("EI IMPORTKEY"), "the key on its way went in");
                rack.run().resume();
            }
        };
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(List.of(1L), exportsWhilePaused);
        assertEquals(State.DONE, rack.result().state());
        assertEquals(
                List.of(Set.of(PauseReason.OPERATOR), Set.of()),
                rack.told(PauseChanged.class).stream()
                        .map(PauseChanged::reasons)
                        .toList());
    }

    /** Its second key waits for the AS: it was not exported, and the ledger says why. */
    @Test
    void aStopEndsWithTheKeysThatAreOnTheirWay() throws Exception {
        rack.listener = event -> {
            if (event instanceof Exported) {
                rack.run().pause();
            }
            if (event instanceof Intent && !rack.run().pauses().isEmpty()) {
                rack.run().stop();
            }
        };
        RunSummary summary = rack.load(ScriptedRun.unit(5, 6, 7));
        assertEquals(EndReason.STOPPED_BY_OPERATOR, summary.reason());
        assertEquals(List.of("loaded", CauseId.STOPPED.id()), rack.causes());
        assertEquals(State.STOPPED, rack.result().state());
        assertEquals(1, rack.result().loaded());
        assertEquals(Optional.empty(), rack.result().failure());
        assertEquals(1, rack.count("AS EXPORTKEY"));
        assertFalse(summary.complete());
        Outcome stopped = rack.journal.of(Outcome.class).get(1);
        assertEquals(
                Optional.of(rack.journal.of(Intent.class).get(1).r()), stopped.r(), "of the random that was drawn");
    }

    @Test
    void aStopBetweenTwoKeysBeginsNoOther() throws Exception {
        rack.listener = event -> {
            if (event instanceof Exported) {
                rack.run().stop();
            }
        };
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(1, rack.told(KeyStarted.class).size());
        assertEquals(List.of("loaded"), rack.causes());
        assertEquals(State.STOPPED, rack.result().state());
        assertTrue(rack.card.holds(5, Units.TA128.toArray()));
        assertFalse(rack.run().add(ScriptedRun.unit(7)));
    }

    @Test
    void theFirstReasonOfAStopIsTheOneThatIsTold() throws Exception {
        rack.settings = ScriptedRun.settings(2, 1);
        rack.ei.on(Instruction.IMPORTKEY, answered(0x6300));
        rack.listener = event -> {
            if (event instanceof Exported) {
                rack.run().stop();
            }
        };
        assertEquals(
                EndReason.STOPPED_BY_OPERATOR, rack.load(ScriptedRun.unit(5)).reason());
    }

    @Test
    void modulesThatFailInARowStopTheRun() throws Exception {
        rack.settings = ScriptedRun.settings(2, 2);
        Run run = rack.open(ScriptedRun.unit(5));
        run.addAs(ScriptedRun.verified(rack.as), ScriptedRun.AS_ID);
        rack.put("Reader 2", "EI 2", Units.ei(Suite.AES_128, ScriptedRun.OTHER))
                .on(Instruction.INITIATE, answered(0x6985));
        rack.ei.on(Instruction.INITIATE, answered(0x6985));
        assertTrue(run.add(ScriptedRun.unit(5)));
        run.add(ScriptedRun.unit("Reader 2", ScriptedRun.OTHER, 5));
        assertEquals(EndReason.STOPPED_AFTER_FAILURES, rack.end().reason());
        assertFalse(run.add(ScriptedRun.unit(6)));
    }

    @Test
    void modulesThatAreNotLoadedAreWrittenWhenTheyCome() throws Exception {
        Run run = rack.open();
        rack.account.clear();
        run.note(List.of());
        assertEquals(List.of(), rack.account);
        UnitNeedsNothing seen = complete("0000000000000001");
        run.note(List.of(seen));
        assertEquals(List.of("ledger UnitNeedsNothing"), rack.account);
        assertTrue(rack.told.contains(seen));
        run.finish();
        assertEquals(1, rack.end().of(ModuleClass.NOTHING_NEEDED));
        assertEquals(1, rack.journal.of(UnitNeedsNothing.class).size(), "once");
    }

    @Test
    void whatCouldNotBeWrittenThenIsWrittenWithTheNextOrTheEnd() throws Exception {
        Run run = rack.open();
        rack.account.clear();
        rack.journal.guard(RecordingJournal.unavailableFor(UnitNeedsNothing.class));
        run.note(List.of(complete("0000000000000001")));
        rack.journal.guard(RecordingJournal.claimedAt(UnitNeedsNothing.class));
        run.note(List.of(complete("0000000000000002")));
        assertEquals(2, rack.told(UnitNeedsNothing.class).size(), "people see them at once");
        rack.journal.guard(added -> {});
        run.note(List.of(complete("0000000000000003")));
        rack.journal.guard(RecordingJournal.unavailableFor(UnitNeedsNothing.class));
        run.note(List.of(complete("0000000000000004")));
        rack.journal.guard(added -> {});
        run.finish();
        rack.end();
        assertEquals(
                List.of(
                        "ledger UnitNeedsNothing UnitNeedsNothing UnitNeedsNothing",
                        "ledger UnitNeedsNothing BatchEnded"),
                rack.account);
    }

    @Test
    void whatIsAskedForAtTheEndIsWrittenCountedAndToldWithIt() throws Exception {
        UnitNeedsNothing seen = complete("0000000000000001");
        Run run = rack.open();
        run.beforeEnd(() -> List.of(seen));
        rack.account.clear();
        run.finish();
        assertEquals(1, rack.end().of(ModuleClass.NOTHING_NEEDED));
        assertEquals(List.of("ledger UnitNeedsNothing BatchEnded"), rack.account);
        List<RunEvent> told = List.copyOf(rack.told);
        assertSame(seen, told.get(told.size() - 2));
        assertEquals(1, rack.journal.of(BatchEnded.class).get(0).counts().of(ModuleClass.NOTHING_NEEDED));
    }

    @Test
    void aLedgerThatRefusesTheEndOrFailsByAFaultDoesNotHoldIt() throws Exception {
        for (RecordingJournal.Guard guard :
                Arrays.asList(RecordingJournal.claimedAt(BatchEnded.class), (RecordingJournal.Guard) added -> {
                    throw new IllegalStateException("made by the test");
                })) {
            ScriptedRun other = new ScriptedRun();
            Run run = other.open();
            other.journal.guard(guard);
            run.finish();
            assertEquals(EndReason.FINISHED, other.end().reason());
            assertEquals(1, other.told(BatchEnded.class).size());
            assertEquals(List.of(), other.journal.of(BatchEnded.class));
        }
    }

    @Test
    void aListenerThatFailsAtTheEndDoesNotHoldIt() throws Exception {
        Run run = rack.open();
        rack.listener = event -> {
            throw new IllegalStateException("made by the test");
        };
        assertThrows(IllegalStateException.class, run::finish);
        assertTrue(run.end().isDone());
    }

    /** Its place in the tally is given back, else the batch would never end. */
    @Test
    void aListenerThatFailsForAModuleDoesNotHoldTheBatch() throws Exception {
        rack.listener = event -> {
            if (event instanceof Outcome || event instanceof UnitEnded) {
                throw new IllegalStateException("made by the test");
            }
        };
        assertEquals(EndReason.FINISHED, rack.load(ScriptedRun.unit(5)).reason());
    }

    /** The ledger is away, the operator stops: the run tries for a while and then ends without its end written. */
    @Test
    void aClaimRefusedByALedgerThatIsBackFailsItsModuleAndEndsThePause() throws Exception {
        int[] asked = {0};
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(Intent.class::isInstance)) {
                if (asked[0]++ == 0) {
                    throw new JournalUnavailable("The disk was taken away by the test", null);
                }
                throw new ClaimRefused(RecordingJournal.CLAIM);
            }
        });
        rack.load(ScriptedRun.unit(5));
        assertEquals(CauseId.CLAIMED, rack.result().failure().orElseThrow().cause());
        assertEquals(Set.of(), rack.run().pauses());
        assertEquals(0, rack.count("AS EXPORTKEY"));
    }

    @Test
    void theFiguresOfARunSayHowLongItTookAndWithHowManyAs() throws Exception {
        rack.load(ScriptedRun.unit(5));
        RunFigures figures = rack.run().figures();
        assertEquals(
                List.of(1L, 1L, 1, 1),
                List.of(figures.exports(), figures.imports(), figures.asCards(), figures.unitsAtOnce()));
        assertTrue(figures.elapsed().compareTo(figures.asBusy()) >= 0
                && figures.elapsed().toSeconds() < SECONDS);
    }

    @Test
    void aRunThatIsStoppedWithNothingInWorkEndsAtOnce() throws Exception {
        Run run = rack.open();
        run.stop();
        assertTrue(run.end().isDone());
        assertEquals(EndReason.STOPPED_BY_OPERATOR, rack.end().reason());
    }

    @Test
    void whoServesAnAsGoesWithTheRun() throws Exception {
        Run run = rack.open();
        run.addAs(ScriptedRun.verified(rack.as), Bytes.ofHex("0000abcd"));
        Thread serving = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("AS 0000abcd"))
                .findFirst()
                .orElseThrow();
        run.finish();
        serving.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertFalse(serving.isAlive());
    }

    /** It was moved to another reader: what is open of it must be told before anything is begun with it there. */
    @Test
    void aModuleIsInWorkOnceAndMayBeBegunAgainAsSoonAsItsEndIsTold() throws Exception {
        List<Boolean> taken = new ArrayList<>();
        rack.listener = event -> {
            if (event instanceof Exported && taken.isEmpty()) {
                taken.add(rack.run().add(ScriptedRun.unit(6)));
            }
            if (event instanceof UnitEnded && taken.size() == 1) {
                taken.add(rack.run().add(ScriptedRun.unit(6)));
                rack.run().finish();
            }
        };
        Run run = rack.open(ScriptedRun.unit(5));
        run.addAs(ScriptedRun.verified(rack.as), ScriptedRun.AS_ID);
        run.add(ScriptedRun.unit(5));
        rack.end();
        assertEquals(List.of(false, true), taken);
        assertEquals(List.of("loaded", "loaded"), rack.causes());
    }
}
