package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import org.junit.jupiter.api.Test;
import org.keyrack.reader.sim.SimulatedUnit;

/**
 * What each unit checks, in protocol.md's order. Each command below is wrong in everything from some check on; mending one
 * thing at a time must lead through the status words one by one.
 */
class OrderOfChecksTest {
    private static final byte[] NOTHING = {};

    @Test
    void classComesBeforeInstructionBeforeParameters() {
        Card as = Card.as();
        Card ei = Card.ei();
        for (Card card : new Card[] {as, ei}) {
            assertEquals(0x6E00, card.send("81FFFFFF").sw());
            assertEquals(0x6E00, card.send("0CCA0201").sw());
            assertEquals(0x6E00, card.send("84F00001").sw(), "no Kperso, no sessions");
            assertEquals(0x6D00, card.send("80FFFFFF").sw());
            assertEquals(0x6D00, card.send("00FFFFFF").sw());
        }
        assertEquals(0x6D00, as.send("8052000000").sw());
        assertEquals(0x6D00, ei.send("80540101").sw());
        assertEquals(0x6D00, ei.send("00200080").sw());
        assertEquals(0x6A86, ei.send("80520100").sw());
        assertEquals(0x6A86, ei.send("80560200").sw());
        assertEquals(0x6A86, ei.send("80560001").sw());
        assertEquals(0x6A86, as.send("00200180").sw());
        assertEquals(0x6A86, as.send("00240083").sw());
        assertEquals(0x6A86, as.send("002C0081").sw());
    }

    @Test
    void aForeignAidIsRefusedAndTheUnitStaysSelected() {
        Card ei = Bench.ei();
        assertEquals(0x6A82, ei.send("00A4040008F04B4559524B4153").sw());
        Bench.initiate(ei);
        assertEquals(0x6A86, ei.send("00A4000002" + "3F00").sw());
    }

    @Test
    void selectAnswersVersionRoleAndState() {
        assertArrayEquals(hex("0101079000"), Bench.as().select());
        assertArrayEquals(hex("0102079000"), Bench.ei().select());
        assertArrayEquals(hex("0102009000"), Card.ei().select());
    }

