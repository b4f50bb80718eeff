package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Power torn between a key's bytes and what says that there is a key, on cards that write them one after the other. */
class KeysTornInTwoTest {
    private static final byte[] NEW = hex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    private static Card as(TwoWriteKeys keys) {
        Card as = Card.real(Card.AS_AID, new byte[0], keys);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 1000);
        Bench.verifyBoth(as);
        Bench.load(as, NEW);
        return as;
    }

    private static Card ei(TwoWriteKeys keys) {
        Card ei = Card.real(Card.EI_AID, new byte[0], keys);
        ei.ok("80DA0201", Bench.SN, false);
        Bench.storeT(ei, 0, 1, 1, Bench.T);
        Bench.load(ei, NEW);
        return ei;
    }

    private static void assertNothingForgotten(boolean isAs, Consumer<Card> command) {
        TwoWriteKeys whole = new TwoWriteKeys();
        Card untorn = isAs ? as(whole) : ei(whole);
        int before = whole.changes();
        command.accept(untorn);
        int changes = whole.changes() - before;
        assertTrue(changes > 0, "it changes a key");
        for (int tear = 0; tear < changes; tear++) {
            TwoWriteKeys keys = new TwoWriteKeys();
            Card card = isAs ? as(keys) : ei(keys);
            keys.tearAfter(tear);
            try {
                command.accept(card);
            } catch (AssertionError dead) {
                assertTrue(dead.getMessage().contains("6F00"), dead.getMessage());
            }
            card.reset();
            assertEquals(0, keys.forgotten(), "torn in change " + tear);
        }
    }

    @Test
    void noBytesOfAKeyStayWhereNoWipeLooks() {
        byte[] t = cat(hex("0107"), kcv(NEW));
        assertNothingForgotten(true, as -> as.ok("80DC0100", t, false));
        assertNothingForgotten(true, as -> as.ok("80DC0200", t, false));
        assertNothingForgotten(true, as -> as.ok("80DE0000", Bench.entry(3, 0x0101, 7, 0, NEW, 9), false));
        assertNothingForgotten(true, as -> as.ok("80E40101", new byte[0], false));
        assertNothingForgotten(true, as -> as.ok("80F0007F", new byte[0], false));
        assertNothingForgotten(false, ei -> ei.ok("80DC0000", t, false));
        assertNothingForgotten(false, ei -> ei.ok("80F0007F", new byte[0], false));
    }
}
