package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.run.ScriptedCard.answered;
import static org.keyrack.run.ScriptedCard.lostBefore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.AsLost;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.AsIdentity;
import org.keyrack.protocol.answer.KeyDirectoryEntry;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Instruction;
import org.keyrack.protocol.reference.ReferenceAs;
import org.keyrack.protocol.reference.ReferenceEi;
import org.keyrack.protocol.reference.Units;
import org.keyrack.run.ExportRequest.Export;
import org.keyrack.run.ExportRequest.NotExported;
import org.keyrack.unit.AsSession;
import org.keyrack.world.World;

/** What an AS of the pool is asked, what takes it out of the pool, and what its units hear. */
class AsPoolTest {
    private static final Bytes FIRST = ScriptedRun.AS_ID;
    private static final Bytes SECOND = ScriptedRun.SECOND_AS_ID;
    private static final long SECONDS = 20;

    private final List<RunEvent> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> account = Collections.synchronizedList(new ArrayList<>());
    private final ExportQueue queue = new ExportQueue(told::add, World.real());
    private final AsPool pool = new AsPool(queue, told::add, World.real());
    private final ReferenceEi ei;

    AsPoolTest() throws Exception {
        ei = Units.ei(Suite.AES_128, Units.SN);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private ScriptedCard as(String name) throws Exception {
        return new ScriptedCard(name, Units.as(), account::add);
    }

    private ExportRequest request() throws Exception {
        return new ExportRequest(Units.request(Units.initiate(ei), 3, 5), 1, new CompletableFuture<>());
    }

    private Export export() throws Exception {
        ExportRequest request = request();
        queue.add(request);
        return request.answer().get(SECONDS, TimeUnit.SECONDS);
    }

    private NotExported notExported(ExportRequest request) {
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> request.answer().get(SECONDS, TimeUnit.SECONDS));
        return assertInstanceOf(NotExported.class, failed.getCause());
    }

    private NotExported refused() throws Exception {
        ExportRequest request = request();
        queue.add(request);
        return notExported(request);
    }

    private List<Bytes> lost() {
        return List.copyOf(told).stream()
                .filter(AsLost.class::isInstance)
                .map(event -> ((AsLost) event).asId())
                .toList();
    }

    @Test
    void anExportSaysWhichAsMadeItAndIsCountedWithItsTime() throws Exception {
        pool.join(ScriptedRun.verified(as("AS")), FIRST);
        assertEquals(FIRST, export().asId());
        assertEquals(List.of(1L, 1), List.of(pool.exports(), pool.size()));
        assertTrue(pool.busyNanos() > 0 && pool.busyNanos() < TimeUnit.SECONDS.toNanos(SECONDS), "nanoseconds");
        assertEquals(List.of(), List.copyOf(told));
    }

    @Test
    void theTimeOfARefusalIsAsTimeAndNoExport() throws Exception {
        pool.join(ScriptedRun.verified(as("AS").on(Instruction.EXPORTKEY, answered(0x6300))), FIRST);
        refused();
        assertEquals(0, pool.exports());
        assertTrue(pool.busyNanos() > 0 && pool.busyNanos() < TimeUnit.SECONDS.toNanos(SECONDS));
    }

    @Test
    void aProofThatIsWrongFailsItsUnitAndTheAsServesOn() throws Exception {
        pool.join(ScriptedRun.verified(as("AS").on(Instruction.EXPORTKEY, answered(0x6300))), FIRST);
        NotExported not = refused();
        assertFalse(not.asLost());
        assertEquals(0x6300, not.failure().sw().orElseThrow());
        assertEquals(FIRST, export().asId());
        assertEquals(List.of(), lost());
    }

