package org.keyrack.reader.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyrack.reader.ReaderSnapshot;
import org.keyrack.reader.ReaderSnapshot.Card;
import org.keyrack.reader.ReaderSnapshot.Reader;
import org.keyrack.reader.ReaderSnapshot.Service;
import org.keyrack.reader.pcsc.BenchWatch.Bench;
import org.keyrack.reader.pcsc.BenchWatch.Slot;

class BenchHistoryTest {
    private static final String A = "Reader A";
    private static final String B = "Reader B";

    private final BenchHistory history = new BenchHistory(16);
    private boolean held;
    private boolean hung;

    private final BenchHistory.OwnView own = new BenchHistory.OwnView() {
        @Override
        public boolean holds(String reader) {
            return held;
        }

        @Override
        public boolean hung(String reader) {
            return hung;
        }
    };

    private ReaderSnapshot look(long milliseconds, Slot... slots) {
        return history.add(new Bench(Service.RUNNING, List.of(slots)), own, milliseconds * 1_000_000);
    }

    private ReaderSnapshot stopped(long milliseconds) {
        return history.add(Bench.without(Service.STOPPED), own, milliseconds * 1_000_000);
    }

    private static Slot present(String reader, int events) {
        return new Slot(reader, true, false, false, events);
    }

    private static Slot absent(String reader, int events) {
        return new Slot(reader, false, false, false, events);
    }

    @Test
    void eachCardPutInCounts() {
        assertEquals(
                new Reader(A, Card.ABSENT, 0), look(0, absent(A, 0)).readers().get(0));
        assertEquals(
                new Reader(A, Card.PRESENT, 1),
                look(150, present(A, 1)).readers().get(0));
        assertEquals(
                new Reader(A, Card.PRESENT, 1),
                look(300, present(A, 1)).readers().get(0));
        assertEquals(
                new Reader(A, Card.ABSENT, 1), look(450, absent(A, 2)).readers().get(0));
        assertEquals(
                new Reader(A, Card.PRESENT, 2),
                look(600, present(A, 3)).readers().get(0));
    }

    @Test
    void aSwapBetweenTwoLooksCountsEvenWhenTheCounterWraps() {
        look(0, present(A, 0xFFFF));
        assertEquals(2, look(150, present(A, 1)).readers().get(0).insertion());
    }

    @Test
    void withoutEventCountersOnlyWhatIsSeenCounts() {
        look(0, present(A, -1));
        assertEquals(1, look(150, present(A, -1)).readers().get(0).insertion());
    }

    @Test
    void emptyReadersAfterARestartAreNoRemoval() {
        look(0, present(A, 5), absent(B, 0));
        assertEquals(Service.STOPPED, stopped(150).service());
        assertEquals(Service.STOPPED, look(300, absent(A, 0), absent(B, 0)).service());
        assertTrue(history.settling());
        ReaderSnapshot back = look(730, present(A, 1), absent(B, 0));
        assertEquals(Service.RUNNING, back.service());
        assertEquals(new Reader(A, Card.PRESENT, 1), back.readers().get(0));
        assertFalse(history.settling());
    }

    @Test
    void aCardThatDoesNotComeBackAfterARestartIsRemovedInTheEnd() {
        look(0, present(A, 5));
        stopped(150);
        look(300, absent(A, 0));
        ReaderSnapshot end = look(300 + BenchHistory.RESTART_GRACE.toMillis() + 1, absent(A, 0));
        assertEquals(new Reader(A, Card.ABSENT, 1), end.readers().get(0));
    }

    @Test
    void aServiceThatStartsLateIsShownAtOnce() {
        assertEquals(Service.STOPPED, stopped(0).service());
        assertEquals(Service.RUNNING, look(150, absent(A, 0)).service());
    }

    @Test
    void aVanishedCardIsNotShownAsPresentAgain() {
        look(0, present(A, 1));
        history.doubt(A, 10_000_000);
        assertEquals(Card.ABSENT, look(150, present(A, 1)).readers().get(0).card());
        assertTrue(history.doubted(A));
        assertEquals(Card.ABSENT, look(300, absent(A, 2)).readers().get(0).card());
        assertFalse(history.doubted(A));
        assertEquals(
                new Reader(A, Card.PRESENT, 2),
                look(450, present(A, 3)).readers().get(0));
    }

    @Test
    void aDoubtEndsWhenTheCardStaysAndItIsAnotherInsertion() {
        look(0, present(A, 1));
        history.doubt(A, 0);
        look(150, present(A, 1));
        Reader still =
                look(BenchHistory.DOUBT.toMillis() + 1, present(A, 1)).readers().get(0);
        assertEquals(new Reader(A, Card.PRESENT, 2), still);
    }

    @Test
    void aCardHeldByAnotherProgramIsBusyAndByUsIsNot() {
        Slot slot = new Slot(A, true, false, true, 1);
        assertEquals(Card.BUSY, look(0, slot).readers().get(0).card());
        held = true;
        assertEquals(Card.PRESENT, look(150, slot).readers().get(0).card());
    }

    @Test
    void aMuteCardAndAHungReaderAreMute() {
        assertEquals(
                Card.MUTE,
                look(0, new Slot(A, true, true, false, 1)).readers().get(0).card());
        hung = true;
        assertEquals(Card.MUTE, look(150, present(A, 1)).readers().get(0).card());
    }

    @Test
    void aReaderThatIsUnpluggedAndBackHasANewInsertion() {
        look(0, present(A, 1));
        assertEquals(List.of(), look(150).readers());
        assertEquals(2, look(300, present(A, 1)).readers().get(0).insertion());
    }

    @Test
    void theLimitOfTheSystemIsInEverySnapshot() {
        assertEquals(16, stopped(0).limit());
        assertEquals(16, look(150).limit());
    }
}
