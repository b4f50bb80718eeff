package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replacing T by the method itself (protocol.md, Transport key). */
class TransportKeyTest {
    private static final byte[] OLD_128 = Bench.T;
    private static final byte[] NEW_128 = hex("101112131415161718191a1b1c1d1e1f");
    private static final byte[] OLD_256 = cat(OLD_128, NEW_128);
    private static final byte[] NEW_256 = cat(NEW_128, OLD_128);

    private static byte[] oldT(int suite) {
        return suite == 1 ? OLD_128 : OLD_256;
    }

    private static byte[] newT(int suite) {
        return suite == 1 ? NEW_128 : NEW_256;
    }

    /** Old T in slot 1, new T in slot 2 and as TA 0063 that must not leave under itself; an ordinary TA 0003. */
    private static Card as(int suite) {
        Card as = Card.realAs();
        Bench.storeT(as, 1, suite, 1, oldT(suite));
        Bench.storeT(as, 2, suite, 2, newT(suite));
        Bench.storeTa(as, 99, 0, 2, Bench.TRANSPORT | 0x20, newT(suite), 10);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 10);
        return Bench.open(as);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theNewTServesFromTheNextInitiateOn(int suite) {
        Card as = as(suite);
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, suite, 1, oldT(suite));
        byte[] initiate = Bench.initiate(ei);
        byte[] export = Bench.export(as, initiate, 99, 0);
        assertEquals(2, export[3]);
        byte[] answer = ei.ok("80560100", Bench.importData(0, export), true);
        assertEquals(2, answer[0]);
        assertArrayEquals(kcv(newT(suite)), cut(answer, 1, 3));
        assertArrayEquals(Bench.v(export), Model.commitment(cut(answer, 4, 16)), "the receipt is under the old T");
        byte[] data = cut(export, 0, export.length - 32);
        Model.Session old = Model.Session.of(oldT(suite), suite, 1, Bench.SN, Bench.r(initiate));
        assertArrayEquals(old.receipt(data), cut(answer, 4, 16));

        byte[] next = cut(answer, 20, 38);
        assertArrayEquals(cat(hex("01"), Bench.number(suite, 1), hex("02"), kcv(newT(suite))), cut(next, 0, 6));
        Model.Session session = Model.Session.of(newT(suite), suite, 2, Bench.SN, Bench.r(next));
        assertArrayEquals(session.p(), cut(next, 30, 8));

        assertEquals(
                0x6300,
                as.send(String.format("8054%02X01", suite), Bench.exportData(next, 3, 5), true)
                        .sw());
        byte[] second = as.ok(String.format("8054%02X02", suite), Bench.exportData(next, 3, 5), true);
        ei.ok("80560000", Bench.importData(5, second), true);

        byte[] download = ei.ok("80CA0203", new byte[2], true);
        byte[] sas = cut(data, data.length - 16, 16);
        assertArrayEquals(cat(cut(data, 0, 16), Bench.r(initiate), sas, cut(answer, 4, 16)), download);
        as.ok(
                String.format("8058%02X01", suite),
                cat(Bench.SN, Bench.r(initiate), cut(data, 0, 16), sas, cut(answer, 4, 16)),
                false);
    }

    @Test
    void locationsStayWhenTIsReplaced() {
        Card as = as(1);
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 1, 1, OLD_128);
        ei.ok("80560000", Bench.importData(5, Bench.export(as, Bench.initiate(ei), 3, 5)), true);
        byte[] locations = ei.ok("80CA0202", new byte[0], true);
        ei.ok("80560000", Bench.importData(0, Bench.export(as, Bench.initiate(ei), 99, 0)), true);
        assertArrayEquals(locations, ei.ok("80CA0202", new byte[0], true));
    }

    @Test
    void aBarredSlotDoesNotLetTheKeyOut() {
        Card as = as(1);
        Card ei = Bench.blankEi(Card.realEi(), Bench.SN, 1, 2, NEW_128);
        assertEquals(
                0x6986,
                as.send("80540102", Bench.exportData(Bench.initiate(ei), 99, 0), true)
                        .sw());
    }

    @Test
    void whatIsNoTransportKeyForThisUnitIsRefusedAndTStays() {
        Card ei = Bench.ei();
        byte[] identity = cut(ei.ok("80CA0201", new byte[0], true), 0, 14);
        assertEquals(0x6981, importing(ei, Bench.header(1, 1, 2, 99, 0, 0x0101, 1, 2, 1), NEW_128), "appId");
        assertEquals(0x6981, importing(ei, Bench.header(1, 1, 2, 99, 0, 0, 2, 2, 1), NEW_256), "keyType");
        assertEquals(0x6981, importing(ei, Bench.header(1, 1, 3, 99, 0, 0, 1, 2, 1), NEW_128), "diversified");
        assertEquals(0x6986, importing(ei, Bench.header(1, 1, 2, 99, 0, 0, 1, 1, 1), NEW_128), "version");
        assertArrayEquals(identity, cut(ei.ok("80CA0201", new byte[0], true), 0, 14));
        assertEquals(0x9000, importing(ei, Bench.header(1, 1, 2, 99, 0, 0, 1, 2, 1), NEW_128));
    }

    private static int importing(Card ei, byte[] header, byte[] t) {
        Model.Session session = Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)));
        return ei.send("80560000", session.importData(header, t), true).sw();
    }
}
