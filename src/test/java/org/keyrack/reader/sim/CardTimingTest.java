package org.keyrack.reader.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrack.reader.sim.RackFile.Timing;

/** The timing model, measured at the card. */
@Tag("rack")
class CardTimingTest {
    /** A card that needs no time of its own. */
    private static final SimulatedCard QUICK = new SimulatedCard() {
        @Override
        public byte[] atr() {
            return new byte[] {0x3B, 0};
        }

        @Override
        public byte[] powerOn() {
            return atr();
        }

        @Override
        public byte[] reset() {
            return atr();
        }

        @Override
        public void powerOff() {}

        @Override
        public byte[] transmit(byte[] apdu) {
            return new byte[] {1, 2, 3, (byte) 0x90, 0};
        }
    };

    /** The best of many, never early: a busy machine may wake a card late, which says nothing about the model. */
    private static double milliseconds(SimulatedCard card, int cla, int ins) throws Exception {
        double[] times = new double[15];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            assertEquals(5, card.transmit(new byte[] {(byte) cla, (byte) ins, 0, 0, 0}).length);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return Arrays.stream(times).min().orElseThrow();
    }

    private static void assertCosts(double model, double measured) {
        assertTrue(measured >= model, measured + " ms is less than " + model);
        assertEquals(model, measured, 1);
    }

    @Test
    void commandsCostWhatTheModelSaysWithinAMillisecond() throws Exception {
        SimulatedCard card = new TimedCard(QUICK, new Timing(12, 30.5, 21, 9_600));
        assertCosts(12, milliseconds(card, 0x80, 0x52));
        assertCosts(30.5, milliseconds(card, 0x80, 0x54));
        assertCosts(21, milliseconds(card, 0x80, 0x56));
        // 10 bytes of 10 bits at 9600 baud
        assertCosts(10 * 10 / 9.6, milliseconds(card, 0x80, 0xCA));
    }

    @Test
    void withoutBaudOtherCommandsCostNothing() throws Exception {
        assertTrue(milliseconds(new TimedCard(QUICK, new Timing(50, 50, 50, 0)), 0x80, 0xCA) < 1);
    }
}
