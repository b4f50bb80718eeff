package org.keyrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.RunEvent.PauseChanged;
import org.keyrack.journal.RunEvent.PauseReason;
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
}
