package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;
import org.keyrack.journal.History;
import org.keyrack.journal.KeyClass;
import org.keyrack.journal.LoadedKey;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.OpenDownload;
import org.keyrack.ledger.LedgerProblem;
import org.keyrack.ledger.LedgerUnreadable;
import org.keyrack.plan.Plan;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;
import org.keyrack.reader.sim.RackFile;
import org.keyrack.reader.sim.VirtualBench;
import org.keyrack.run.RunSummary;

/** Readings of cards against each other, the end of the bench and a ledger that does not answer. */
@Tag("rack")
class BenchReadingsTest {
    private static VirtualBench cards() throws Exception {
        String yaml = RackHead.SET + RackHead.AS + "units: { count: 1, firstSerial: \"0011223344556677\", "
                + Rack.LOCATIONS + " }\ntiming: none\n";
        return VirtualBench.start(RackFile.parse(yaml.getBytes(StandardCharsets.UTF_8), "test", Path.of(".")));
    }

    @Test
    void aPinIsWipedAlsoWhenThereIsNoAsToTakeIt() throws Exception {
        try (VirtualBench cards = cards();
                Bench bench = new Bench(cards.readers(), History.NONE, (download, loaded) -> true)) {
            char[] pin = "802517".toCharArray();
            assertThrows(LinkFailure.class, () -> bench.verifyOperator("no such reader", pin));
            assertArrayEquals(new char[6], pin);
        }
    }

    /** A ledger as far as a reading asks it. */
    private interface OpenDownloads extends History {
        @Override
        default List<LoadedKey> loadedKeys(SerialNumber sn) {
            return List.of();
        }
    }

    @Test
    void closingWaitsForAReadingInWorkSoThatNothingAsksTheLedgerAfterwards() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean late = new AtomicBoolean();
        OpenDownloads slow = sn -> {
            asked.countDown();
            try {
                assertTrue(answer.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            late.set(over.get());
            return List.<OpenDownload>of();
        };
        try (VirtualBench cards = cards()) {
            Bench bench = new Bench(cards.readers(), slow, (download, loaded) -> true);
            assertTrue(asked.await(30, TimeUnit.SECONDS));
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
                bench.close();
                over.set(true);
            });
            // Nothing but the answer can end it before its five seconds.
            assertFalse(closing.isDone());
            answer.countDown();
            closing.get(30, TimeUnit.SECONDS);
            assertFalse(late.get(), "the ledger was asked by a reading of a bench that was closed");
            bench.readAgain(cards.asReaders().get(0));
            assertEquals(1, bench.view().slots().size() - 1);
        }
    }

    @Test
    void anEarlierReadingNeverReplacesALaterOneOfTheSameCard() throws Exception {
        CountDownLatch earlierAtWork = new CountDownLatch(1);
        CountDownLatch letEarlierFail = new CountDownLatch(1);
        AtomicBoolean holdNext = new AtomicBoolean();
        try (VirtualBench cards = cards();
                Bench bench = new Bench(
                        new HeldReaders(cards.readers(), () -> {
                            if (holdNext.getAndSet(false)) {
                                earlierAtWork.countDown();
                                assertTrue(letEarlierFail.await(30, TimeUnit.SECONDS));
                                throw new LinkFailure(Reason.CARD_BUSY, "held by the later reading");
                            }
                        }),
                        History.NONE,
                        (download, loaded) -> true)) {
            String as = cards.asReaders().get(0);
            assertEquals(
                    SlotView.State.AS,
                    bench.awaitRead(Duration.ofSeconds(30))
                            .slot(as)
                            .orElseThrow()
                            .state());
            holdNext.set(true);
            bench.readAgain(as);
            assertTrue(earlierAtWork.await(30, TimeUnit.SECONDS));
            bench.readAgain(as);
            assertEquals(
                    SlotView.State.AS,
                    bench.awaitRead(Duration.ofSeconds(30))
                            .slot(as)
                            .orElseThrow()
                            .state());
            List<SlotView.State> seen = new CopyOnWriteArrayList<>();
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch second = new CountDownLatch(2);
            var unused = bench.listen(view -> {
                seen.add(view.slot(as).orElseThrow().state());
                first.countDown();
                second.countDown();
            });
            assertTrue(first.await(30, TimeUnit.SECONDS));
            letEarlierFail.countDown();
            // The end of the earlier reading is told too.
            assertTrue(second.await(30, TimeUnit.SECONDS));
            Rack.awaitReadings();
            assertEquals(Set.of(SlotView.State.AS), Set.copyOf(seen));
            assertEquals(SlotView.State.AS, bench.view().slot(as).orElseThrow().state());
        }
    }

    /** May hold or break a connection before it is opened. */
    private interface Opening {
        void before() throws LinkFailure, InterruptedException;
    }

    private static final class HeldReaders extends ForwardingReaders {
        private final Opening opening;

        HeldReaders(Readers readers, Opening opening) {
            super(readers);
            this.opening = opening;
        }

        @Override
        public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
            try {
                opening.before();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.open(reader, sharing);
        }
    }

    @Test
    void aRunThatOvertakesAReadingOfItsModuleLoadsIt() throws Exception {
        CountDownLatch readingAtWork = new CountDownLatch(1);
        CountDownLatch letReadingGoOn = new CountDownLatch(1);
        AtomicBoolean holdNext = new AtomicBoolean();
        UnaryOperator<Readers> held = readers -> new HeldReaders(readers, () -> {
            if (holdNext.getAndSet(false)) {
                readingAtWork.countDown();
                assertTrue(letReadingGoOn.await(30, TimeUnit.SECONDS));
            }
        });
        try (Rack rack = Rack.of(1, "[]", held)) {
            Plan plan = rack.plan();
            holdNext.set(true);
            rack.bench.readAgain(plan.units().get(0).reader());
            assertTrue(readingAtWork.await(30, TimeUnit.SECONDS));
            RunSummary summary = rack.start(plan, event -> {}).end().get(30, TimeUnit.SECONDS);
            assertEquals(1, summary.of(ModuleClass.DONE));
            assertEquals(2, summary.of(KeyClass.LOADED));
            letReadingGoOn.countDown();
            rack.bench.awaitRead(Duration.ofSeconds(30));
            assertEquals(
                    SlotView.State.EI,
                    rack.bench
                            .view()
                            .slot(plan.units().get(0).reader())
                            .orElseThrow()
                            .state());
        }
    }

    @Test
    void aReadingThatTheLedgerDoesNotAnswerFailsAndIsTriedAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        OpenDownloads failsOnce = sn -> {
            if (times.incrementAndGet() == 1) {
                throw new LedgerUnreadable(new LedgerProblem(LedgerProblem.Kind.CLOSED, List.of("the test")), null);
            }
            return List.<OpenDownload>of();
        };
        try (VirtualBench cards = cards();
                Bench bench = new Bench(cards.readers(), failsOnce, (download, loaded) -> true)) {
            CountDownLatch failed = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            var unused = bench.listen(view -> view.slots().forEach(slot -> {
                if (slot.state() == SlotView.State.FAILED) {
                    failed.countDown();
                } else if (slot.state() == SlotView.State.EI) {
                    read.countDown();
                }
            }));
            assertTrue(failed.await(30, TimeUnit.SECONDS), "the slot does not say that its card was not read");
            assertTrue(read.await(30, TimeUnit.SECONDS), "the card is not read again");
        }
    }
}
