package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.smartcardio.CardException;
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

    private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final ReaderThread thread = new ReaderThread("R", () -> changes.add("change"));
    private final CountDownLatch wakeUp = new CountDownLatch(1);

    @AfterEach
    void end() {
        wakeUp.countDown();
        thread.close(() -> {});
    }

    private Reason hang() {
        return assertThrows(LinkFailure.class, () -> thread.call(() -> wakeUp.await(15, TimeUnit.SECONDS), SOON))
                .reason();
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
        ReaderThread closed = new ReaderThread("R", () -> {});
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

    @Test
    void failuresKeepTheirMeaning() {
        assertEquals(
                Reason.CARD_RESET,
                assertThrows(
                                LinkFailure.class,
                                () -> thread.call(
                                        () -> {
                                            throw new CardException("SCARD_W_RESET_CARD");
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