    @Test
    void exportKeyChecksInOrder() {
        Card ei = Bench.ei();
        byte[] initiate = Bench.initiate(ei);
        byte[] good = Bench.exportData(initiate, 3, 5);
        byte[] bad = Bench.exportData(initiate, 0x99, 0);
        bad[35] ^= 1;

        Card blank = Card.as();
        assertEquals(0x6700, blank.send("80540304", cut(bad, 0, 35), true).sw());
        assertEquals(0x6700, blank.send("80540304").sw());
        assertEquals(0x6982, blank.send("80540304", bad, true).sw());
        Bench.setPins(blank);
        Bench.verify(blank);
        assertEquals(0x6985, blank.send("80540304", bad, true).sw());

        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0x20, Bench.TA, 1);
        Bench.storeT(as, 2, 1, 1, Bench.T);
        Bench.storeTa(as, 8, 0, 2, Bench.TRANSPORT, Bench.TA, 1);
        Bench.open(as);
        assertEquals(0x6A81, as.send("80540304", bad, true).sw());
        assertEquals(0x6A88, as.send("80540104", bad, true).sw());
        assertEquals(0x6A88, as.send("80540201", bad, true).sw());
        assertEquals(0x6A88, as.send("80540105", bad, true).sw());
        assertEquals(0x6A88, as.send("80540100", bad, true).sw());
        assertEquals(0x6A88, as.send("80540102", bad, true).sw());
        bad[9] = 3;
        assertEquals(0x6A80, as.send("80540102", bad, true).sw());
        byte[] transportElsewhere = Bench.exportData(initiate, 8, 5);
        assertEquals(0x6A80, as.send("80540102", transportElsewhere, true).sw());
        bad[11] = 5;
        assertEquals(0x6986, as.send("80540102", bad, true).sw());
        assertEquals(0x6300, as.send("80540101", bad, true).sw());
        as.ok("80540101", good, true);
        assertEquals(0x6986, as.send("80540101", bad, true).sw());
    }

    @Test
    void importKeyChecksInOrder() {
        byte[] sn = Bench.SN;
        Card blank = Card.ei();
        byte[] wrong = new byte[66];
        assertEquals(0x6700, blank.send("80560000", cut(wrong, 0, 65), true).sw());
        assertEquals(0x6700, blank.send("80560000", new byte[80], true).sw());
        assertEquals(0x6985, blank.send("80560000", wrong, true).sw());
        assertEquals(0x6985, blank.send("80520000", NOTHING, true).sw());

        Card ei = Bench.ei();
        // No R is asked for until the checks before it are through, so none of them consumes one.
        byte[] header = Bench.header(2, 9, 2, 3, 0x99, 0x0202, 2, 0, 1);
        header[0] = 2;
        assertEquals(0x6A81, importing(ei, header, 0x98));
        header[0] = 1;
        assertEquals(0x6A81, importing(ei, header, 0x98));
        header[1] = 1;
        assertEquals(0x6A80, importing(ei, header, 0x98));
        header[3] = 0;
        assertEquals(0x6A80, importing(ei, header, 0x98));
        header[10] = 1;
        assertEquals(0x6A80, importing(ei, header, 0x98));
        header[11] = 1;
        assertEquals(0x6A80, importing(ei, header, 0x98));
        assertEquals(0x6A88, importing(ei, header, 0x99));
        header[7] = 6;
        assertEquals(0x6984, importing(ei, header, 6));
        Bench.initiate(ei);
        assertEquals(0x6988, importing(ei, header, 6));
        assertEquals(0x6984, importing(ei, header, 6), "R was consumed");
        header[2] = 1;
        Bench.initiate(ei);
        assertEquals(0x6988, importing(ei, header, 6));

        // The certificate holds from here on; SAS does not.
        assertEquals(0x6981, certified(ei, sn, header), "keyType and appId");
        header[8] = 1;
        header[9] = 1;
        assertEquals(0x6981, certified(ei, sn, header), "keyType");
        header[7] = 5;
        header[8] = 2;
        assertEquals(0x6981, certified(ei, sn, header), "appId");
        header[8] = 1;
        header[11] = 2;
        Bench.initiate(ei);
        Card as = Bench.as();
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
        assertEquals(0x6986, certified(ei, sn, header), "version");
        header[11] = 3;
        assertEquals(0x6300, certified(ei, sn, header));
    }

    private static int importing(Card ei, byte[] header, int ref2) {
        return ei.send("80560000", cat(Bench.number(ref2, 2), header, new byte[48]), true)
                .sw();
    }

    private static int certified(Card ei, byte[] sn, byte[] header) {
        Model.Session session = Model.Session.of(Bench.T, 1, 1, sn, Bench.r(Bench.initiate(ei)));
        byte[] data = cat(header, new byte[32]);
        return ei.send("80560000", cat(cut(header, 6, 2), data, session.cas(data)), true)
                .sw();
    }

    @Test
    void aWriteOnceLocationTakesOneKeyOnly() {
        Card ei = Bench.ei();
        Model.Session first = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        ei.ok("80560000", first.importData(Bench.header(1, 1, 0, 3, 7, 0x0101, 1, 2, 1), Bench.TA), true);
        Model.Session second = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        byte[] newer = second.importData(Bench.header(1, 1, 0, 3, 7, 0x0101, 1, 3, 2), Bench.TA);
        assertEquals(0x6986, ei.send("80560000", newer, true).sw());
    }

    @Test
    void verifyReceiptChecksInOrder() {
        byte[] wrong = new byte[72];
        Card blank = Card.as();
        assertEquals(0x6700, blank.send("80580304", new byte[71], false).sw());
        assertEquals(0x6982, blank.send("80580304", wrong, false).sw());
        Bench.setPins(blank);
        assertEquals(0x6985, blank.send("80580304", wrong, false).sw());
        Card as = Bench.as();
        assertEquals(0x6A81, as.send("80580304", wrong, false).sw());
        assertEquals(0x6A88, as.send("80580104", wrong, false).sw());
        assertEquals(0x6A88, as.send("80580201", wrong, false).sw());
        assertEquals(0x6A88, as.send("80580101", wrong, false).sw());
        wrong[25] = 1;
        assertEquals(0x6A88, as.send("80580101", wrong, false).sw());
        wrong[26] = 1;
        assertEquals(0x6300, as.send("80580101", wrong, false).sw());
    }

    @Test
    void rDiesAtResetDeselectAndInitiate() {
        Card as = Bench.as();
        Card ei = Bench.ei();
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        ei.reset();
        assertEquals(0x6984, ei.send("80560000", command, true).sw());
        byte[] second = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        ei.select();
        assertEquals(0x6984, ei.send("80560000", second, true).sw());
        byte[] third = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        Bench.initiate(ei);
        assertEquals(0x6988, ei.send("80560000", third, true).sw());
    }

    @Test
    void anErrorCarriesNoNextR() {
        Card as = Bench.as();
        Card ei = Bench.ei();
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        command[65] ^= 1;
        assertEquals(0, ei.send("80560100", command, true).data().length);
        assertEquals(0x6984, ei.send("80560100", command, true).sw());
    }

    @Test
    void theNextRThatImportKeyAnswersIsGoodForTheNextDownload() {
        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        for (int version = 1; version <= 5; version++) {
            Bench.storeTa(as, version, 0x0101, version, version % 2, Bench.TA, Bench.NO_LIMIT);
        }
        Bench.open(as);
        Card ei = Bench.ei();
        byte[] initiate = Bench.initiate(ei);
        for (int version = 1; version <= 5; version++) {
            byte[] export = Bench.export(as, initiate, version, 5);
            byte[] answer = ei.ok("80560100", Bench.importData(5, export), true);
            assertEquals(58, answer.length);
            assertEquals(version, answer[0]);
            assertArrayEquals(Bench.v(export), Model.commitment(cut(answer, 4, 16)));
            initiate = cut(answer, 20, 38);
        }
    }

    @Test
    void failuresStopAtTheirHighestValueAndNeverBlock() {
        byte[] image = SimulatedUnit.eiImage();
        Card ei = Bench.blankEi(Card.ei(image), Bench.SN, 1, 1, Bench.T);
        Card as = Bench.as();
        byte[] wrong = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        wrong[65] ^= 1;
        assertEquals(0x6988, ei.send("80560000", wrong, true).sw());
        // The counter's two copies, set as if 65,533 more had failed.
        int failures = 1 + PersonalizationKey.LENGTH + 1 + 2 * 8;
        image[failures + 1] = image[failures + 3] = (byte) 0xFF;
        image[failures + 2] = image[failures + 4] = (byte) 0xFE;
        for (int i = 0; i < 3; i++) {
            byte[] again = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
            again[65] ^= 1;
            assertEquals(0x6988, ei.send("80560000", again, true).sw());
            assertArrayEquals(hex("FFFF"), cut(ei.ok("80CA0201", NOTHING, true), 14, 2));
        }
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
    }

    @Test
    void anAsWhoseCtrIsUsedUpExportsNoMore() {
        byte[] image = SimulatedUnit.asImage();
        Card as = Card.as(image);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, Bench.NO_LIMIT);
        Bench.open(as);
        byte[] initiate = Bench.initiate(Bench.ei());
        Bench.export(as, initiate, 3, 5);
        int counters = AsMemory.LENGTH;
        image[counters + 1] = image[counters + 2] = image[counters + 3] = (byte) 0xFF;
        image[counters + 4] = (byte) 0xFE;
        assertArrayEquals(hex("FFFFFFFF"), cut(Bench.export(as, initiate, 3, 5), 12, 4));
        assertEquals(
                0x6986,
                as.send("80540101", Bench.exportData(initiate, 3, 5), true).sw());
    }
}
