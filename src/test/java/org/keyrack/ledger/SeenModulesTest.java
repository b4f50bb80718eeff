package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.UnitRefused;

/** What the ledger keeps of whatever stood in a reader, and in which order it tells of batches. */
class SeenModulesTest {
    private final Story story = new Story(7);

    @TempDir
    Path folder;

    private LedgerSettings settings() {
        return LedgerSettings.in(folder, "bench-1");
    }

    @Test
    void whatCouldNotBeReadIsKeptByItsReaderAndTheSlotIsKept() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            ledger.commit(List.of(
                    story.batch(1, 0, 0),
                    story.unread(1, "Reader A", OptionalInt.of(12)),
                    story.unread(1, "Reader B", OptionalInt.empty())));
            ledger.commit(List.of(story.ended(1, 0, 0)));
            List<UnitRecord> units = ledger.query()
                    .batch(new BatchId("bench-1", 1))
                    .orElseThrow()
                    .units();
            assertEquals(
                    List.of("Reader A", "Reader B"),
                    units.stream().map(UnitRecord::reader).toList());
            assertEquals(
                    List.of(OptionalInt.of(12), OptionalInt.empty()),
                    units.stream().map(UnitRecord::shelf).toList());
            assertTrue(units.stream().allMatch(unit -> unit.sn().isEmpty() && unit.state() == ModuleClass.REFUSED));
            assertEquals(
                    List.of("Reader A", "0", "0", "GET DATA 6F00"),
                    units.get(0).failure().orElseThrow().details());
        }
        assertTrue(LedgerVerifier.verify(settings().location(), List.of(), Optional.empty())
                .sound());
    }

    @Test
    void askingForWhatIsLoadedClaimsNothingAndAPlanThatKnewLessIsRefused() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            List<LoadedKey> planned = ledger.loadedKeys(Story.sn(1));
            ledger.commit(List.of(story.batch(1, 1, 1)));
            ledger.commit(story.wholeUnit(1, 1));
            ledger.commit(List.of(story.ended(1, 1, 1), story.batch(2, 1, 1)));
            assertEquals(1, ledger.loadedKeys(Story.sn(1)).size());
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(story.unit(1, 1, planned))));
            ledger.commit(List.of(story.unit(1, 1, ledger.loadedKeys(Story.sn(1)))));
        }
    }

    @Test
    void whenTheClockGoesBackTheLatestBatchIsTheOneWithTheHighestNumber() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            ledger.commit(List.of(story.batch(1, 0, 0)));
            ledger.commit(List.of(story.ended(1, 0, 0)));
            BatchStarted second = story.batch(2, 1, 1);
            ledger.commit(List.of(new BatchStarted(
                    second.at().minus(Duration.ofDays(400)),
                    2,
                    second.profileName(),
                    second.profileHash(),
                    second.operator(),
                    second.asId(),
                    second.setKcv(),
                    1,
                    1,
                    true)));
            ledger.commit(story.wholeUnit(1, 1));
            ledger.commit(List.of(story.ended(2, 1, 1)));
            assertEquals(
                    List.of(2L, 1L),
                    ledger.query().batches(Optional.empty(), PageStart.NEWEST, 1_000).batches().stream()
                            .map(BatchSummary::batch)
                            .toList());
        }
    }

    @Test
    void twoModulesWithOneSerialNumberAreTwoRows() throws Exception {
        try (Ledger ledger = Ledger.open(settings())) {
            UnitRefused one = story.refused(1, 4, Refusal.Kind.DUPLICATE_SN, "Virtual reader 9");
            UnitRefused other = story.refused(
                    1,
                    4,
                    "Virtual reader 9",
                    one.refusal().kind(),
                    one.refusal().detail());
            ledger.commit(List.of(story.batch(1, 0, 0), one, other));
            ledger.commit(List.of(story.ended(1, 0, 0)));
            assertEquals(
                    List.of("Virtual reader 5", "Virtual reader 9"),
                    ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow().units().stream()
                            .map(UnitRecord::reader)
                            .toList());
        }
    }
}
