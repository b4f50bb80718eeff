package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.CauseId;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.RunEvent.KeyStarted;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.RunSummary;

/** Whole batches on the simulated rack. Row numbers are those of docs/faults.md. */
@Tag("rack")
class LoadRunTest {
    private static CauseId cause(Rack rack) {
        return rack.events.stream()
                .filter(UnitEnded.class::isInstance)
                .map(event -> ((UnitEnded) event).result())
                .flatMap(result -> result.failure().stream())
                .findFirst()
                .orElseThrow()
                .cause();
    }

    private static long proved(Rack rack) {
        return rack.journal.of(Outcome.class).stream()
                .filter(outcome -> outcome.result() instanceof Loaded)
                .count();
    }

    @Test
    void aRackIsLoadedWithOneCommandAKeyInEachUnitAndOneInitiate() throws Exception {
        try (Rack rack = Rack.of(5, "[]")) {
            RunSummary summary = rack.load();
            rack.assertCounts(summary, 10, 0, 0);
            assertTrue(summary.complete());
            assertEquals(10, rack.exports());
            for (SlotView slot : rack.bench.view().slots()) {
                if (!slot.reader().equals(rack.asReader())) {
                    assertEquals(2, rack.count(slot.reader(), Instruction.IMPORTKEY));
                    assertEquals(1, rack.count(slot.reader(), Instruction.INITIATE));
                }
            }
        }
    }

