package org.keyrack.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;

@Timeout(20)
class ReaderThreadTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** As a reader that takes a dropped link for a card that was reset. */
    private static final ReaderThread.Failures FAILURES = new ReaderThread.Failures() {
        @Override
        public LinkFailure of(Reason reason) {
            return new LinkFailure(reason, "R");
        }

        @Override
        public LinkFailure of(Throwable cause) {
            return new LinkFailure(cause instanceof IOException ? Reason.CARD_RESET : Reason.OTHER, "R", cause);
        }
    };

    private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final ReaderThread thread = new ReaderThread("R", FAILURES, () -> changes.add("change"));
    private final CountDownLatch wakeUp = new CountDownLatch(1);

    @AfterEach
    void end() {
        wakeUp.countDown();
        thread.close(() -> {});
    }

    private Reason hang() {
        AtomicBoolean begun = new AtomicBoolean();
        while (true) {
            Reason reason = assertThrows(
                            LinkFailure.class,
                            () -> thread.call(
                                    () -> {
                                        begun.set(true);
                                        return wakeUp.await(15, TimeUnit.SECONDS);
                                    },
                                    SOON))
                    .reason();
            // A busy machine may not even have begun with it in this time: then nothing hangs.
            if (begun.get()) {
                return reason;
            }
        }
    }

    @Test
    void theCallerOfAHungCardIsReleasedAndTheReaderFlaggedUntilItAnswers() throws Exception {
        assertEquals(Reason.HUNG, hang());
        assertTrue(thread.hung());
        assertEquals("change", changes.poll(5, TimeUnit.SECONDS));
        assertEquals(
                Reason.HUNG,
                assertThrows(LinkFailure.class, () -> thread.call(() -> 1, LONG))
                        .reason());
        wakeUp.countDown();
        assertEquals("change", changes.poll(5, TimeUnit.SECONDS));
        assertFalse(thread.hung());
        assertEquals(1, thread.call(() -> 1, LONG));
    }

    /** As when the program ends while a unit's worker sends its next command. */
    @Test
    void aReaderThatWasClosedSaysSo() {
        ReaderThread closed = new ReaderThread("R", FAILURES, () -> {});
        closed.close(() -> {});
        assertEquals(
                Reason.CLOSED,
                assertThrows(LinkFailure.class, () -> closed.call(() -> 1, LONG))
                        .reason());
    }

    @Test
    void workThatNeverBeganIsNeverDone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        assertFalse(thread.later(() -> {
                    begun.countDown();
                    awaitWakeUp();
                })
                .isDone());
        assertTrue(begun.await(5, TimeUnit.SECONDS));
        AtomicBoolean sent = new AtomicBoolean();
        assertThrows(
                LinkFailure.class,
                () -> thread.call(
                        () -> {
                            sent.set(true);
                            return null;
                        },
                        SOON));
        assertFalse(thread.hung());
        wakeUp.countDown();
        assertEquals(1, thread.call(() -> 1, LONG));
        assertFalse(sent.get());
    }

    private void awaitWakeUp() {
        try {
            assertTrue(wakeUp.await(15, TimeUnit.SECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptedCallerStillGetsTheAnswerAndStaysInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        assertEquals(7, thread.call(() -> 7, LONG));
        assertTrue(Thread.interrupted());
    }

    /** As when a card is taken out in mid-command: the next one must not be answered for it, nor wait for it. */
    @Test
    void whoWaitsForACardThatGoesFailsAtOnceAndTheReaderWorksAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread taking = new Thread(() -> {
            try {
                begun.await();
                thread.abort(FAILURES.of(Reason.CARD_REMOVED));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        taking.start();
        Reason reason = assertThrows(
                        LinkFailure.class,
                        () -> thread.call(
                                () -> {
                                    begun.countDown();
                                    return wakeUp.await(15, TimeUnit.SECONDS);
                                },
                                LONG))
                .reason();
        assertEquals(Reason.CARD_REMOVED, reason);
        taking.join();
        assertEquals(1, thread.call(() -> 1, LONG));
    }

    @Test
    void aHungCardThatGoesLeavesAReaderThatWorks() throws Exception {
        assertEquals(Reason.HUNG, hang());
        thread.abort(FAILURES.of(Reason.CARD_REMOVED));
        assertFalse(thread.hung());
        assertEquals(1, thread.call(() -> 1, LONG));
    }

    /** The thread is the same, so none is woken between two of them. */
    @Test
    void stepsAreDoneOneAfterTheOtherOnTheReadersThread() throws Exception {
        List<Thread> threads = new ArrayList<>();
        thread.repeatedly(
                () -> {
                    threads.add(work(Thread::currentThread));
                    return threads.size() < 3;
                },
                LONG);
        Thread readers = thread.call(Thread::currentThread, LONG);
        assertEquals(List.of(readers, readers, readers), threads);
    }

    private <T> T work(Callable<T> work) {
        try {
            return thread.call(work, SOON);
        } catch (LinkFailure | ProtocolFailure failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void otherWorkOfTheReaderComesBetweenTwoSteps() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        AtomicReference<Future<?>> other = new AtomicReference<>();
        thread.repeatedly(
                () -> {
                    other.compareAndSet(null, thread.later(() -> steps.addAndGet(100)));
                    steps.incrementAndGet();
                    return true;
                },
                LONG);
        other.get().get(5, TimeUnit.SECONDS);
        assertEquals(101, steps.get(), "the step that was at work ended, and no other began");
    }

    /** The limit is that of one command, not of all of them: a batch takes minutes. */
    @Test
    void manyStepsMayTakeLongerThanTheLimitAndOneMayNot() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        AtomicInteger steps = new AtomicInteger();
        AtomicReference<Reason> late = new AtomicReference<>();
        BooleanSupplier step = () -> {
            boolean hangs = steps.incrementAndGet() == 6;
            try {
                thread.call(() -> wakeUp.await(hangs ? 15_000 : 420, TimeUnit.MILLISECONDS), limit);
            } catch (LinkFailure | ProtocolFailure failure) {
                late.set(((LinkFailure) failure).reason());
            }
            return true;
        };
        assertEquals(
                Reason.HUNG,
                assertThrows(LinkFailure.class, () -> thread.repeatedly(step, limit))
                        .reason());
        assertEquals(6, steps.get(), "five took longer than the limit together");
        assertTrue(thread.hung());
        assertEquals("change", changes.poll(5, TimeUnit.SECONDS), "it begins to hang");
        wakeUp.countDown();
        assertEquals("change", changes.poll(5, TimeUnit.SECONDS), "it hangs no more");
        assertEquals(Reason.HUNG, late.get(), "an answer that nobody waits for any more");
        assertEquals(6, thread.call(steps::get, LONG), "no step follows");
    }

    @Test
    void aCardThatGoesEndsItsSteps() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Reason reason = assertThrows(
                        LinkFailure.class,
                        () -> thread.repeatedly(
                                () -> {
                                    steps.incrementAndGet();
                                    thread.abort(FAILURES.of(Reason.CARD_REMOVED));
                                    return true;
                                },
                                LONG))
                .reason();
        assertEquals(Reason.CARD_REMOVED, reason);
        assertEquals(1, thread.call(steps::get, LONG));
    }

    @Test
    void failuresKeepTheirMeaning() {
        assertEquals(
                Reason.CARD_RESET,
                assertThrows(
                                LinkFailure.class,
                                () -> thread.call(
                                        () -> {
                                            throw new IOException("reset");
                                        },
                                        LONG))
                        .reason());
        assertThrows(
                ProtocolFailure.class,
                () -> thread.call(
                        () -> {
                            throw new ProtocolFailure("x");
                        },
                        LONG));
    }
}
