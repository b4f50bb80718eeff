package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrack.applet.Model.cut;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** T1, session keys and TA are gone from volatile memory after every command, on every path. */
class WipeTest {
    private final Card as = Bench.as();
    private final Card ei = Bench.ei();

    private static void assertZero(Card card, int from, int to) {
        byte[] part = Arrays.copyOfRange(card.transients.ram, from, to);
        assertArrayEquals(new byte[part.length], part);
    }

    /** A unit that is OPERATIONAL has nothing between commands; one in personalization has the key being loaded. */
    private static void assertWiped(Card card) {
        assertZero(card, Transients.SCRATCH, Transients.LOADING);
        assertZero(card, Transients.LOADING + Transients.LOADING_LENGTH, card.transients.ram.length);
        assertFalse(card.aes.holdsKey());
    }

    @Test
    void aDownloadLeavesNothingButTheNextR() {
        byte[] initiate = Bench.initiate(ei);
        assertWiped(ei);
        byte[] export = Bench.export(as, initiate, 3, 5);
        assertWiped(as);
        byte[] answer = ei.ok("80560100", Bench.importData(5, export), true);
        assertWiped(ei);
        assertNoKey(ei);
        byte[] kept = cut(ei.transients.ram, Transients.R, 16);
        assertArrayEquals(Bench.r(cut(answer, 20, 38)), kept);
        ei.select();
        assertArrayEquals(new byte[Transients.SCRATCH], cut(ei.transients.ram, 0, Transients.SCRATCH));
    }

    @Test
    void refusalsLeaveNothing() {
        byte[] command = Bench.exportData(Bench.initiate(ei), 3, 5);
        command[35] ^= 1;
        assertEquals(0x6300, as.send("80540101", command, true).sw());
        assertWiped(as);

        byte[] altered = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        altered[65] ^= 1;
        assertEquals(0x6988, ei.send("80560100", altered, true).sw());
        assertWiped(ei);
        assertArrayEquals(new byte[17], cut(ei.transients.ram, 0, 17), "the next R that was drawn");

        Model.Session session = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        byte[] data = session.data(Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 2, 9), Bench.TA);
        data[40] ^= 1;
        byte[] unsigned = Model.cat(new byte[] {0, 5}, data, session.cas(data));
        assertEquals(0x6300, ei.send("80560100", unsigned, true).sw());
        assertWiped(ei);

        assertEquals(0x6300, as.send("80580101", receiptOfNobody(), false).sw());
        assertWiped(as);
    }

    private static byte[] receiptOfNobody() {
        byte[] data = new byte[72];
        data[25] = 1;
        data[26] = 1;
        return data;
    }

    @Test
    void aTornCommandLeavesNothing() {
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        ei.power.tearAfter(1);
        assertEquals(0x6F00, ei.send("80560100", command, true).sw());
        assertWiped(ei);
    }

    @Test
    void loadingAKeyLeavesItInItsPlaceAlone() {
        Card blank = Card.as();
        Bench.load(blank, Bench.TA);
        assertWiped(blank);
        assertArrayEquals(Bench.TA, cut(blank.transients.ram, Transients.KEY, 16));
        Bench.storeT(blank, 1, 1, 1, Bench.T);
        Bench.setState(blank, 7);
        assertNoKey(blank);
    }

    private static void assertNoKey(Card card) {
        assertArrayEquals(new byte[35], cut(card.transients.ram, Transients.KEY_LENGTH, 35));
    }

    @Test
    void aKeyBeingLoadedDoesNotOutliveAChangeOfStateInEitherUnit() {
        Card blankEi = Card.ei();
        Bench.load(blankEi, Bench.TA);
        Bench.setState(blankEi, 1);
        assertNoKey(blankEi);
        blankEi.ok("80DA0201", Bench.SN, false);
        Bench.storeT(blankEi, 0, 1, 1, Bench.T);
        Bench.setState(blankEi, 7);
        assertNoKey(blankEi);
        Bench.verifyBoth(as);
        Bench.setState(as, 1);
        Bench.load(as, Bench.TA);
        Bench.setState(as, 7);
        assertNoKey(as);
        Bench.verifyBoth(as);
        Bench.setState(as, 1);
        assertEquals(
                0x6A80,
                as.send("80DE0000", Bench.entry(9, 0x0101, 1, 0, Bench.TA, 1), false)
                        .sw(),
                "the key of the loading before");
    }
}