    @Test
    void eachKeyHasItsThreeDurablePoints() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            rack.load();
            assertEquals(4, rack.journal.of(Intent.class).size());
            assertEquals(4, rack.journal.of(Exported.class).size());
            assertEquals(4, proved(rack));
        }
    }

    @Test
    void row7AnAnswerThatIsLostIsCountedOnceThroughItsReceipt() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, nth: 1, do: answerLost } ]")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
            assertEquals(
                    1,
                    rack.journal.of(Outcome.class).stream()
                            .filter(outcome -> outcome.result() instanceof Loaded loaded && loaded.settled())
                            .count());
            assertEquals(4, rack.exports());
        }
    }

    @Test
    void row8ACommandThatIsLostIsLoadedOnceWithAFreshR() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, nth: 1, do: commandLost } ]")) {
            rack.assertCounts(rack.load(), 4, 0, 0);
            assertEquals(5, rack.exports());
            List<Intent> intents = rack.journal.of(Intent.class);
            assertEquals(5, intents.stream().map(Intent::r).distinct().count());
        }
    }

    @Test
    void row9AHungUnitIsFlaggedAndTheOthersFinish() throws Exception {
        try (Rack rack = Rack.of(3, "[ { unit: 2, command: IMPORTKEY, nth: 1, do: hang, for: 60000 } ]")) {
            RunSummary summary = rack.load();
            assertEquals(2, summary.of(ModuleClass.DONE));
            rack.assertCounts(summary, 4, 0, 1);
            assertEquals(CauseId.link(LinkFailure.Reason.HUNG), cause(rack));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrongBytes", "wrongLength", "bareSuccess"})
    void row10GarbageNeverCountsWithoutAProof(String action) throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, nth: 1, do: " + action + " } ]")) {
            RunSummary summary = rack.load();
            assertEquals(4, summary.counts().keys().planned());
            assertEquals(summary.of(KeyClass.LOADED), proved(rack));
            assertEquals(action.equals("bareSuccess") ? 2 : 4, summary.of(KeyClass.LOADED));
        }
    }

    @Test
    void row11ASwappedModuleIsNotCounted() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, command: IMPORTKEY, nth: 1, do: swap } ]")) {
            RunSummary summary = rack.load();
            assertEquals(1, summary.of(ModuleClass.UNKNOWN));
            assertEquals(2, summary.of(KeyClass.LOADED));
        }
    }

    @Test
    void row13AnExportAnsweredWith6CIsNeverSentAgain() throws Exception {
        try (Rack rack = Rack.of(1, "[ { as: 1, command: EXPORTKEY, nth: 1, do: statusWord, sw: \"6C50\" } ]")) {
            RunSummary summary = rack.load();
            rack.assertCounts(summary, 2, 0, 0);
            List<Intent> intents = rack.journal.of(Intent.class);
            assertEquals(3, intents.stream().map(Intent::r).distinct().count());
            assertEquals(3, rack.exports());
        }
    }

    @Test
    void row22ARepeatedRandomIsFlagged() throws Exception {
        try (Rack rack = Rack.of(1, "[ { unit: 1, command: INITIATE, nth: 1, do: repeatRandom } ]")) {
            assertEquals(1, rack.load().of(ModuleClass.FAILED));
            assertEquals(CauseId.RANDOM_REPEATED, cause(rack));
        }
    }

    @Test
    void row24TheAsPulledPausesTheRunUntilItsPinIsEnteredAgain() throws Exception {
        try (Rack rack = Rack.of(3, "[ { as: 1, command: EXPORTKEY, nth: 3, do: pull, for: 300 } ]")) {
            Plan plan = rack.plan();
            CompletableFuture<Void> paused = new CompletableFuture<>();
            LoadRun load = rack.start(plan, event -> {
                if (event instanceof PauseChanged pause && pause.reasons().contains(PauseReason.AS_LOST)) {
                    paused.complete(null);
                }
            });
            paused.get(20, TimeUnit.SECONDS);
            CompletableFuture<Void> back = new CompletableFuture<>();
            AtomicBoolean asked = new AtomicBoolean();
            Subscription subscription = rack.bench.listen(view -> view.slot(rack.asReader())
                    .filter(slot -> slot.as().isPresent() && !slot.pinVerified())
                    .filter(slot -> !asked.getAndSet(true))
                    .ifPresent(slot -> back.complete(null)));
            back.get(20, TimeUnit.SECONDS);
            subscription.close();
            rack.bench.verifyOperator(rack.asReader(), rack.cards.operatorPin());
            load.addAs(rack.asReader());
            rack.assertCounts(load.end().get(60, TimeUnit.SECONDS), 6, 0, 0);
        }
    }

    @Test
    void aRunWhoseAsWentBeforeItsBeginWaitsForItAndGoesOn() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            Plan plan = rack.plan();
            rack.bench.discard(rack.asReader());
            LoadRun load = rack.start(plan, event -> {});
            assertTrue(load.waitsForAs(), "nobody would ask for the PIN");
            rack.bench.awaitRead(Duration.ofSeconds(20));
            rack.bench.verifyOperator(rack.asReader(), rack.cards.operatorPin());
            load.addAs(rack.asReader());
            rack.assertCounts(load.end().get(60, TimeUnit.SECONDS), 4, 0, 0);
        }
    }

    @Test
    void stopEndsAfterTheKeysOnTheirWayAndLosesNothing() throws Exception {
        try (Rack rack = Rack.of(4, "[]")) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            LoadRun load = rack.start(rack.plan(), event -> {
                if (event instanceof KeyStarted) {
                    started.complete(null);
                }
            });
            started.get(20, TimeUnit.SECONDS);
            load.stop();
            RunSummary summary = load.end().get(30, TimeUnit.SECONDS);
            assertEquals(EndReason.STOPPED_BY_OPERATOR, summary.reason());
            assertEquals(rack.journal.of(Exported.class).size(), proved(rack));
        }
    }

    @Test
    void theRunStopsAfterSoManyFailuresInARow() throws Exception {
        String faults = "[ { unit: 1, command: INITIATE, nth: 1, do: statusWord, sw: \"6985\" },"
                + " { unit: 2, command: INITIATE, nth: 1, do: statusWord, sw: \"6985\" } ]";
        try (Rack rack = Rack.of(2, faults)) {
            Plan plan = rack.plan("{name: Test, load: auto, stopAfterFailures: 2}");
            RunSummary summary = rack.start(plan, event -> {}).end().get(30, TimeUnit.SECONDS);
            assertEquals(EndReason.STOPPED_AFTER_FAILURES, summary.reason());
        }
    }

    @Test
    void row23AWrongPinCostsOneTryAndIsNamed() throws Exception {
        try (Rack rack = Rack.of(1, "[]")) {
            rack.bench.awaitRead(Duration.ofSeconds(20));
            CardFailure failure = assertThrows(
                    CardFailure.class, () -> rack.bench.verifyOperator(rack.asReader(), "999999".toCharArray()));
            assertEquals("Wrong PIN, tries left: 2", failure.getMessage());
            SlotView slot = rack.bench.view().slot(rack.asReader()).orElseThrow();
            assertEquals(2, slot.as().orElseThrow().identity().operatorTriesLeft());
        }
    }

    @Test
    void anEmptyReaderHasNoAs() throws Exception {
        try (Rack rack = Rack.of(1, "[]")) {
            assertThrows(LinkFailure.class, () -> rack.bench.as("no such reader"));
        }
    }

    @Test
    void row16WhileTheLedgerCannotWriteNothingIsExportedAndTheRunGoesOnAfterwards() throws Exception {
        try (Rack rack = Rack.of(3, "[]")) {
            Plan plan = rack.plan();
            CompletableFuture<Void> paused = new CompletableFuture<>();
            AtomicBoolean once = new AtomicBoolean();
            LoadRun load = rack.start(plan, event -> {
                if (event instanceof Outcome && !once.getAndSet(true)) {
                    rack.journal.available(false);
                }
                if (event instanceof PauseChanged pause && pause.reasons().contains(PauseReason.LEDGER_UNAVAILABLE)) {
                    paused.complete(null);
                }
            });
            paused.get(20, TimeUnit.SECONDS);
            assertTrue(rack.exports() <= rack.journal.of(Intent.class).size());
            rack.journal.available(true);
            rack.assertCounts(load.end().get(60, TimeUnit.SECONDS), 6, 0, 0);
        }
    }
}
