package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.reader.pcsc.ScriptedCard.bytes;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.LinkFailure;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers.Sharing;
import org.keyrack.reader.sim.VpcdCard;

/** faults.md rows 1, 2 and 9 to 13 at the readers, through a real pcscd. */
@Tag("pcsc")
class PcscReadersTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** How often something is measured on a machine that also does other work. */
    private static final int ROUNDS = 5;

    @RegisterExtension
    static final PcscdExtension PCSCD = new PcscdExtension(16);

    @Test
    void fifteenSlowCardsTakeTheTimeOfOne() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            for (int i = 0; i < 15; i++) {
                bench.plug(ScriptedCard.slow(300));
            }
            bench.awaitCards(15);
            long start = System.nanoTime();
            List<CardConnection> connections = bench.openAll(15);
            double opened = Bench.milliseconds(start);
            double one = bench.round(connections.subList(0, 1), connection -> connection.transmit(Bench.COMMAND));
            // Cards that wait for each other do so each time; a machine that is at its limit does not.
            double all = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && all > 1.3 * one; round++) {
                all = Math.min(all, bench.round(connections, connection -> connection.transmit(Bench.COMMAND)));
            }
            System.out.printf(
                    "15 cards of 300 ms: connected in %.0f ms, one %.1f ms, all %.1f ms, ratio %.2f%n",
                    opened, one, all, all / one);
            assertTrue(all <= 1.3 * one, all + " ms for all, " + one + " ms for one");
        }
    }

    @Test
    void aCommandCostsLittleBesideTheCard() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.plug(ScriptedCard.named(7));
            bench.awaitCards(1);
            CardConnection connection = bench.openAll(1).get(0);
            double[] times = new double[300];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                connection.transmit(Bench.COMMAND);
                times[i] = Bench.milliseconds(start);
            }
            Arrays.sort(times);
            System.out.printf("One command without card time: median %.2f ms, 95 %% %.2f ms%n", times[150], times[285]);
            assertTrue(times[150] < 10, "delayed acknowledgements cost 40 ms; median " + times[150]);
        }
    }

    @Test
    void insertingAndRemovingCardsDelaysNoOtherReader() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            for (int i = 0; i < 5; i++) {
                bench.plug(ScriptedCard.slow(300));
            }
            bench.awaitCards(5);
            List<CardConnection> connections = bench.openAll(4);
            double quiet = longestOf(bench, connections);
            VpcdCard moving = bench.cards.get(4);
            CountDownLatch stop = new CountDownLatch(1);
            Future<Integer> hand = bench.start(() -> {
                int moves = 0;
                while (stop.getCount() > 0) {
                    moving.unplug();
                    bench.awaitCards(4);
                    moving.plug();
                    bench.awaitCards(5);
                    moves++;
                }
                return moves;
            });
            double busy = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && busy - quiet >= 50; round++) {
                busy = Math.min(busy, longestOf(bench, connections));
            }
            stop.countDown();
            int moves = hand.get(30, TimeUnit.SECONDS);
            System.out.printf(
                    "4 cards of 300 ms work: longest command %.1f ms, with %d insertions beside them %.1f ms%n",
                    quiet, moves, busy);
            assertTrue(moves > 0);
            assertTrue(busy - quiet < 50, "insertions delayed a command by " + (busy - quiet) + " ms");
        }
    }

    private static double longestOf(Bench bench, List<CardConnection> connections) throws Exception {
        List<Double> times = new CopyOnWriteArrayList<>();
        bench.round(connections, connection -> {
            for (int i = 0; i < 6; i++) {
                long start = System.nanoTime();
                connection.transmit(Bench.COMMAND);
                times.add(Bench.milliseconds(start));
            }
        });
        return times.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    @Test
    void aHungCardIsFlaggedWhileTheOthersFinish() throws Exception {
        try (Bench bench = new Bench(PCSCD, Duration.ofSeconds(1))) {
            CountDownLatch wakeUp = new CountDownLatch(1);
            bench.plug(new ScriptedCard(ScriptedCard.T1, apdu -> {
                ScriptedCard.works(wakeUp, 60_000);
                return bytes(0x90, 0x00);
            }));
            bench.plug(ScriptedCard.slow(100));
            bench.awaitCards(2);
            String hung = bench.name(0);
            List<CardConnection> connections = bench.openAll(2);
            long start = System.nanoTime();
            Future<LinkFailure> failure = bench.start(() ->
                    assertThrows(LinkFailure.class, () -> connections.get(0).transmit(Bench.COMMAND)));
            Future<Double> flagging = bench.start(() -> {
                bench.await("the hung reader", seen -> card(seen, hung) == Card.MUTE);
                return Bench.milliseconds(start);
            });
            double others = bench.round(connections.subList(1, 2), connection -> {
                for (int i = 0; i < 15; i++) {
                    assertEquals(0x9000, connection.transmit(Bench.COMMAND).sw());
                }
            });
            assertEquals(Reason.HUNG, failure.get(5, TimeUnit.SECONDS).reason());
            double flagged = flagging.get(5, TimeUnit.SECONDS);
            assertEquals(
                    Reason.HUNG,
                    assertThrows(LinkFailure.class, () -> bench.readers.open(hung, Sharing.SHARED))
                            .reason());
            long closing = System.nanoTime();
            connections.get(0).close();
            double closed = Bench.milliseconds(closing);
            assertTrue(closed < 5_000, "close waited " + closed + " ms for a card that hangs for a minute");
            try (CardConnection again = bench.readers.open(bench.name(1), Sharing.SHARED)) {
                assertEquals(0x9000, again.transmit(Bench.COMMAND).sw());
            }
            wakeUp.countDown();
            bench.await("the reader awake", seen -> card(seen, hung) == Card.PRESENT);
            bench.readers.open(hung, Sharing.SHARED).close();
            System.out.printf(
                    "Hang: flagged within %.0f ms at a limit of 1000, 15 commands of 100 ms beside it in %.0f ms,"
                            + " closed in %.1f ms%n",
                    flagged, others, closed);
            assertTrue(others < 10_000, "others took " + others + " ms beside a card that hangs for a minute");
        }
    }

    private static Card card(ReaderSnapshot snapshot, String reader) {
        return snapshot.reader(reader).map(ReaderSnapshot.Reader::card).orElse(null);
    }

    @Test
    void aQuickSwapShowsAsAnotherInsertion() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            VpcdCard slot = bench.plug(ScriptedCard.named(1));
            ReaderSnapshot before = bench.awaitCards(1);
            String name = before.readers().get(0).name();
            long insertion = before.readers().get(0).insertion();
            CardConnection old = bench.readers.open(name, Sharing.SHARED);
            assertEquals(1, old.transmit(Bench.COMMAND).data()[0]);
            long start = System.nanoTime();
            slot.swap(ScriptedCard.named(2));
            double swapped = Bench.milliseconds(start);
            bench.await(
                    "another insertion",
                    seen -> seen.readers().get(0).insertion() > insertion
                            && seen.readers().get(0).card() == Card.PRESENT);
            double seen = Bench.milliseconds(start);
            LinkFailure failure = assertThrows(LinkFailure.class, () -> old.transmit(Bench.COMMAND));
            old.close();
            try (CardConnection fresh = bench.readers.open(name, Sharing.SHARED)) {
                assertEquals(2, fresh.transmit(Bench.COMMAND).data()[0]);
            }
            System.out.printf(
                    "Swap in %.1f ms: seen after %.0f ms; the old handle says %s%n", swapped, seen, failure.reason());
        }
    }

    @Test
    void aSwapThatPcscdHasNotSeenBreaksTheOldHandleAndIsAnotherInsertion() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            VpcdCard slot = bench.plug(ScriptedCard.named(1));
            ReaderSnapshot before = bench.awaitCards(1);
            long insertion = before.readers().get(0).insertion();
            CardConnection old = bench.readers.open(before.readers().get(0).name(), Sharing.SHARED);
            slot.swap(ScriptedCard.named(2));
            LinkFailure failure = assertThrows(LinkFailure.class, () -> old.transmit(Bench.COMMAND));
            assertEquals(Reason.CARD_REMOVED, failure.reason());
            old.close();
            bench.await(
                    "another insertion",
                    seen -> seen.readers().get(0).insertion() > insertion
                            && seen.readers().get(0).card() == Card.PRESENT);
            try (CardConnection fresh = bench.readers.open(old.reader(), Sharing.SHARED)) {
                assertEquals(2, fresh.transmit(Bench.COMMAND).data()[0]);
            }
        }
    }

    @Test
    void aCardPulledInMidCommandIsRemovedAndNotPresentAgain() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            CountDownLatch working = new CountDownLatch(1);
            VpcdCard slot = bench.plug(new ScriptedCard(ScriptedCard.T1, apdu -> {
                working.countDown();
                ScriptedCard.works(new CountDownLatch(1), 5_000);
                return bytes(0x90, 0x00);
            }));
            bench.awaitCards(1);
            String name = bench.name(0);
            CardConnection connection = bench.readers.open(name, Sharing.SHARED);
            Future<LinkFailure> failure =
                    bench.start(() -> assertThrows(LinkFailure.class, () -> connection.transmit(Bench.COMMAND)));
            assertTrue(working.await(5, TimeUnit.SECONDS));
            slot.unplug();
            Reason first = failure.get(5, TimeUnit.SECONDS).reason();
            LinkFailure then = assertThrows(LinkFailure.class, () -> {
                CardConnection again = bench.readers.open(name, Sharing.SHARED);
                again.transmit(Bench.COMMAND);
            });
            System.out.println("Pulled in mid-command: " + first + ", then at once " + then.reason());
            assertEquals(Reason.CARD_REMOVED, first);
            assertEquals(Reason.CARD_REMOVED, then.reason());
            assertTrue(then.getMessage().contains(name));
        }
    }

    @Test
    void anExclusiveHolderIsNamedAndAResetIsNoticed() throws Exception {
        try (Bench bench = new Bench(PCSCD, LIMIT);
                PcscReaders other = new PcscReaders()) {
            bench.plug(ScriptedCard.named(1));
            ReaderSnapshot before = bench.awaitCards(1);
            String name = bench.name(0);
            try (CardConnection holder = other.open(name, Sharing.EXCLUSIVE)) {
                LinkFailure busy = assertThrows(LinkFailure.class, () -> bench.readers.open(name, Sharing.SHARED));
                assertEquals(Reason.CARD_BUSY, busy.reason());
                assertTrue(busy.getMessage().contains(name));
                bench.await("a busy card", seen -> card(seen, name) == Card.BUSY);
                assertEquals(0x9000, holder.transmit(Bench.COMMAND).sw());
            }
            bench.awaitCards(1);
            try (CardConnection mine = bench.readers.open(name, Sharing.SHARED)) {
                other.open(name, Sharing.SHARED).close();
                LinkFailure reset = assertThrows(LinkFailure.class, () -> mine.transmit(Bench.COMMAND));
                assertEquals(Reason.CARD_RESET, reset.reason());
            }
            try (CardConnection again = bench.readers.open(name, Sharing.EXCLUSIVE)) {
                assertEquals(0x9000, again.transmit(Bench.COMMAND).sw());
                again.reset();
                assertEquals(0x9000, again.transmit(Bench.COMMAND).sw());
            }
            assertEquals(before.readers(), bench.awaitCards(1).readers(), "a reset is no insertion");
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void noCommandIsEverSentTwice(Provider provider) throws Exception {
        for (byte[] atr : List.of(ScriptedCard.T0, ScriptedCard.T1)) {
            ScriptedCard wrongLength = new ScriptedCard(atr, apdu -> bytes(0x6C, 0x10));
            ScriptedCard fetched = new ScriptedCard(
                    atr, apdu -> apdu[1] == (byte) 0xC0 ? bytes(1, 2, 3, 0x90, 0x00) : bytes(0x61, 0x03));
            try (Bench bench = new Bench(PCSCD, provider, LIMIT)) {
                bench.plug(wrongLength);
                bench.plug(fetched);
                bench.awaitCards(2);
                List<CardConnection> connections = bench.openAll(2);
                CommandApdu withData = new CommandApdu(0x80, 0x54, 1, 1, bytes(1, 2, 3, 4), true);
                assertEquals(
                        new ResponseApdu(bytes(), 0x6C10), connections.get(0).transmit(withData));
                assertEquals(
                        new ResponseApdu(bytes(1, 2, 3), 0x9000),
                        connections.get(1).transmit(withData));
            }
            boolean le = atr == ScriptedCard.T1;
            assertEquals(1, wrongLength.received.size());
            assertEquals(2, fetched.received.size());
            assertEquals(le ? 10 : 9, fetched.received.get(0).length);
            assertArrayEquals(bytes(0x00, 0xC0, 0x00, 0x00, 0x03), fetched.received.get(1));
        }
    }

    @Test
    void garbageAnswersAreFailuresAndNoCrash() throws Exception {
        ScriptedCard garbage = new ScriptedCard(ScriptedCard.T1, apdu -> switch (apdu[1]) {
            case 1 -> bytes(0x90);
            case 2 -> new byte[3_000];
            case 3, (byte) 0xC0 -> bytes(0x61, 0x10);
            case 4 -> throw new IOException("command lost");
            default -> bytes(0x90, 0x00);
        });
        try (Bench bench = new Bench(PCSCD, LIMIT)) {
            bench.plug(garbage);
            bench.awaitCards(1);
            String name = bench.name(0);
            CardConnection connection = bench.readers.open(name, Sharing.SHARED);
            assertThrows(ProtocolFailure.class, () -> connection.transmit(CommandApdu.of(0x80, 1, 0, 0, true)));
            LinkFailure tooLong =
                    assertThrows(LinkFailure.class, () -> connection.transmit(CommandApdu.of(0x80, 2, 0, 0, true)));
            assertEquals(Reason.CARD_MUTE, tooLong.reason());
            connection.close();
            CardConnection third = bench.readers.open(name, Sharing.SHARED);
            assertThrows(ProtocolFailure.class, () -> third.transmit(CommandApdu.of(0x80, 3, 0, 0, true)));
            assertEquals(0x9000, third.transmit(Bench.COMMAND).sw());
            LinkFailure lost =
                    assertThrows(LinkFailure.class, () -> third.transmit(CommandApdu.of(0x80, 4, 0, 0, true)));
            assertEquals(Reason.CARD_REMOVED, lost.reason());
        }
    }
}
