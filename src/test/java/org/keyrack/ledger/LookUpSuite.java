package org.keyrack.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.AsAct;
import org.keyrack.journal.AsActed;
import org.keyrack.journal.AsDiffered;
import org.keyrack.journal.BatchId;
import org.keyrack.journal.CeremonyAct;
import org.keyrack.journal.CeremonyEvent.CeremonyActed;
import org.keyrack.journal.CeremonyEvent.CeremonyEnded;
import org.keyrack.journal.CeremonyEvent.CeremonyStarted;
import org.keyrack.journal.CeremonyEvent.Person;
import org.keyrack.journal.CeremonyRole;
import org.keyrack.journal.ChainName;
import org.keyrack.journal.DurableEvent;
import org.keyrack.journal.HeldTransportKey;
import org.keyrack.journal.Journal.ClaimRefused;
import org.keyrack.journal.LettersPrinted;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.RunEvent.Intent;
import org.keyrack.journal.UnitResult;
import org.keyrack.language.SentenceException;
import org.keyrack.order.OrderException;
import org.keyrack.order.SignedOrder;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.world.World;

/** How every ledger looks things up, whatever database it is in. */
abstract class LookUpSuite extends SerialSuite {
    /** Steps of the database's plans that read more than they answer. */
    abstract List<String> slow(Handle handle, List<String> queries);

