package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.BatchCounts;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.Journal.JournalUnavailable;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.KeyCounts;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.ModuleCounts;
import org.keyrack.journal.OpenDownload;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent.Durable;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.protocol.SerialNumber;

/** What every ledger does, whatever database it is in. */
abstract class LedgerSuite extends SettlingSuite {
    @Test
    void aWholeBatchIsKeptAndVerifies() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(1, ledger.nextBatch());
            runBatch(ledger, 1, 3, 2);
            assertEquals(2, ledger.nextBatch());

            BatchView view = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(BatchSummary.State.ENDED, view.summary().state());
            assertEquals("Ada Operator", view.summary().operator());
            assertEquals(Story.SET, view.summary().setKcv());
            assertTrue(view.summary().simulated());
            assertEquals(3, view.units().size());
            assertEquals(Story.counts(3, 0, 0, 6, 0, 0), view.summary().counts());
            KeyRecord key = view.units().get(0).keys().get(0);
            assertEquals(KeyRecord.State.LOADED, key.state());
            assertEquals(Optional.of(Story.AS_ID), key.asId());
            assertTrue(key.header().isPresent()
                    && key.sas().isPresent()
                    && key.receipt().isPresent());
            assertEquals(
                    List.of(view.summary().counts()),
                    ledger.query().batches(Optional.empty(), PageStart.NEWEST, 1_000).batches().stream()
                            .map(BatchSummary::counts)
                            .toList());

