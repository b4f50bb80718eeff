package org.keyrack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrack.app.ReportSource;
import org.keyrack.app.Resumption;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.RunEvent.BatchEnded;
import org.keyrack.journal.RunEvent.BatchStarted;
import org.keyrack.journal.RunEvent.EndReason;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.ledger.HeadsFolder;
import org.keyrack.ledger.Ledger;
import org.keyrack.ledger.LedgerSettings;
import org.keyrack.ledger.Story;

/** What a batch left, from real ledgers. */
class ResumptionTest {
    private static final String BENCH = "bench-1";

    private final Story story = new Story(7);

    @TempDir
    Path folder;

    private LedgerSettings settings;

    @BeforeEach
    void place() {
        settings = LedgerSettings.in(folder, BENCH);
    }

    private Optional<Resumption> left(Ledger ledger, long batch) {
        return Resumption.of(
                new ReportSource(ledger.query(), new HeadsFolder(settings.heads())), new BatchId(BENCH, batch));
    }

    private BatchEnded ended(long batch, EndReason reason) {
        BatchEnded sample = story.ended(batch, 1, 1);
        return new BatchEnded(sample.at(), batch, reason, sample.counts());
    }

    @Test
    void anInterruptedBatchLeavesWhatIsNotDoneAndCountsWhatWasNeverBegun() throws Exception {
        try (Ledger ledger = Ledger.open(settings)) {
            Intent intent = story.intent(story.download(2, 1, 1));
            ledger.commit(List.of(story.batch(1, 4, 4)));
            ledger.commit(story.wholeUnit(1, 1));
            ledger.commit(List.of(story.unit(2, 1), intent, story.exported(intent)));
            assertEquals(Optional.empty(), left(ledger, 1), "it may still be running");
        }
        try (Ledger ledger = Ledger.open(settings)) {
            Resumption left = left(ledger, 1).orElseThrow();
            assertEquals(
                    List.of(Story.sn(2)),
                    left.open().stream().flatMap(unit -> unit.sn().stream()).toList());
            assertEquals(Set.of(Story.sn(1)), left.finished());
            assertEquals(2, left.neverBegun());
            assertTrue(left.takes(Story.sn(2)));
            assertFalse(left.takes(Story.sn(1)), "a finished module is never loaded again");
            assertTrue(left.takes(Story.sn(3)), "it may be one of those that were never begun");
        }
    }

    @Test
    void whatALaterBatchOfTheSameProfileHasDoneIsNotLeftAndAWholeBatchLeavesNothing() throws Exception {
        try (Ledger ledger = Ledger.open(settings)) {
            BatchStarted first = story.batch(1, 2, 2);
            ledger.commit(List.of(first));
            ledger.commit(List.of(story.unit(2, 1)));
            ledger.commit(story.wholeUnit(1, 1));
            ledger.commit(List.of(ended(1, EndReason.STOPPED_BY_OPERATOR)));
            Resumption left = left(ledger, 1).orElseThrow();
            assertEquals(1, left.open().size());
            assertEquals(0, left.neverBegun());
            assertFalse(left.takes(Story.sn(9)), "a module that was never in the batch");

            ledger.loadedKeys(Story.sn(2));
            BatchStarted again = story.batch(2, 1, 1);
            List<org.keyrack.journal.RunEvent.Durable> events = new ArrayList<>();
            events.add(new BatchStarted(
                    again.at().plusMillis(1),
                    2,
                    first.profileName(),
                    first.profileHash(),
                    first.operator(),
                    first.asId(),
                    first.setKcv(),
                    1,
                    1,
                    true));
            ledger.commit(events);
            ledger.commit(story.wholeUnit(2, 1));
            ledger.commit(List.of(ended(2, EndReason.FINISHED)));
            assertEquals(Optional.empty(), left(ledger, 1));
            assertEquals(Optional.empty(), left(ledger, 2));
            assertEquals(Optional.empty(), left(ledger, 3));
        }
    }
}
