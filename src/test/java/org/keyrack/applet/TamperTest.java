package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import org.junit.jupiter.api.Test;

/** Rows 17 to 20 of faults.md: what was altered, replayed, redirected or rolled back is refused and changes nothing. */
class TamperTest {
    private final Card as = Bench.as();
    private final Card ei = Bench.ei();

    private byte[] locations(Card card) {
        return card.ok("80CA0202", new byte[0], true);
    }

    private byte[] identity(Card card) {
        return card.ok("80CA0201", new byte[0], true);
    }

    @Test
    void everyFlippedBitOfRef2DataOrCasIsRefused() {
        byte[] locations = locations(ei);
        int refused = 0;
        byte[] genuine = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
            command[bit / 8] ^= (byte) (1 << (bit % 8));
            int sw = ei.send("80560000", command, true).sw();
            assertNotEquals(0x9000, sw, "bit " + bit);
            refused += sw == 0x6988 ? 1 : 0;
        }
        assertArrayEquals(locations, locations(ei));
        int failures = ((identity(ei)[14] & 0xFF) << 8) | (identity(ei)[15] & 0xFF);
        assertEquals(refused, failures);
    }

    @Test
    void changedHeaderFieldsWithTheirStatusWords() {
        assertEquals(0x6A81, changed(2, 0x02), "version");
        assertEquals(0x6A81, changed(3, 0x02), "suite");
        assertEquals(0x6988, changed(4, 0x02), "tVersion");
        assertEquals(0x6A80, changed(5, 0x04), "reserved flag");
        assertEquals(0x6A80, changed(5, 0x02), "transport flag on a location");
        assertEquals(0x6988, changed(5, 0x01), "diversified flag");
        assertEquals(0x6988, changed(7, 0x04), "REF1");
        assertEquals(0x6A80, changed(9, 0x06), "REF2 of the header alone");
        assertEquals(0x6A80, changed(1, 0x06), "REF2 of the command alone");
        assertEquals(0x6988, changed(11, 0x02), "appId");
        assertEquals(0x6A80, changed(12, 0x02), "keyType");
        assertEquals(0x6A80, changed(13, 0x00), "keyVersion 00");
        assertEquals(0x6988, changed(17, 0x77), "Ctr");
    }

    private int changed(int index, int value) {
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        command[index] = (byte) value;
        return ei.send("80560000", command, true).sw();
    }

    @Test
    void redirectionToAnotherLocationIsRefused() {
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        command[1] = 7;
        command[9] = 7;
        assertEquals(0x6988, ei.send("80560000", command, true).sw());
    }

    @Test
    void anOrdinaryKeyNeverReplacesT() {
        byte[] before = identity(ei);
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        command[1] = 0;
        command[9] = 0;
        command[5] = 2;
        assertEquals(0x6988, ei.send("80560000", command, true).sw());
        assertArrayEquals(cut(before, 0, 14), cut(identity(ei), 0, 14));
    }

    @Test
    void aReplayIsRefusedWithAndWithoutAFreshR() {
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        ei.ok("80560000", command, true);
        byte[] locations = locations(ei);
        assertEquals(0x6984, ei.send("80560000", command, true).sw());
        Bench.initiate(ei);
        assertEquals(0x6988, ei.send("80560000", command, true).sw());
        assertArrayEquals(locations, locations(ei));
    }

    @Test
    void oneUnitsDataIsRefusedByAnother() {
        Card other = Bench.ei(hex("0011223344556678"));
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        ei.random.next(r);
        other.random.next(r);
        byte[] command = Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5));
        Bench.initiate(other);
        assertEquals(0x6988, other.send("80560000", command, true).sw());
        ei.ok("80560000", command, true);
    }

    @Test
    void anotherSetsDataIsRefused() {
        Card other = Bench.blankEi(Card.ei(), Bench.SN, 1, 1, hex("ff0102030405060708090a0b0c0d0e0f"));
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        ei.random.next(r);
        other.random.next(r);
        byte[] initiate = Bench.initiate(ei);
        byte[] foreign = Bench.initiate(other);
        assertEquals(
                0x6300,
                as.send("80540101", Bench.exportData(foreign, 3, 5), true).sw());
        assertEquals(
                0x6988,
                other.send("80560000", Bench.importData(5, Bench.export(as, initiate, 3, 5)), true)
                        .sw());
    }

    @Test
    void anOlderOrEqualVersionIsRefused() {
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
        byte[] locations = locations(ei);
        assertEquals(
                0x6986,
                ei.send("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 4, 5)), true)
                        .sw());
        Model.Session session = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        byte[] older = session.importData(Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 1, 9), Bench.TA);
        assertEquals(0x6986, ei.send("80560000", older, true).sw());
        assertArrayEquals(locations, locations(ei));
    }

    @Test
    void aKeyWhoseSasIsNotItsOwnIsRefusedAfterTheCertificateHeld() {
        Model.Session session = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        byte[] header = Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 2, 9);
        byte[] data = session.data(header, Bench.TA);
        data[data.length - 1] ^= 1;
        byte[] locations = locations(ei);
        assertEquals(
                0x6300,
                ei.send("80560000", cat(hex("0005"), data, session.cas(data)), true)
                        .sw());
        assertArrayEquals(locations, locations(ei));
        assertEquals(1, identity(ei)[15]);
    }

    @Test
    void everyFlippedBitOfAReceiptIsRefused() {
        byte[] initiate = Bench.initiate(ei);
        byte[] export = Bench.export(as, initiate, 3, 5);
        byte[] answer = ei.ok("80560000", Bench.importData(5, export), true);
        byte[] command = cat(Bench.SN, Bench.r(initiate), cut(export, 0, 16), cut(export, 32, 16), cut(answer, 4, 16));
        as.ok("80580101", command, false);
        for (int bit = 0; bit < command.length * 8; bit++) {
            byte[] altered = command.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertNotEquals(0x9000, as.send("80580101", altered, false).sw(), "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfPOrOfWhatItProvesIsRefused() {
        byte[] initiate = Bench.initiate(ei);
        byte[] command = Bench.exportData(initiate, 3, 5);
        byte[] before = as.ok("80CA0101", new byte[0], true);
        for (int i = 0; i < command.length; i++) {
            if (i >= 8 && i < 12) {
                continue; // REF1 and REF2 are not the module's to prove.
            }
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = command.clone();
                altered[i] ^= (byte) (1 << bit);
                // Sixteen wrong P end the operator's verification.
                Bench.verify(as);
                assertEquals(0x6300, as.send("80540101", altered, true).sw());
            }
        }
        assertArrayEquals(before, as.ok("80CA0101", new byte[0], true));
    }
}
