package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.KeyResult;
import org.keyrack.journal.KeyResult.Loaded;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;

/** How a download whose outcome is not known is settled by reading its module, whatever database the ledger is in. */
abstract class SettlingSuite extends ExportsLeftSuite {
    /** As when a module is moved to another reader in mid-download, and read there: its run tells the outcome. */
    @Test
    void whatARunHasInWorkNobodyElseSettles() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            Intent moved = story.intent(story.download(1, 1, 1));
            ledger.commit(List.of(story.batch(1, 1, 1), story.unit(1, 1), moved, story.exported(moved)));
            OpenDownload open = ledger.openDownloads(Story.sn(1)).get(0);
            Optional<Loaded> read =
                    Optional.of((Loaded) story.loaded(moved, true).result());
            assertFalse(ledger.settle(open, read));
            ledger.commit(List.of(story.unknown(moved), story.unitEnded(1, UnitResult.State.UNKNOWN, 0, 1)));
            assertTrue(ledger.settle(open, read), "its run has let it go");
            assertEquals(List.of(), ledger.openDownloads(Story.sn(1)));
        }
    }

    @Test
    void whatIsSettledWhileALaterBatchRunsIsNoWorkOfThatBatch() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            Intent lost = story.intent(story.download(1, 1, 1));
            Intent other = story.intent(story.download(2, 1, 1));
            ledger.commit(List.of(story.batch(1, 2, 2), story.unit(1, 1), story.unit(2, 1)));
            ledger.commit(List.of(lost, story.exported(lost), other, story.exported(other)));
            ledger.commit(List.of(story.unknown(lost), story.unknown(other)));
            ledger.commit(List.of(story.unitEnded(1, UnitResult.State.UNKNOWN, 0, 1)));
            ledger.commit(List.of(story.unitEnded(2, UnitResult.State.UNKNOWN, 0, 1), story.ended(1, 0, 0)));
            // Continuous mode: the modules are put in again while the next batch works on others.
            ledger.commit(List.of(story.batch(2, 1, 1)));
            ledger.settle(
                    ledger.openDownloads(Story.sn(1)).get(0),
                    Optional.of(new KeyResult.Loaded(2, Story.SET, lost.r(), true)));
            ledger.settle(ledger.openDownloads(Story.sn(2)).get(0), Optional.empty());
            ledger.commit(story.wholeUnit(3, 1));
            ledger.commit(List.of(story.ended(2, 1, 1)));

            BatchView second = ledger.query().batch(new BatchId("bench-1", 2)).orElseThrow();
            assertEquals(
                    List.of(Story.sn(3)),
                    second.units().stream().flatMap(unit -> unit.sn().stream()).toList());
            assertEquals(Story.counts(1, 0, 0, 1, 0, 0), second.summary().counts());
            BatchView first = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(Story.counts(1, 1, 0, 1, 1, 0), first.summary().counts());
            assertEquals(1, ledger.query().module(Story.sn(1)).size());
        }
        assertTrue(verify().sound());
    }
}
