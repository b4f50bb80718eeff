package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Bench.importData;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import org.junit.jupiter.api.Test;

/** The worked example of protocol.md through both applets, byte for byte. */
class WorkedExampleTest {
    private static final byte[] R = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");

    private final Card as = Bench.as();
    private final Card ei = Bench.ei();

    @Test
    void aKeyIsDeliveredAsPublished() {
        byte[] export = exportAtCtr42(3);
        assertEquals(
                "0101010000030005010101020000002afaabe924a04dce976809f0854528a3866578955cf40e631bb53755e210dba74b"
                        + "2bae038c7b5982834b9bf9a51a958b0f"
                        + "9994fbdf2bef41a54caff7bfb20b75bb",
                Model.hex(export));
        assertEquals(
                "02ebabd606626a489e2b9507c7b064808bf14551", Model.hex(ei.ok("80560000", importData(5, export), true)));
    }

    @Test
    void aDiversifiedKeyIsDeliveredAsPublished() {
        byte[] export = exportAtCtr42(4);
        // The example has REF1 0003; another REF1 changes header, SAS and CAS, so the formulas are asked for those.
        assertArrayEquals(hex("046f9c35cfa29199f55f262efa414dac"), Model.diversified(Bench.TA, Bench.SN, hex("0101")));
        byte[] header = hex("0101010100040005010101020000002a");
        Model.Session session = Model.Session.of(Bench.T, 1, 1, Bench.SN, R);
        byte[] data = session.data(header, hex("046f9c35cfa29199f55f262efa414dac"));
        assertArrayEquals(Model.cat(data, session.cas(data), Model.commitment(session.receipt(data))), export);
        byte[] answer = ei.ok("80560000", importData(5, export), true);
        assertEquals("02ed47b2", Model.hex(cut(answer, 0, 4)));
        assertArrayEquals(session.receipt(data), cut(answer, 4, 16));
    }

    @Test
    void theDiversifiedExampleIsDeliveredAsPublished() {
        Card other = Card.as();
        Bench.storeT(other, 1, 1, 1, Bench.T);
        Bench.storeTa(other, 3, 0x0101, 2, Bench.DIVERSIFY, Bench.TA, Bench.NO_LIMIT);
        Bench.open(other);
        byte[] export = exportAtCtr42(other, 3);
        assertEquals(
                "0101010100030005010101020000002a9cb0cc49e55ae453b0a855c7b0feee04e9b1822ba1617ced0e64fc7e588315f3"
                        + "f422d6b2224374f3d4c72dae5f461c72"
                        + "8608207d08f18399a82b9a7fd2daab18",
                Model.hex(export));
        assertEquals(
                "02ed47b2f190fd4dc8930dc00785a423c2a797f1", Model.hex(ei.ok("80560000", importData(5, export), true)));
    }

    private byte[] exportAtCtr42(int ref1) {
        return exportAtCtr42(as, ref1);
    }

    private byte[] exportAtCtr42(Card card, int ref1) {
        ei.random.next(R);
        byte[] initiate = Bench.initiate(ei);
        assertEquals(
                "010101be7ed60011223344556677f0e1d2c3b4a5968778695a4b3c2d1e0f6130120a3db461f8", Model.hex(initiate));
        for (int ctr = 1; ctr < 42; ctr++) {
            Bench.export(card, initiate, ref1, 5);
        }
        return Bench.export(card, initiate, ref1, 5);
    }
}
