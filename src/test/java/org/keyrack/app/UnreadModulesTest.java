package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.Eventually;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.journal.RunEvent.UnitStarted;
import org.keyrack.plan.Plan;
import org.keyrack.plan.Profile;
import org.keyrack.run.RunSummary;

/** Whatever stands in a reader and is no EI that was read is named before the run and counted after it. */
@Tag("rack")
class UnreadModulesTest {
    private static final String FIRST = "Virtual Reader 02";

    private static Refusal only(Plan plan) {
        assertEquals(1, plan.refusals().size(), plan.refusals().toString());
        return plan.refusals().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "'command: GETDATA, do: statusWord, sw: \"6F00\"', CARD_FAULTY, GET DATA 6F00",
        "'command: GETDATA, nth: 2, do: statusWord, sw: \"6985\"', CARD_FAULTY, GET DATA 6985",
        "'command: GETDATA, do: wrongLength', CARD_BREAKS_PROTOCOL, ''",
        "'command: GETDATA, do: hang, for: 60000', CARD_SILENT, ''",
    })
    void aModuleThatCannotBeReadIsRefusedAndCountedByItsReader(String fault, Refusal.Kind kind, String detail)
            throws Exception {
        try (Rack rack = Rack.of(3, "[ { unit: 1, times: 99, " + fault + " } ]")) {
            Plan plan = rack.plan();
            Refusal refusal = only(plan);
            assertEquals(kind, refusal.kind());
            assertEquals(detail, refusal.detail());
            assertEquals(FIRST, refusal.reader().orElseThrow());
            assertEquals(OptionalInt.of(1), refusal.shelf());
            assertFalse(plan.blocked());
            RunSummary summary = rack.start(plan, event -> {}).end().get(60, TimeUnit.SECONDS);
            assertFalse(summary.complete());
            assertEquals(
                    List.of(2, 1, 3),
                    List.of(
                            summary.of(ModuleClass.DONE),
                            summary.of(ModuleClass.REFUSED),
                            summary.counts().modules().seen()));
            assertEquals(4, summary.of(KeyClass.LOADED));
            UnitRefused written = rack.journal.of(UnitRefused.class).get(0);
            assertEquals(refusal, written.refusal());
            assertTrue(written.refusal().sn().isEmpty());
        }
    }

    @Test
    void aReaderThatIsNamedSaysWhatIsWrongWithIt() throws Exception {
        try (Rack rack = Rack.of(2, "[ { unit: 1, times: 99, command: GETDATA, do: statusWord, sw: \"6F00\" } ]")) {
            Plan all = rack.plan();
            Plan named = rack.batches.plan(all.profile(), Set.of(FIRST));
            assertEquals(Refusal.Kind.CARD_FAULTY, only(named).kind());
            assertEquals(List.of(), named.units());
            assertEquals(
                    List.of(),
                    rack.batches
                            .plan(all.profile(), Set.of("Virtual Reader 03"))
                            .refusals());
        }
    }

    @Test
    void aModuleThatIsTakenOutBetweenReadingAndPlanIsNamedWithItsSerialNumber() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            Plan before = rack.plan();
            BenchView seen = rack.bench.view();
            rack.cards.simulatedReaders().remove(FIRST);
            rack.bench.awaitRead(Duration.ofSeconds(20));
            Eventually.holds(
                    "one module is left", () -> rack.bench.view().eiUnits().size() == 1);
            Refusal gone = only(rack.batches.plan(before.profile(), Set.of(), seen));
            assertEquals(Refusal.Kind.TAKEN_OUT, gone.kind());
            assertEquals(before.units().get(0).sn(), gone.sn().orElseThrow());
        }
    }

    @Test
    void aReaderThatIsNamedAndHoldsNoModuleIsSaidByItsName() throws Exception {
        try (Rack rack = Rack.of(2, "[]")) {
            Profile profile = rack.plan().profile();
            rack.cards.simulatedReaders().remove(FIRST);
            while (rack.bench.view().eiUnits().size() > 1) {
                Thread.onSpinWait();
            }
            BenchView now = rack.bench.view();
            Refusal empty = only(rack.batches.plan(profile, Set.of(FIRST), now));
            assertEquals(
                    "The reader " + FIRST + " is empty. Insert a module there, or name another reader.",
                    new CauseTexts(Locale.ENGLISH).sentence(empty));
            String as = now.asUnits().get(0).reader();
            Refusal holdsAs = only(rack.batches.plan(profile, Set.of(as), now));
            assertEquals(Refusal.Kind.READER_HOLDS_AS, holdsAs.kind());
            assertEquals(as, holdsAs.detail());
            String other = now.eiUnits().get(0).reader();
            assertTrue(rack.batches
                    .plan(profile, Set.of(FIRST, other), now)
                    .refusals()
                    .isEmpty());
        }
    }

    @Test
    void theSlotsOfTheVirtualBenchGoFromTheSnapshotIntoTheJournal() throws Exception {
        try (Rack rack = Rack.of(3, "[]")) {
            rack.load();
            assertEquals(
                    List.of(1, 2, 3),
                    rack.journal.of(UnitStarted.class).stream()
                            .map(unit -> unit.shelf().orElseThrow())
                            .sorted()
                            .toList());
        }
    }
}
