package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.RackHead;
import org.keyrack.journal.Failure;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyResult.NotLoaded;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.Outcome;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.ProtocolStep;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.reader.Readers.Subscription;
import org.keyrack.run.RunSummary;

/** What a run does when the AS gives no key: an answer that is none, exports or Ctr used up. */
@Tag("rack")
class RefusedExportTest {
    private static final String TWO_AS = Stream.of(1, 1000)
            .map(exports -> RackHead.AS
                    .replace("as:\n", "-\n")
                    .replace("exports: 1000", "exports: " + exports)
                    .replace("id: \"00000001\"", String.format("id: \"%08d\"", exports))
                    .indent(2))
            .reduce("as:\n", String::concat);

    /** Why keys were not loaded, in the order of the journal. */
    private static List<Failure> failures(Rack rack) {
        return rack.journal.of(Outcome.class).stream()
                .filter(outcome -> outcome.result() instanceof NotLoaded)
                .map(outcome -> ((NotLoaded) outcome.result()).failure())
                .toList();
    }

    private static List<String> causes(Rack rack) {
        return failures(rack).stream().map(failure -> failure.cause().id()).toList();
    }

    private static boolean waitedForAs(Rack rack) {
        return rack.events.stream()
                .anyMatch(event ->
                        event instanceof PauseChanged paused && paused.reasons().contains(PauseReason.AS_LOST));
    }

    private static RunSummary load(Rack rack) throws Exception {
        LoadRun load = rack.start(rack.plan(), event -> {});
        Subscription pins = rack.enterPins(load);
        try {
            return load.end().get(30, TimeUnit.SECONDS);
        } finally {
            pins.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrongLength, length: 3",
                "wrongLength, length: 18",
                "wrongLength, length: 81",
                "wrongLength",
                "wrongLength, length: 83",
                "wrongLength, length: 98",
                "wrongLength, length: 258",
                "bareSuccess",
                "wrongBytes"
            })
    void anAnswerOfTheAsThatIsNoneLosesNoKeyAndTheAsIsAskedFor(String answer) throws Exception {
        try (Rack rack = Rack.of(2, "[ { as: 1, command: EXPORTKEY, nth: 2, do: " + answer + " } ]")) {
            RunSummary summary = load(rack);
            rack.assertCounts(summary, 4, 0, 0);
            assertEquals(5, rack.exports(), "one export was spent, and asked for again with a fresh R");
            assertEquals(List.of("protocol.EXPORTKEY"), causes(rack));
            assertEquals(ProtocolStep.EXPORTKEY, failures(rack).get(0).step());
            assertFalse(failures(rack).get(0).trace().isEmpty());
            assertTrue(waitedForAs(rack));
        }
    }

    @Test
    void anAsThatNeverAnswersRightFailsItsUnitsInsteadOfBeingAskedForEver() throws Exception {
        try (Rack rack = Rack.of(1, "[ { as: 1, command: EXPORTKEY, times: 1000, do: wrongLength } ]")) {
            RunSummary summary = load(rack);
            assertEquals(1, summary.of(ModuleClass.FAILED));
            assertEquals(List.of("protocol.EXPORTKEY", "protocol.EXPORTKEY", "protocol.EXPORTKEY"), causes(rack));
            assertEquals(3, rack.exports());
        }
    }

    @Test
    void anAsWithoutItsPinIsNamedAsThatAndAskedFor() throws Exception {
        try (Rack rack = Rack.of(1, "[ { as: 1, command: EXPORTKEY, do: statusWord, sw: \"6982\" } ]")) {
            assertEquals(2, load(rack).of(KeyClass.LOADED));
            assertEquals(List.of("as.operatorNotVerified"), causes(rack));
            assertTrue(waitedForAs(rack));
        }
    }

    @Test
    void atTheEndOfCtrTheLastKeysAreLoadedAndTheOthersSayWhy() throws Exception {
        try (Rack rack = Rack.atCtr(0xFFFFFFFDL, 2)) {
            RunSummary summary = rack.load();
            // One module has its second key before the other asks for its first, or both have one each.
            int failed = summary.of(KeyClass.FAILED);
            rack.assertCounts(summary, 2, failed, 0);
            assertEquals(failed, failures(rack).size());
            assertTrue(failed == 1 || failed == 2, () -> failed + " failed");
            assertFalse(waitedForAs(rack), "nobody can help this AS by its PIN");
            for (Failure failure : failures(rack)) {
                assertEquals("as.counterUsedUp", failure.cause().id());
                assertEquals(
                        "6986 The export counter of the AS has reached its end."
                                + " Use another AS; this one can export nothing more.",
                        new CauseTexts(Locale.ENGLISH).sentence(failure));
            }
        }
    }

    @Test
    void exportsUsedUpSinceThePlanAreNamedAsThat() throws Exception {
        try (Rack rack = Rack.withAs(RackHead.AS.replace("exports: 1000", "exports: 2"), 2)) {
            Plan plan = rack.plan();
            assertEquals(
                    4,
                    rack.start(plan, event -> {})
                            .end()
                            .get(30, TimeUnit.SECONDS)
                            .of(KeyClass.LOADED));
            rack.bench.awaitRead(Duration.ofSeconds(20));
            RunSummary again = rack.start(plan, event -> {}).end().get(30, TimeUnit.SECONDS);
            assertEquals(2, again.of(ModuleClass.FAILED));
            assertEquals(List.of("as.exportsUsedUp", "as.exportsUsedUp"), causes(rack));
        }
    }

    @Test
    void anAsWhoseExportsAreUsedUpLeavesTheRestToTheOther() throws Exception {
        try (Rack rack = Rack.withAs(TWO_AS, 4)) {
            RunSummary summary = rack.load();
            assertEquals(
                    List.of(8, 0),
                    List.of(summary.of(KeyClass.LOADED), summary.of(KeyClass.FAILED)),
                    () -> causes(rack).toString());
            assertTrue(rack.count(rack.cards.asReaders().get(0), Instruction.EXPORTKEY) <= 3);
        }
    }
}