    /** A unit that asks again must meet a pool that waits, not one that still looks alive. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "6982", "6985", "garbage", "fault", "error"})
    void anAsThatGivesNoUsableAnswerIsOutBeforeItsUnitHearsOfIt(String kind) throws Exception {
        ScriptedCard as = as("AS");
        String cause =
                switch (kind) {
                    case "link" -> {
                        as.on(Instruction.EXPORTKEY, lostBefore(Reason.CARD_REMOVED));
                        yield "as.lost";
                    }
                    case "garbage" -> {
                        as.on(Instruction.EXPORTKEY, ScriptedCard.data(new byte[3]));
                        yield "protocol.EXPORTKEY";
                    }
                    case "fault" -> {
                        as.on(Instruction.EXPORTKEY, (card, command) -> {
                            throw new IllegalStateException("made by the test");
                        });
                        yield "program.IllegalStateException";
                    }
                    case "error" -> {
                        as.on(Instruction.EXPORTKEY, (card, command) -> {
                            throw new AssertionError("made by the test");
                        });
                        yield "program.AssertionError";
                    }
                    default -> {
                        as.on(Instruction.EXPORTKEY, answered(Integer.parseInt(kind, 16)));
                        yield kind.equals("6982") ? "as.operatorNotVerified" : "unit.notOperational";
                    }
                };
        pool.join(ScriptedRun.verified(as), FIRST);
        ExportRequest request = request();
        List<Object> atThatMoment = new ArrayList<>();
        CompletableFuture<?> seen = request.answer().whenComplete((export, failure) -> {
            atThatMoment.addAll(List.of(pool.size(), queue.pauses(), lost()));
        });
        queue.add(request);
        NotExported not = notExported(request);
        assertThrows(ExecutionException.class, () -> seen.get(SECONDS, TimeUnit.SECONDS));
        assertTrue(not.asLost());
        assertEquals(cause, not.failure().cause().id());
        assertFalse(not.failure().trace().isEmpty());
        assertEquals(List.of(0, Set.of(PauseReason.AS_LOST), List.of(FIRST)), atThatMoment);
    }

    @Test
    void theRestOfThePoolServesOnWithoutAPause() throws Exception {
        pool.join(ScriptedRun.verified(as("AS").on(Instruction.EXPORTKEY, lostBefore(Reason.CARD_REMOVED))), FIRST);
        ScriptedCard other = as("AS 2").on(Instruction.EXPORTKEY, lostBefore(Reason.CARD_REMOVED));
        pool.join(ScriptedRun.verified(other), SECOND);
        assertTrue(refused().asLost());
        assertEquals(1, pool.size());
        assertEquals(Set.of(), queue.pauses());
        assertEquals(1, lost().size());
    }

    /** Nothing was spent, neither Ctr nor R: what one AS may not export the other perhaps may. */
    @Test
    void anAsThatMayNotExportLeavesTheRequestToTheOthersAndThePool() throws Exception {
        CountDownLatch firstIsAsked = new CountDownLatch(1);
        CountDownLatch bothServe = new CountDownLatch(1);
        ScriptedCard usedUp = as("AS").on(Instruction.EXPORTKEY, (card, command) -> {
            firstIsAsked.countDown();
            await(bothServe);
            return answered(0x6986).on(card, command);
        });
        pool.join(ScriptedRun.verified(usedUp), FIRST);
        ExportRequest request = request();
        queue.add(request);
        await(firstIsAsked);
        pool.join(ScriptedRun.verified(as("AS 2")), SECOND);
        bothServe.countDown();
        Export export = request.answer().get(SECONDS, TimeUnit.SECONDS);
        assertEquals(SECOND, export.asId());
        assertEquals(SECOND, export().asId());
        assertEquals(List.of(1, Set.of(), List.of()), List.of(pool.size(), queue.pauses(), lost()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private NotExported onlyOne(ScriptedCard as) throws Exception {
        pool.join(ScriptedRun.verified(as), FIRST);
        NotExported not = refused();
        assertFalse(not.asLost());
        assertEquals(List.of(1, List.of()), List.of(pool.size(), lost()), "it stays: its units shall hear why");
        return not;
    }

    private ReferenceAs with(KeyDirectoryEntry entry) throws Exception {
        ReferenceAs as = Units.loadingAs();
        Units.storeTa(as, entry, Units.TA128);
        Units.open(as);
        return as;
    }

    private static KeyDirectoryEntry key(int ref1, Set<Integer> barred, long exports) {
        return new KeyDirectoryEntry(
                ref1, "KEY", 0x0101, KeyType.AES_128, 2, false, false, barred, Units.kcv(Units.TA128), exports);
    }

    @Test
    void theOnlyAsOfARunSaysThatItsExportsAreUsedUp() throws Exception {
        ScriptedCard as = as("AS");
        as.becomes(with(key(3, Set.of(), 0)));
        assertEquals("as.exportsUsedUp", onlyOne(as).failure().cause().id());
    }

    @Test
    void anotherKeyWithoutExportsLeftDoesNotExplainARefusal() throws Exception {
        ScriptedCard as = as("AS");
        as.becomes(with(key(9, Set.of(), 0)));
        as.on(Instruction.EXPORTKEY, answered(0x6986));
        assertEquals("as.keyBarred", onlyOne(as).failure().cause().id());
    }

    @Test
    void theOnlyAsOfARunSaysThatItsKeyIsBarred() throws Exception {
        ScriptedCard as = as("AS");
        as.becomes(with(key(3, Set.of(1), 10)));
        assertEquals("as.keyBarred", onlyOne(as).failure().cause().id());
    }

    @Test
    void theOnlyAsOfARunSaysThatItsCounterIsUsedUp() throws Exception {
        ScriptedCard as = as("AS").on(Instruction.EXPORTKEY, answered(0x6986));
        as.on(Instruction.GETDATA, (card, command) -> {
            AsIdentity now = AsIdentity.decode(Bytes.of(card.transmit(command).data()));
            AsIdentity last = new AsIdentity(
                    now.asId(),
                    now.label(),
                    now.state(),
                    now.operatorTriesLeft(),
                    now.administratorTriesLeft(),
                    now.custodianTriesLeft(),
                    now.acts(),
                    0xFFFFFFFFL,
                    now.slots());
            return new ResponseApdu(last.encode().toArray(), 0x9000);
        });
        assertEquals("as.counterUsedUp", onlyOne(as).failure().cause().id());
    }

    @Test
    void anAsThatCannotBeReadAfterItsRefusalHasTheFirstCauseOfItsStatusWord() throws Exception {
        ScriptedCard as =
                as("AS").on(Instruction.EXPORTKEY, answered(0x6986)).on(Instruction.GETDATA, answered(0x6F00));
        assertEquals("as.exportsUsedUp", onlyOne(as).failure().cause().id());
    }

    @Test
    void aRunWithoutAnAsWaitsUntilOneJoins() throws Exception {
        pool.awaitMember();
        ExportRequest request = request();
        queue.add(request);
        assertEquals(Set.of(PauseReason.AS_LOST), queue.pauses());
        pool.join(ScriptedRun.verified(as("AS")), FIRST);
        assertEquals(FIRST, request.answer().get(SECONDS, TimeUnit.SECONDS).asId());
        assertEquals(
                List.of(Set.of(PauseReason.AS_LOST), Set.of()),
                told.stream().map(event -> ((PauseChanged) event).reasons()).toList());
    }

    @Test
    void aRunWithAnAsDoesNotWaitForOne() throws Exception {
        pool.join(ScriptedRun.verified(as("AS")), FIRST);
        pool.awaitMember();
        assertEquals(Set.of(), queue.pauses());
    }

    @Test
    void anAsThatJoinsEndsNoOtherPause() throws Exception {
        queue.pause(PauseReason.OPERATOR);
        pool.awaitMember();
        pool.join(ScriptedRun.verified(as("AS")), FIRST);
        assertEquals(Set.of(PauseReason.OPERATOR), queue.pauses());
    }

    private static List<Thread> threads(Bytes asId) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("AS " + asId.hex()))
                .toList();
    }

    /** Two threads at work on one card would take each other's answers. */
    @Test
    void oneSessionIsServedByOneThreadHoweverOftenItJoins() throws Exception {
        Bytes id = Bytes.ofHex("0000c0de");
        AsSession session = ScriptedRun.verified(as("AS"));
        for (int i = 0; i < 3; i++) {
            pool.join(session, id);
        }
        assertEquals(1, threads(id).size());
        assertTrue(threads(id).get(0).isDaemon(), "it must not keep the program from ending");
        assertEquals(1, pool.size());
    }

    /** It came back with a new session while its old one still waited for an answer. */
    @Test
    void theOldSessionOfAnAsThatIsBackServesNoMoreAndLosesNobody() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedCard old = as("old").on(Instruction.EXPORTKEY, (card, command) -> {
            asked.countDown();
            await(back);
            return lostBefore(Reason.CARD_REMOVED).on(card, command);
        });
        pool.join(ScriptedRun.verified(old), FIRST);
        ExportRequest first = request();
        queue.add(first);
        await(asked);
        pool.join(ScriptedRun.verified(as("new")), FIRST);
        back.countDown();
        assertTrue(notExported(first).asLost());
        assertEquals(List.of(1, Set.of(), List.of()), List.of(pool.size(), queue.pauses(), lost()));
        for (int i = 0; i < 5; i++) {
            export();
        }
        assertEquals(1, Collections.frequency(account, "old EXPORTKEY"));
    }