            Verification verified = verify();
            assertTrue(verified.sound(), verified.findings().toString());
            assertEquals(1, verified.vouched().size());
            assertEquals(ledger.head().head(), verified.vouched().get(0));
        }
    }

    @Test
    void theHistoryTellsWhatIsLoadedAndWhatIsOpen() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 2), story.unit(1, 2)));
            Intent first = story.intent(story.download(1, 1, 1));
            Intent second = story.intent(story.download(1, 2, 1));
            Exported exported = story.exported(second);
            ledger.commit(List.of(first, story.exported(first)));
            ledger.commit(List.of(story.loaded(first), second));
            assertEquals(List.of(), ledger.openDownloads(Story.sn(1)));
            ledger.commit(List.of(exported));

            OpenDownload open = ledger.openDownloads(Story.sn(1)).get(0);
            assertEquals(exported.header(), open.header());
            assertEquals(exported.r(), open.r());
            assertEquals(exported.v(), open.v());
            assertEquals(exported.sas(), open.sas());
            LoadedKey loaded = ledger.loadedKeys(Story.sn(1)).get(0);
            assertEquals(1, loaded.ref1());
            assertEquals(3, loaded.ref2());
            assertEquals(new BatchId("bench-1", 1), loaded.batch());

            ledger.commit(List.of(story.unknown(second)));
            assertEquals(List.of(open), ledger.openDownloads(Story.sn(1)));
            ledger.commit(List.of(story.loaded(second, true)));
            assertEquals(List.of(), ledger.openDownloads(Story.sn(1)));
            assertEquals(2, ledger.loadedKeys(Story.sn(1)).size());
        }
    }

    @Test
    void whatACrashLeftOpenIsUnknownOnTheNextStartAndCanBeSettled() throws Exception {
        Intent openIntent = story.intent(story.download(1, 1, 1));
        Intent exportedIntent = story.intent(story.download(2, 1, 1));
        // Closing writes nothing of its own: to the ledger it is the same as a killed program.
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 3, 3)));
            ledger.commit(story.wholeUnit(0, 1));
            ledger.commit(List.of(story.unit(1, 1), openIntent));
            ledger.commit(List.of(story.unit(2, 1), exportedIntent, story.exported(exportedIntent)));
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            Recovery recovery = ledger.recover();
            assertEquals(1, recovery.open().size());
            assertEquals(Story.sn(2), recovery.open().get(0).sn());
            assertEquals("Virtual reader 3", recovery.open().get(0).reader());
            InterruptedBatch interrupted = recovery.interrupted().orElseThrow();
            assertEquals(List.of(Story.sn(0)), List.copyOf(interrupted.finished()));
            assertEquals(
                    List.of(Story.sn(1), Story.sn(2)),
                    interrupted.unfinished().stream()
                            .flatMap(unit -> unit.sn().stream())
                            .toList());
            assertEquals(
                    KeyRecord.State.NOT_LOADED,
                    interrupted.unfinished().get(0).keys().get(0).state());
            assertEquals(
                    KeyRecord.State.UNKNOWN,
                    interrupted.unfinished().get(1).keys().get(0).state());

            ledger.commit(List.of(story.batch(2, 1, 1), story.unit(2, 1)));
            ClaimRefused refused = assertThrows(
                    ClaimRefused.class, () -> ledger.commit(List.of(story.intent(story.download(2, 1, 1)))));
            assertTrue(refused.getMessage().contains("batch 1"), refused.getMessage());
            ledger.commit(List.of(story.loaded(exportedIntent, true)));
            ledger.commit(List.of(story.intent(story.download(2, 2, 1))));

            BatchView first = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(
                    new BatchCounts(
                            new ModuleCounts(Map.of(ModuleClass.DONE, 2, ModuleClass.STOPPED, 1)),
                            new KeyCounts(Map.of(KeyClass.LOADED, 2, KeyClass.NOT_BEGUN, 1))),
                    first.summary().counts());
            assertTrue(first.units().get(2).keys().get(0).settled());
            assertEquals(1, ledger.loadedKeys(Story.sn(2)).get(0).batch().number());
        }
        assertTrue(verify().sound());
    }

    @Test
    void aModuleIsFoundByItsSnWithEveryBatchThatItWasIn() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 1)));
            ledger.commit(story.wholeUnit(5, 1));
            ledger.commit(List.of(story.ended(1, 1, 1)));

            ledger.commit(List.of(story.batch(2, 1, 1)));
            ledger.commit(story.wholeUnit(5, 1));
            ledger.commit(List.of(story.ended(2, 1, 1)));
            List<ModuleVisit> visits = ledger.query().module(Story.sn(5));
            assertEquals(
                    List.of(1L, 2L),
                    visits.stream().map(visit -> visit.batch().batch()).toList());
            assertEquals(List.of(Story.sn(5)), ledger.query().modulesWith("45500", 10));
            assertEquals(List.of(), ledger.query().modulesWith("FF", 10));
            assertEquals(List.of(), ledger.query().modulesWith("%", 10));
        }
    }

    @Test
    void noWorkIsRecordedOutsideOfABatch() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertThrows(ClaimRefused.class, () -> ledger.commit(List.of(story.unit(1, 1))));
        }
    }

    @Test
    void manyWorkersAreCommittedInGroupsAndEachInItsOrder() throws Exception {
        int units = 15;
        int keys = 4;
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, units, units * keys)));
            ExecutorService workers = Executors.newFixedThreadPool(units);
            List<Future<?>> all = new ArrayList<>();
            for (int unit = 0; unit < units; unit++) {
                List<Durable> events = new Story(unit).wholeUnit(unit, keys);
                all.add(workers.submit(() -> {
                    for (Durable event : events) {
                        ledger.commit(List.of(event));
                    }
                    return null;
                }));
            }
            for (Future<?> worker : all) {
                get(worker);
            }
            workers.shutdown();
            assertTrue(workers.awaitTermination(10, TimeUnit.SECONDS));
            ledger.commit(List.of(story.ended(1, units, units * keys)));
            BatchView view = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(
                    Story.counts(units, 0, 0, units * keys, 0, 0),
                    view.summary().counts());
        }
        assertTrue(verify().sound());
    }

    @Test
    void anEventCanNeitherBeChangedNorRemovedNorReplacedNorLeftOut() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        for (String statement : List.of(
                "UPDATE event SET body = 'x' WHERE seq = 2",
                "DELETE FROM event WHERE seq = 2",
                "INSERT INTO event (bench, seq, body) VALUES ('bench-1', 2, 'x')",
                "INSERT INTO event (bench, seq, body) VALUES ('bench-1', 1000, 'x')")) {
            assertThrows(Exception.class, () -> rawly(statement), statement);
        }
        assertTrue(verify().sound());
    }

    @Test
    void everyModuleThatWasSeenIsKeptWithItsCauseAndOnesSetAsideAfterTheEndAreVouchedFor() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(
                    story.batch(1, 2, 2),
                    story.refused(1, 4, Refusal.Kind.FOREIGN_SET, "be7ed6"),
                    story.refused(1, 4, Refusal.Kind.OCCUPIED, "2"),
                    story.needsNothing(1, 5)));
            ledger.commit(story.wholeUnit(1, 1));
            Intent failing = story.intent(story.download(2, 1, 1));
            ledger.commit(List.of(story.unit(2, 1), failing, story.notLoaded(failing, "link.HUNG")));
            ledger.commit(List.of(story.unitEnded(2, UnitResult.State.FAILED, 0, 1)));
            ledger.commit(List.of(story.ended(1, 1, 1)));
            Head end = ledger.head().head();
            ledger.commit(List.of(story.setAside(1, 2), story.setAside(1, 4)));

            BatchView view = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            Map<SerialNumber, UnitRecord> units = view.units().stream()
                    .collect(Collectors.toMap(unit -> unit.sn().orElseThrow(), unit -> unit));
            assertEquals(4, view.units().size());
            assertEquals(ModuleClass.DONE, units.get(Story.sn(1)).state());
            assertEquals(ModuleClass.NOTHING_NEEDED, units.get(Story.sn(5)).state());
            UnitRecord refused = units.get(Story.sn(4));
            assertEquals(ModuleClass.SET_ASIDE, refused.state());
            assertEquals(
                    "refusal.FOREIGN_SET",
                    refused.failure().orElseThrow().cause().id());
            assertEquals(
                    List.of("Virtual reader 5", "3", "5", "be7ed6"),
                    refused.failure().orElseThrow().details());
            assertEquals(
                    List.of(true, true, false),
                    List.of(
                            refused.setAside().isPresent(),
                            units.get(Story.sn(2)).setAside().isPresent(),
                            units.get(Story.sn(1)).setAside().isPresent()));
            // Each is in one class, and the list of batches counts what came after the end as the batch itself does.
            assertEquals(1, view.summary().counts().of(ModuleClass.DONE));
            assertEquals(2, view.summary().counts().of(ModuleClass.SET_ASIDE));
            assertEquals(0, view.summary().counts().of(ModuleClass.FAILED));
            assertEquals(
                    view.summary().counts(),
                    ledger.query()
                            .batches(Optional.empty(), PageStart.NEWEST, 1_000)
                            .batches()
                            .get(0)
                            .counts());
            assertEquals(end.seq() + 2, view.summary().head().seq());
            assertTrue(new HeadsFolder(settings("bench-1").heads())
                    .vouchingFor(ChainName.first("bench-1"), end.seq() + 2)
                    .isPresent());
            assertEquals(1, ledger.query().module(Story.sn(4)).size());
        }
        assertTrue(verify().sound(), verify().findings().toString());
    }

    @Test
    void theListThatABatchBeganWithIsKeptInItsOrderAndVouchedFor() throws Exception {
        List<SerialNumber> list = new ArrayList<>();
        // Not in order and with gaps: more than one line's worth of entries.
        for (int n = 600; n > 0; n -= 2) {
            list.add(Story.sn(n));
        }
        for (int n = 1000; n < 2000; n++) {
            list.add(Story.sn(n));
        }
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 1, 1), story.expects(1, list)));
            ledger.commit(story.wholeUnit(2, 1));
            ledger.commit(List.of(story.ended(1, 1, 1)));
            runBatch(ledger, 2, 1, 1);
        }
        try (LedgerQuery query = LedgerQuery.open(settings("bench-1").location())) {
            BatchView view = query.batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(list, List.copyOf(view.expected().orElseThrow().modules()));
            assertEquals(1, view.units().size(), "what was expected was not seen by that");
            assertEquals(
                    Optional.empty(),
                    query.batch(new BatchId("bench-1", 2)).orElseThrow().expected());
        }
        assertTrue(verify().sound(), verify().findings().toString());
    }

    @Test
    void aClosedLedgerRefusesLateLookUpsAndEventsAndOpensNothingAgain() throws Exception {
        Ledger ledger = Ledger.open(settings("bench-1"));
        runBatch(ledger, 1, 1, 1);
        ledger.close();
        assertThrows(LedgerUnreadable.class, () -> ledger.openDownloads(Story.sn(0)));
        assertThrows(LedgerUnreadable.class, () -> ledger.loadedKeys(Story.sn(0)));
        assertThrows(JournalUnavailable.class, ledger::nextBatch);
        assertThrows(JournalUnavailable.class, () -> ledger.commit(List.of(story.batch(2, 1, 1))));
        try (Ledger next = Ledger.open(settings("bench-1"))) {
            assertEquals(2, next.nextBatch());
        }
    }

    @Test
    void aNewBenchKeyIsSignedByTheOldOneAndOldHeadsStillVerify() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        BenchKey.renew(settings("bench-1").benchKey());
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 2, 1, 1);
        }
        Verification verified = verify();
        assertTrue(verified.sound(), verified.findings().toString());
        assertEquals(List.of(), verified.notices());
        assertEquals(1, verified.ends().size());
        assertEquals(verified.ends(), verified.vouched());
    }

    @Test
    void aBenchWhoseKeyIsLostBeginsANewChainThatNamesTheOldOne() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 1, 1);
        }
        Head old = new HeadsFolder(settings("bench-1").heads())
                .last("bench-1")
                .orElseThrow()
                .head();
        Files.delete(settings("bench-1").benchKey());
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            assertEquals(2, ledger.nextBatch());
            runBatch(ledger, 2, 1, 1);
        }
        Verification verified = verify();
        assertTrue(verified.sound(), verified.findings().toString());
        assertEquals(2, verified.ends().size());
        assertEquals(old, verified.ends().get(0));
        assertTrue(
                verified.ends().get(1).chain().name().startsWith("bench-1~"),
                verified.ends().toString());
        assertEquals(verified.ends(), verified.vouched());
    }

    private static void get(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
