package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.RackHead;
import org.keyrack.protocol.apdu.LinkFailure.Reason;
import org.keyrack.reader.CardConnection;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.Readers.Sharing;

/** Cards and readers that come and go, and who may hold a card. */
@Tag("rack")
class HotPlugTest {
    private static final String FIRST = "Virtual Reader 01";
    private static final String SECOND = "Virtual Reader 02";

    private static VirtualBench bench() throws Exception {
        return VirtualBench.start(RackFileTest.parse(RackHead.SET + """
                units: { count: 2, firstSerial: "0000000000000001", locations: [] }
                """));
    }

    private static ReaderSnapshot await(BlockingQueue<ReaderSnapshot> seen, Predicate<ReaderSnapshot> wanted)
            throws InterruptedException {
        while (true) {
            ReaderSnapshot snapshot = seen.poll(10, TimeUnit.SECONDS);
            assertTrue(snapshot != null, "Never seen");
            if (wanted.test(snapshot)) {
                return snapshot;
            }
        }
    }

    private static boolean is(ReaderSnapshot snapshot, String reader, Card card, long insertion) {
        return snapshot.reader(reader)
                .filter(found -> found.card() == card && found.insertion() == insertion)
                .isPresent();
    }

    @Test
    void everyChangeOfTheBenchIsTold() throws Exception {
        try (VirtualBench bench = bench()) {
            SimulatedReaders hands = bench.simulatedReaders();
            BlockingQueue<ReaderSnapshot> seen = new LinkedBlockingQueue<>();
            var subscription = hands.listen(seen::add);
            assertEquals(2, await(seen, any -> true).readers().size());
            hands.remove(FIRST);
            await(seen, now -> is(now, FIRST, Card.ABSENT, 1));
            assertEquals(3, bench.replaceUnit(FIRST));
            await(seen, now -> is(now, FIRST, Card.PRESENT, 2));
            assertEquals(4, bench.replaceUnit(SECOND));
            await(seen, now -> is(now, SECOND, Card.PRESENT, 2));
            hands.plug("Guest Reader");
            await(seen, now -> is(now, "Guest Reader", Card.ABSENT, 0));
            hands.unplug(FIRST);
            ReaderSnapshot last = await(seen, now -> now.reader(FIRST).isEmpty());
            assertEquals(
                    List.of(SECOND, "Guest Reader"),
                    last.readers().stream().map(r -> r.name()).toList());
            subscription.close();
            hands.remove(SECOND);
            assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> hands.open(SECOND, Sharing.SHARED)));
            assertTrue(seen.stream().noneMatch(now -> is(now, SECOND, Card.ABSENT, 2)));
        }
    }

    @Test
    void quickSwapIsOneInsertionAndBreaksTheOldHandle() throws Exception {
        try (VirtualBench bench = bench()) {
            SimulatedReaders hands = bench.simulatedReaders();
            CardConnection old = Host.openEi(hands, FIRST);
            AppletCard blank =
                    new AppletCard(SimulatedApplet.EI, CardMemory.volatileFor(SimulatedApplet.EI.memoryLength(0)));
            hands.swap(FIRST, blank);
            assertTrue(is(hands.snapshot(), FIRST, Card.PRESENT, 2));
            assertEquals(Reason.CARD_REMOVED, Host.reasonOf(() -> Host.initiate(old)));
            try (CardConnection fresh = Host.openEi(hands, FIRST)) {
                assertEquals(0x6985, Host.initiate(fresh).sw());
            }
        }
    }

    @Test
    void exclusiveHandleKeepsOthersOut() throws Exception {
        try (VirtualBench bench = bench()) {
            CardConnection mine = bench.readers().open(FIRST, Sharing.EXCLUSIVE);
            assertEquals(Reason.CARD_BUSY, Host.reasonOf(() -> bench.readers().open(FIRST, Sharing.SHARED)));
            mine.close();
            mine.close();
            assertEquals(Reason.CLOSED, Host.reasonOf(() -> Host.initiate(mine)));
            try (CardConnection shared = bench.readers().open(FIRST, Sharing.SHARED);
                    CardConnection also = bench.readers().open(FIRST, Sharing.SHARED)) {
                assertEquals(
                        Reason.CARD_BUSY, Host.reasonOf(() -> bench.readers().open(FIRST, Sharing.EXCLUSIVE)));
                shared.reset();
                assertEquals(Reason.CARD_RESET, Host.reasonOf(() -> Host.initiate(also)));
                assertEquals(0x6D00, Host.initiate(shared).sw());
            }
        }
    }

    @Test
    void resetAndCloseTakeR() throws Exception {
        try (VirtualBench bench = bench()) {
            CardConnection ei = Host.openEi(bench.readers(), FIRST);
            byte[] before = Host.firstR(Host.initiate(ei));
            ei.reset();
            assertEquals(0x6D00, Host.initiate(ei).sw());
            ei.close();
            try (CardConnection again = Host.openEi(bench.readers(), FIRST)) {
                assertEquals(
                        0x6984,
                        Host.send(again, 0x80, 0x56, 0, 0, unsolicited()).sw());
                assertFalse(java.util.Arrays.equals(before, Host.firstR(Host.initiate(again))));
            }
        }
    }

    /** An IMPORTKEY of T that is well-formed: nothing but a missing R is wrong before its CAS. */
    private static byte[] unsolicited() {
        byte[] data = new byte[66];
        data[2] = 1;
        data[3] = 1;
        data[4] = 1;
        data[5] = 2;
        data[12] = 1;
        data[13] = 2;
        return data;
    }

    @Test
    void readerThatIsGoneSaysSo() throws Exception {
        try (VirtualBench bench = bench()) {
            CardConnection ei = Host.openEi(bench.readers(), FIRST);
            bench.simulatedReaders().unplug(FIRST);
            assertEquals(Reason.READER_GONE, Host.reasonOf(() -> Host.initiate(ei)));
            assertEquals(Reason.READER_GONE, Host.reasonOf(() -> bench.readers().open(FIRST, Sharing.SHARED)));
        }
    }
}
