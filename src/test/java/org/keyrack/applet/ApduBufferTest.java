package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import org.junit.jupiter.api.Test;

/** PINs and components leave the APDU buffer with their command, which any other applet of the card may read next. */
class ApduBufferTest {
    private static final String RENEWED = "35353535FFFFFFFF";

    private static void assertGone(String what, String secret) {
        assertFalse(Model.hex(Card.buffer()).contains(Model.hex(hex(secret))), what);
    }

    @Test
    void theApduBufferKeepsNoPin() {
        Card as = Bench.as();
        String pin = Bench.OPERATOR_PIN;
        assertEquals(0x9000, as.send("0020008008" + pin).sw());
        assertGone("VERIFY", pin);
        assertEquals(0x63C2, as.send("0020008008" + RENEWED).sw());
        assertGone("VERIFY, wrong", RENEWED);
        assertEquals(0x6700, as.send("0020008009" + pin + "31").sw());
        assertGone("VERIFY, too long", pin);
        assertEquals(0x6A86, as.send("0020018008" + pin).sw());
        assertGone("VERIFY, P1", pin);
        assertEquals(0x9000, as.send("0024008010" + pin + RENEWED).sw());
        assertGone("CHANGE", pin);
        assertGone("CHANGE", RENEWED);
        Bench.verifyBoth(as);
        assertEquals(0x9000, as.send("002C028008" + pin).sw());
        assertGone("RESET RETRY COUNTER", pin);
        assertEquals(0x6985, as.send("80DA008008" + pin).sw());
        assertGone("PUT DATA, refused", pin);
        Bench.setState(as, 1);
        assertEquals(0x9000, as.send("80DA008008" + pin).sw());
        assertGone("PUT DATA", pin);
    }

    @Test
    void theApduBufferKeepsNoComponent() {
        for (Card card : new Card[] {Card.as(), Card.ei()}) {
            byte[][] components = Bench.components(Bench.TA);
            if (card.isAs()) {
                Bench.begin(card);
            }
            card.ok("80D80000", cat(components[0], kcv(components[0])), false);
            assertGone("LOAD COMPONENT", Model.hex(components[0]));
            assertEquals(
                    0x6A80,
                    card.send("80D80000", cat(Bench.TA, kcv(Bench.T)), false).sw());
            assertGone("LOAD COMPONENT, refused", Model.hex(Bench.TA));
        }
    }
}