    @Test
    void everyLookUpHasItsIndex() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            runBatch(ledger, 1, 3, 2);
        }
        QueryPlans heard = new QueryPlans();
        Database database = Database.at(settings("bench-1").location());
        try (Handle handle = database.openWriter("bench-1")) {
            handle.getConfig(SqlStatements.class).setSqlLogger(heard);
            new CatchUp(database, handle).run();
            Opening opening = new Opening(
                    handle,
                    database,
                    "bench-1",
                    BenchKey.at(settings("bench-1").benchKey()),
                    Optional.empty(),
                    Instant.now());
            Head head = opening.chain(Optional.empty(), new KeptCheckpoints(folder));
            opening.closeInterrupted();
            ModuleClaims claims = new ModuleClaims(database, "bench-1");
            WriterConnection writer = new WriterConnection(
                    database, claims, WriterToken.drawn("bench-1", World.real().random()), handle, opening.state(head));
            writer.append(opening.lines(), opening.free());
            Story story = new Story(7);
            Intent intent = story.intent(story.download(1, 1, 1));
            writer.commit(List.of(List.of(story.batch(2, 1, 1), story.unit(1, 1), intent, story.exported(intent))));
            writer.commit(List.of(List.of(story.unknown(intent), story.ended(2, 0, 0), story.loaded(intent, true))));
            writer.commit(List.of(preparation(Story.sn(9))));
            orders(writer, database, handle, story);
            assertTrue(Chains.highestCtr(handle, database, Story.AS_ID.hex()).isPresent());
            writer.commit(List.of(
                    List.of(new AsActed(Instant.now(), Story.AS_ID, AsAct.STATE, "LOADING", 3, 9, "Ada Operator"))));
            assertFalse(
                    Chains.exportsAfter(handle, database, Story.AS_ID.hex(), 0).isEmpty());
            assertEquals(
                    1, Chains.actsAfter(handle, database, Story.AS_ID.hex(), 2).size());
            assertEquals(OptionalLong.of(3), Chains.highestActs(handle, database, Story.AS_ID.hex()));
            ceremony(writer, new LedgerQuery(database, new Reading(database, handle)));
            SerialNumbers.highest(handle, Story.sn(1), Story.sn(9));
            SerialNumbers.free(handle, Story.sn(1), Story.sn(9));
            new StoredTree(handle, head.chain()).root(head.seq());
            CheckpointTable.newest(handle, head.chain(), head.seq());
            SerialNumbers.unfinished(handle, "00010203040506070809", Optional.empty());
            SerialNumbers.unfinished(handle, "00010203040506070809", Optional.of(Story.sn(1)));
            SerialNumbers.planOf(handle, Story.sn(9));
            SerialNumbers.transportKeys(handle);
            SerialNumbers.lastPreparation(handle, "bench-1");
            LedgerQuery query = new LedgerQuery(database, new Reading(database, handle));
            query.batches(Optional.empty(), PageStart.NEWEST, 1_000).batches();
            query.newest("bench-1");
            assertTrue(query.batch(new BatchId("bench-1", 2)).isPresent());
            assertEquals(2, query.module(Story.sn(1)).size());
            assertEquals(List.of(Story.sn(1)), query.modulesWith("0001", 9));
            KeptReceipt receipt = query.receipts(Story.sn(1)).get(2);
            writer.commit(List.of(List.of(Story.audited(receipt, true))));
            assertTrue(query.receipts(Story.sn(1)).get(2).confirmed());
            assertFalse(query.receipts(Story.sn(1)).get(1).confirmed());
            assertEquals(
                    Optional.of(true),
                    query.batch(new BatchId("bench-1", 2))
                            .orElseThrow()
                            .units()
                            .get(0)
                            .keys()
                            .get(0)
                            .audited()
                            .map(AuditRecord::genuine));
            List<ModuleHolding> holdings = new ArrayList<>();
            query.holdings(holdings::add);
            assertEquals(Optional.of(1), holdings.get(1).held().map(HeldTransportKey::version));
            assertEquals(List.of(Story.sn(1)), query.modulesAfter(Optional.of(Story.sn(0)), 1));
            assertEquals(2, query.loadedKeys(Story.sn(1)).size());
            assertEquals(List.of(), query.openDownloads());
            assertEquals(
                    2,
                    LedgerWatch.after(handle, ChainName.first("bench-1"), 1)
                            .get(0)
                            .seq());
            QueryPlans.assertNone(slow(handle, heard.queries()), heard.queries());
        } finally {
            database.close();
        }
    }

    /** What is written of a ceremony is read as it was told, and letters by the KCV of their key. */
    private static void ceremony(WriterConnection writer, LedgerQuery query) throws Exception {
        Bytes script = Bytes.ofHex("c0".repeat(32));
        Instant now = Instant.parse("2026-11-30T12:00:00Z");
        Kcv kcv = new Kcv(Bytes.ofHex("0102ef"));
        List<Person> people = List.of(
                new Person("Anna Berg", CeremonyRole.ADMINISTRATOR), new Person("Bo Carl", CeremonyRole.CUSTODIAN));
        List<DurableEvent> told = List.of(
                new CeremonyStarted(now, script, "Keys", "AS", Bytes.ofHex("00".repeat(32)), people, "Ada", true),
                new CeremonyActed(now, script, CeremonyAct.PIN, "operator", "Anna Berg", Optional.empty(), ""),
                new CeremonyActed(now, script, CeremonyAct.DRAWN, "T1", "", Optional.of(kcv), ""),
                new CeremonyEnded(now, script, true, Story.AS_ID, "Ada"));
        LettersPrinted letters = new LettersPrinted(now, "T0", 16, kcv, List.of(kcv, kcv), List.of("A", "B"), "Ada");
        writer.commit(List.of(told));
        writer.commit(List.of(List.of(letters)));
        assertEquals(
                told, query.ceremony(script).stream().map(CeremonyLine::event).toList());
        assertEquals(List.of(), query.ceremony(Bytes.ofHex("c1".repeat(32))));
        AsDiffered early = new AsDiffered(now, Story.AS_ID, 9, 3, 8, 2, "Ada");
        AsDiffered late = new AsDiffered(now.plusSeconds(1), Story.AS_ID, 9, 4, 8, 2, "Ada");
        writer.commit(List.of(List.of(early, late)));
        assertEquals(List.of(late, early), query.differences());
        assertEquals(Optional.of(letters), query.letters(kcv));
        assertEquals(Optional.empty(), query.letters(new Kcv(Bytes.ofHex("0102ee"))));
    }

    private interface OrderAct {
        void with(OrderActs acts) throws OrderException, PersonException;
    }

    private static Optional<SentenceException> act(WriterConnection writer, Database database, OrderAct act)
            throws Exception {
        return writer.act(
                (handle, transaction, now) -> act.with(new OrderActs(database, handle, transaction, now)),
                Instant.now());
    }

    private static void orders(WriterConnection writer, Database database, Handle handle, Story story)
            throws Exception {
        BenchKey bench =
                BenchKey.at(java.nio.file.Files.createTempDirectory("bench").resolve("bench.key"));
        String ledger = OrderBook.ledgerId(handle);
        SignedOrder order = OrderOffice.order(ledger, "1", "{quantity: 2}", "2999-12-31");
        assertEquals(
                Optional.empty(),
                act(writer, database, acts -> acts.trustFirst(OrderOffice.verifier(), bench, Optional.empty())));
        // Another key than the chain's: what is asked is the same, and nobody is trusted.
        assertTrue(act(writer, database, acts -> acts.open(order)).isPresent());
        new OrderPlaces(database, "bench-1").recover(handle);
        OrderPlaces.make(handle, order.order());
        writer.commit(List.of(List.of(story.batch(3, 1, 1, "1"), story.unit(8, 1))));
        ChainState state = new ChainState(Head.none(ChainName.first("bench-1")));
        state.batch = 3;
        state.order = Optional.of(new RunningOrder("1", Optional.of(order.order())));
        handle.useTransaction(open -> {
            OrderPlaces places = new OrderPlaces(database, "bench-1");
            assertThrows(ClaimRefused.class, () -> places.take(open, state, Instant.now(), Story.sn(8)), "closed");
            places.letGoAll(open, new BatchId("bench-1", 3));
        });
        act(writer, database, acts -> acts.close("1", Optional.empty()));
        OrderBook.numbers(handle);
        PeopleTable.row(handle, "4711");
        PeopleTable.lines(handle, database);
        Chains.ofOrder(handle, database, "1", EventType.BATCH_STARTED);
    }

    @Test
    void aFailureIsKeptWithItsCauseAndItsStatusWord() throws Exception {
        try (Ledger ledger = Ledger.open(settings("bench-1"))) {
            ledger.commit(List.of(story.batch(1, 2, 2), story.unit(1, 1), story.unit(2, 1)));
            for (int n = 1; n <= 2; n++) {
                Intent intent = story.intent(story.download(n, 1, 1));
                ledger.commit(List.of(intent, story.notLoaded(intent, "IMPORTKEY.6988.swapped")));
                ledger.commit(List.of(story.unitEnded(n, UnitResult.State.FAILED, 0, 1)));
            }
            ledger.commit(List.of(story.ended(1, 0, 0)));
            BatchView view = ledger.query().batch(new BatchId("bench-1", 1)).orElseThrow();
            assertEquals(ModuleClass.FAILED, view.units().get(0).state());
            FailureRecord failure = view.units().get(0).keys().get(0).failure().orElseThrow();
            assertEquals("IMPORTKEY.6988.swapped", failure.cause().id());
            assertEquals(OptionalInt.of(0x6988), failure.sw());
        }
    }
}