    @Test
    void anIdleSessionThatIsReplacedEndsWithTheNextRequest() throws Exception {
        Bytes id = Bytes.ofHex("0000beef");
        pool.join(ScriptedRun.verified(as("old")), id);
        Thread old = threads(id).get(0);
        pool.join(ScriptedRun.verified(as("new")), id);
        assertEquals(id, export().asId());
        old.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertFalse(old.isAlive());
        assertEquals(0, Collections.frequency(account, "old EXPORTKEY"));
    }

    @Test
    void aThreadThatIsInterruptedGivesItsAsUp() throws Exception {
        Bytes id = Bytes.ofHex("0000dead");
        pool.join(ScriptedRun.verified(as("AS")), id);
        Thread serving = threads(id).get(0);
        serving.interrupt();
        serving.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertEquals(
                List.of(0, Set.of(PauseReason.AS_LOST), List.of(id)), List.of(pool.size(), queue.pauses(), lost()));
    }

    @Test
    void theThreadsOfAPoolEndWithItsQueue() throws Exception {
        Bytes id = Bytes.ofHex("0000fade");
        pool.join(ScriptedRun.verified(as("AS")), id);
        Thread serving = threads(id).get(0);
        queue.close();
        serving.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertFalse(serving.isAlive());
        assertEquals(List.of(), lost());
    }
}
