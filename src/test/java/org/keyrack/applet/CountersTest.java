package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cut;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctr rises and exports left fall by one over all their four bytes. */
class CountersTest {
    private static Card as(int exports) {
        Card as = Card.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, exports);
        return Bench.open(as);
    }

    private static byte[] left(Card as) {
        return cut(as.send("80CA010200").data(), 26, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 0xFF, 0x100, 0x1FF, 0x200, 0x10000, 0x20100, 0x1000000, 0x80000000, 0xFFFFFFFE})
    void exportsLeftFallByOneAcrossEveryByte(int exports) {
        Card as = as(exports);
        Bench.export(as, Bench.initiate(Bench.ei()), 3, 5);
        assertArrayEquals(Bench.number(exports - 1, 4), left(as));
    }

    @Test
    void noLimitStays() {
        Card as = as(Bench.NO_LIMIT);
        Bench.export(as, Bench.initiate(Bench.ei()), 3, 5);
        assertArrayEquals(Bench.number(Bench.NO_LIMIT, 4), left(as));
    }

    @Test
    void ctrRisesByOneAcrossItsBytes() {
        Card as = as(Bench.NO_LIMIT);
        byte[] initiate = Bench.initiate(Bench.ei());
        for (int ctr = 1; ctr <= 0x203; ctr++) {
            byte[] export = Bench.export(as, initiate, 3, 5);
            assertArrayEquals(Bench.number(ctr, 4), cut(export, 12, 4));
        }
        assertEquals(
                0x203,
                ((as.ok("80CA0101", new byte[0], true)[28] & 0xFF) << 8)
                        | (as.ok("80CA0101", new byte[0], true)[29] & 0xFF));
    }
}
