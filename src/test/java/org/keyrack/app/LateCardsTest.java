package org.keyrack.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.journal.ModuleClass;
import org.keyrack.journal.Refusal;
import org.keyrack.journal.RunEvent;
import org.keyrack.journal.RunEvent.Exported;
import org.keyrack.journal.RunEvent.UnitEnded;
import org.keyrack.journal.RunEvent.UnitRefused;
import org.keyrack.plan.Plan;
import org.keyrack.plan.ProfileFile;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ForwardingReaders;
import org.keyrack.reader.Readers;
import org.keyrack.run.RunSummary;

/** What cannot be read for want of a link or of time, and what comes in during a batch, is named, counted and written down. */
@Tag("rack")
class LateCardsTest {
    private static final String FIRST = "Virtual Reader 02";
    private static final String SECOND = "Virtual Reader 03";

    /** What happens to the commands for one reader's card. */
    private interface Link {
        void before(CommandApdu command) throws LinkFailure;
    }

    private static Readers link(Readers readers, String to, Link link) {
        return new ForwardingReaders(readers) {
            @Override
            public CardConnection open(String reader, Sharing sharing) throws LinkFailure {
                CardConnection card = super.open(reader, sharing);
                return !reader.equals(to)
                        ? card
                        : new Connection(card) {
                            @Override
                            public ResponseApdu transmit(CommandApdu command) throws LinkFailure, ProtocolFailure {
                                link.before(command);
                                return super.transmit(command);
                            }
                        };
            }
        };
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("not told in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> counts(RunSummary summary) {
        return List.of(
                summary.of(ModuleClass.DONE),
                summary.of(ModuleClass.REFUSED),
                summary.counts().modules().seen());
    }

    private static List<Refusal.Kind> written(Rack rack) {
        return rack.journal.of(UnitRefused.class).stream()
                .map(event -> event.refusal().kind())
                .toList();
    }

    @Test
    void aModuleWhoseLinkBreaksIsRefusedAndCounted() throws Exception {
        try (Rack rack = Rack.of(
                3,
                "[]",
                readers -> link(readers, FIRST, command -> {
                    throw new LinkFailure(Reason.OTHER, "The link broke");
                }))) {
            RunSummary summary = rack.load();
            assertEquals(List.of(2, 1, 3), counts(summary));
            assertFalse(summary.complete());
            assertEquals(List.of(Refusal.Kind.CARD_GONE), written(rack));
        }
    }

    @Test
    void aModuleThatIsStillBeingReadIsRefusedAndCounted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Rack rack = Rack.of(3, "[]", readers -> link(readers, FIRST, command -> waitFor(over)))) {
            CountDownLatch others = new CountDownLatch(1);
            rack.bench.listen(view -> {
                if (view.eiUnits().size() == 2 && view.asUnits().size() == 1) {
                    others.countDown();
                }
            });
            waitFor(others);
            rack.bench.verifyOperator(rack.asReader(), rack.cards.operatorPin(rack.asReader()));
            RunSummary summary = rack.start(
                            rack.batches.plan(ProfileFile.parse(
                                    "{name: Test, load: auto}".getBytes(StandardCharsets.UTF_8), "test")),
                            event -> {})
                    .end()
                    .get(60, TimeUnit.SECONDS);
            assertEquals(List.of(2, 1, 3), counts(summary));
            assertEquals(List.of(Refusal.Kind.CARD_BEING_READ), written(rack));
            over.countDown();
        }
    }

    /** Loads two modules; once the first is done it is replaced by a stranger, and the second waits for what is told. */
    private static RunSummary swapped(Rack rack, CountDownLatch told, Consumer<RunEvent> listener) throws Exception {
        return rack.start(rack.plan(), event -> {
                    listener.accept(event);
                    if (event instanceof Exported exported
                            && exported.download().reader().equals(SECOND)) {
                        waitFor(told);
                    } else if (event instanceof UnitEnded ended
                            && ended.reader().equals(FIRST)) {
                        rack.cards.replaceUnit(FIRST);
                    }
                })
                .end()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void aStrangerThatComesInWhileABatchIsInWorkIsWrittenDownAndCounted() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        try (Rack rack = Rack.of(2, "[]")) {
            RunSummary summary = swapped(rack, refused, event -> {
                if (event instanceof UnitRefused) {
                    refused.countDown();
                }
            });
            assertEquals(List.of(2, 1, 3), counts(summary));
            assertEquals(List.of(Refusal.Kind.NOT_PLANNED), written(rack));
            assertFalse(summary.complete());
        }
    }

    @Test
    void aStrangerThatIsNotReadWhenTheBatchEndsIsWrittenDownAndCounted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        try (Rack rack = Rack.of(
                2,
                "[]",
                readers -> link(readers, FIRST, command -> {
                    if (slow.get()) {
                        reading.countDown();
                        waitFor(over);
                    }
                }))) {
            RunSummary summary = swapped(rack, reading, event -> {
                if (event instanceof UnitEnded ended && ended.reader().equals(FIRST)) {
                    slow.set(true);
                }
            });
            assertEquals(List.of(2, 1, 3), counts(summary));
            assertEquals(List.of(Refusal.Kind.CARD_BEING_READ), written(rack));
            over.countDown();
        }
    }

    @Test
    void whatComesIntoAReaderThatTheBatchIsNotAboutIsNotItsOwn() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (Rack rack = Rack.of(2, "[]")) {
            Plan all = rack.plan();
            Plan second = rack.batches.plan(all.profile(), Set.of(SECOND));
            SerialNumber old = rack.bench
                    .view()
                    .slot(FIRST)
                    .orElseThrow()
                    .ei()
                    .orElseThrow()
                    .sn();
            rack.bench.listen(view -> {
                if (view.slot(FIRST)
                        .flatMap(SlotView::ei)
                        .filter(ei -> !ei.sn().equals(old))
                        .isPresent()) {
                    read.countDown();
                }
            });
            RunSummary summary = rack.batches
                    .start(
                            second,
                            new Batches.Options("tester", false, Optional.empty(), List.of(), Set.of(SECOND)),
                            event -> {
                                if (event instanceof Exported exported
                                        && exported.download().ref2() == 5) {
                                    rack.cards.replaceUnit(FIRST);
                                    waitFor(read);
                                }
                            })
                    .end()
                    .get(60, TimeUnit.SECONDS);
            assertEquals(List.of(1, 0, 1), counts(summary));
        }
    }
}
