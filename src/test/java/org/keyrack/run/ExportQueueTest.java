package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrack.Eventually;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.command.ExportKey;
import org.keyrack.world.World;

/** Why a run waits is told whole and in order: who folds the events knows at each moment what the queue knows. */
class ExportQueueTest {
    private final List<Set<PauseReason>> told = Collections.synchronizedList(new ArrayList<>());
    private final ExportQueue queue =
            new ExportQueue(event -> told.add(((PauseChanged) event).reasons()), World.real());

    @Test
    void anOperatorWhoGoesOnWhileTheLedgerIsDownLeavesItPausedForTheLedgerAlone() {
        queue.pause(PauseReason.OPERATOR);
        queue.pause(PauseReason.LEDGER_UNAVAILABLE);
        queue.resume(PauseReason.OPERATOR);
        queue.resume(PauseReason.OPERATOR);
        queue.resume(PauseReason.LEDGER_UNAVAILABLE);
        assertEquals(
                List.of(
                        Set.of(PauseReason.OPERATOR),
                        Set.of(PauseReason.OPERATOR, PauseReason.LEDGER_UNAVAILABLE),
                        Set.of(PauseReason.LEDGER_UNAVAILABLE),
                        Set.of()),
                told);
    }

    @Test
    void manyThreadsThatPauseAndResumeAreToldInTheOrderOfTheirChanges() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (PauseReason reason : PauseReason.values()) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < 2000; i++) {
                    queue.pause(reason);
                    queue.resume(reason);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Set<PauseReason> before = Set.of();
        for (Set<PauseReason> now : List.copyOf(told)) {
            assertEquals(1, Math.abs(now.size() - before.size()), "one reason comes or goes at a time");
            assertFalse(now.equals(before));
            before = now;
        }
        assertEquals(Set.of(), before);
        assertEquals(Set.of(), queue.pauses());
    }

    private static ExportRequest request(int remaining) {
        ExportKey command = new ExportKey(Suite.AES_128, 1, ScriptedRun.SN, 3, 5, Bytes.zero(16), Bytes.zero(8));
        return new ExportRequest(command, remaining, new CompletableFuture<>());
    }

    @Test
    void theLongestChainIsServedFirstAndAmongEqualsTheOneThatWaitsLongest() {
        ExportRequest shorter = request(1);
        ExportRequest first = request(3);
        ExportRequest second = request(3);
        List.of(shorter, first, second).forEach(queue::add);
        assertEquals(Optional.of(first), queue.take(() -> true));
        assertEquals(Optional.of(second), queue.take(() -> true));
        assertEquals(Optional.of(shorter), queue.take(() -> true));
    }

    /** Two arrivals for each that waits, itself included: then it goes first, however short its chain is. */
    @Test
    void whoWasPassedOverTwiceByEverybodyGoesFirst() {
        ExportRequest waits = request(1);
        queue.add(waits);
        for (int i = 0; i < 4; i++) {
            ExportRequest longer = request(9);
            queue.add(longer);
            assertEquals(Optional.of(longer), queue.take(() -> true), "passed over " + i + " times before");
        }
        ExportRequest longer = request(9);
        queue.add(longer);
        assertEquals(Optional.of(waits), queue.take(() -> true));
    }

    @Test
    void whoServesNoMoreIsSentAwayAndTakesNothing() {
        queue.add(request(1));
        assertEquals(Optional.empty(), queue.take(() -> false));
        assertTrue(queue.take(() -> true).isPresent());
    }

    @Test
    void aPausedQueueGivesNothingOut() {
        queue.add(request(1));
        queue.pause(PauseReason.OPERATOR);
        assertEquals(Optional.empty(), queue.take(() -> true));
        queue.resume(PauseReason.OPERATOR);
        assertTrue(queue.take(() -> true).isPresent());
    }

    @Test
    void whatWaitsWhenItClosesIsCancelledAndSoIsWhatComesAfter() {
        ExportRequest waiting = request(1);
        queue.add(waiting);
        queue.close();
        assertTrue(waiting.answer().isCancelled());
        ExportRequest late = request(1);
        queue.add(late);
        assertTrue(late.answer().isCancelled());
        assertEquals(Optional.empty(), queue.take(() -> true));
    }

    @Test
    void aQueueThatIsClosedPausesNoMoreAndCanStillBeResumed() {
        queue.pause(PauseReason.OPERATOR);
        queue.close();
        queue.pause(PauseReason.AS_LOST);
        assertEquals(Set.of(PauseReason.OPERATOR), queue.pauses());
        queue.resume(PauseReason.OPERATOR);
        assertEquals(List.of(Set.of(PauseReason.OPERATOR), Set.of()), told);
    }

    /** Each of them waits, and is woken by what it waits for alone. */
    @ParameterizedTest
    @ValueSource(strings = {"add", "resume", "close", "no longer serving"})
    void whoWaitsIsWoken(String by) throws Exception {
        AtomicBoolean serving = new AtomicBoolean(true);
        if (by.equals("resume")) {
            queue.pause(PauseReason.OPERATOR);
            queue.add(request(1));
        }
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread waits = new Thread(() -> {
            try {
                taken.complete(queue.await(serving::get));
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        waits.start();
        Eventually.holds("it waits", () -> waits.getState() == Thread.State.WAITING);
        switch (by) {
            case "add" -> queue.add(request(1));
            case "resume" -> queue.resume(PauseReason.OPERATOR);
            case "close" -> queue.close();
            default -> {
                serving.set(false);
                queue.pause(PauseReason.OPERATOR);
            }
        }
        assertEquals(by.equals("add") || by.equals("resume"), taken.get(20, TimeUnit.SECONDS));
    }
}
