package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.journal.UnitResult.State;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.Units;

/** What is durable before which command is sent, and that nothing is told before it is durable. */
class DurablePointsTest {
    private final ScriptedRun rack;

    DurablePointsTest() throws Exception {
        rack = new ScriptedRun();
    }

    @Test
    void aKeyHasThreeDurablePointsAroundItsTwoCommands() throws Exception {
        rack.load(ScriptedRun.unit(5));
        assertEquals(
                List.of(
                        "EI INITIATE",
                        "ledger UnitStarted Intent",
                        "AS EXPORTKEY",
                        "ledger Exported",
                        "EI IMPORTKEY",
                        "ledger Outcome UnitEnded",
                        "ledger BatchEnded"),
                rack.commandsAndCommits());
        assertTrue(rack.card.holds(5, Units.TA128.toArray()));
    }

    /** A disk's flush less for each key, and no second INITIATE: the answer to IMPORTKEY brings the next R, but for the last. */
    @Test
    void theOutcomeOfAKeyIsCommittedWithTheIntentOfTheNext() throws Exception {
        List<Integer> askedForNext = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            rack.ei.on(Instruction.IMPORTKEY, (card, command) -> {
                askedForNext.add(command.p1());
                return card.transmit(command);
            });
        }
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(
                List.of(
                        "EI INITIATE",
                        "ledger UnitStarted Intent",
                        "AS EXPORTKEY",
                        "ledger Exported",
                        "EI IMPORTKEY",
                        "ledger Outcome Intent",
                        "AS EXPORTKEY",
                        "ledger Exported",
                        "EI IMPORTKEY",
                        "ledger Outcome UnitEnded",
                        "ledger BatchEnded"),
                rack.commandsAndCommits());
        assertEquals(List.of(1, 0), askedForNext);
    }

    @Test
    void whatIsWrittenNamesTheDownloadItsRandomAndItsProofs() throws Exception {
        rack.load(ScriptedRun.unit(5));
        Intent intent = rack.journal.of(Intent.class).get(0);
        Exported exported = rack.journal.of(Exported.class).get(0);
        Outcome outcome = rack.journal.of(Outcome.class).get(0);
        assertEquals(intent.r(), exported.r());
        assertEquals(Optional.of(intent.r()), outcome.r());
        assertEquals(List.of(intent.download(), intent.download()), List.of(exported.download(), outcome.download()));
        assertEquals(ScriptedRun.AS_ID, exported.asId());
        assertEquals(1, exported.slot());
        assertEquals(
                List.of(3, 5),
                List.of(exported.header().ref1(), exported.header().ref2()));
        Loaded loaded = (Loaded) outcome.result();
        assertEquals(
                List.of(2, Units.kcv(Units.TA128), false),
                List.of(loaded.keyVersion(), loaded.kcv(), loaded.settled()));
        assertEquals(new org.keyrack.journal.UnitResult(State.DONE, 1, 1, Optional.empty()), rack.result());
        UnitStarted started = rack.journal.of(UnitStarted.class).get(0);
        assertEquals(List.of(1, Optional.of(List.of())), List.of(started.keys(), started.past()));
    }

    @Test
    void aTileHearsWhichOfItsKeysIsInWork() throws Exception {
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(
                List.of("1 of 2", "2 of 2"),
                rack.told(KeyStarted.class).stream()
                        .map(key -> key.index() + " of " + key.of())
                        .toList());
    }

    @Test
    void nothingIsToldBeforeItIsDurableAndEverythingDurableIsToldOnceInItsOrder() throws Exception {
        List<RunEvent> early = new ArrayList<>();
        rack.listener = event -> {
            if (event instanceof Durable && !rack.journal.events().contains((DurableEvent) event)) {
                early.add(event);
            }
        };
        rack.load(ScriptedRun.unit(5, 6));
        assertEquals(List.of(), early);
        assertEquals(rack.journal.events(), List.copyOf(rack.told(Durable.class)));
    }

    @Test
    void aLedgerThatCannotTakeTheIntentLetsNothingBeExported() throws Exception {
        waitsForTheLedgerAt(Intent.class, "AS EXPORTKEY");
    }

    @Test
    void aLedgerThatCannotTakeWhatWasExportedLetsNothingBeImported() throws Exception {
        waitsForTheLedgerAt(Exported.class, "EI IMPORTKEY");
    }

    /** The ledger is asked again by itself; between its refusal and its answer the command was not sent and the run is paused. */
    private void waitsForTheLedgerAt(Class<? extends RunEvent> point, String command) throws Exception {
        List<Long> sent = new ArrayList<>();
        List<Boolean> paused = new ArrayList<>();
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(point::isInstance)) {
                sent.add(rack.count(command));
                paused.add(rack.run().pauses().contains(PauseReason.LEDGER_UNAVAILABLE));
                if (sent.size() == 1) {
                    throw new JournalUnavailable("The disk was taken away by the test", null);
                }
            }
        });
        assertEquals(1, rack.load(ScriptedRun.unit(5)).of(ModuleClass.DONE));
        assertEquals(List.of(0L, 0L), sent);
        assertEquals(List.of(false, true), paused);
        assertEquals(1, rack.count(command));
        assertTrue(rack.run().pauses().isEmpty());
    }

    @Test
    void aModuleThatAnotherBatchHasInWorkIsAskedForItsRandomAndNothingElse() throws Exception {
        rack.journal.guard(RecordingJournal.claimedAt(UnitStarted.class));
        RunSummary summary = rack.load(ScriptedRun.unit(5));
        assertEquals(List.of("EI INITIATE", "ledger BatchEnded"), rack.commandsAndCommits());
        assertEquals(CauseId.CLAIMED, rack.result().failure().orElseThrow().cause());
        assertEquals(
                List.of(RecordingJournal.CLAIM.sentence()),
                rack.result().failure().orElseThrow().trace());
        assertEquals(1, summary.of(ModuleClass.REFUSED));
    }

    @Test
    void aModuleThatAnotherBatchTookMeanwhileIsNotExportedFor() throws Exception {
        rack.journal.guard(RecordingJournal.claimedAt(Intent.class));
        rack.load(ScriptedRun.unit(5));
        assertEquals(0, rack.count("AS EXPORTKEY"));
        assertEquals(CauseId.CLAIMED, rack.result().failure().orElseThrow().cause());
        assertEquals(State.FAILED, rack.result().state());
    }

    /** What it had done is in the ledger or was refused by it: only its end is told. */
    @Test
    void theEndOfAModuleWhoseEndIsRefusedIsToldAllTheSame() throws Exception {
        rack.journal.guard(RecordingJournal.claimedAt(UnitEnded.class));
        RunSummary summary = rack.load(ScriptedRun.unit(5));
        assertEquals(State.DONE, rack.result().state());
        assertEquals(List.of(), rack.journal.of(UnitEnded.class));
        assertFalse(rack.journal.of(RunEvent.BatchEnded.class).isEmpty());
        assertEquals(RunEvent.EndReason.FINISHED, summary.reason());
    }

    @Test
    void aFaultOfTheProgramFailsItsModuleWithItsNameAndEndsTheBatch() throws Exception {
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(Exported.class::isInstance)) {
                throw new IllegalStateException("made by the test");
            }
        });
        rack.load(ScriptedRun.unit(5));
        assertEquals(State.FAILED, rack.result().state());
        assertEquals(
                "program.IllegalStateException",
                rack.result().failure().orElseThrow().cause().id());
        assertFalse(rack.result().failure().orElseThrow().trace().isEmpty());
        assertEquals(0, rack.count("EI IMPORTKEY"));
    }

    @Test
    void aLedgerThatFailsByAFaultAtAModulesEndLosesNoEnd() throws Exception {
        rack.journal.guard(added -> {
            if (added.stream().anyMatch(UnitEnded.class::isInstance)) {
                throw new IllegalStateException("made by the test");
            }
        });
        rack.load(ScriptedRun.unit(5));
        assertEquals(State.DONE, rack.result().state());
        assertEquals(1, rack.told(RunEvent.BatchEnded.class).size());
    }
}
