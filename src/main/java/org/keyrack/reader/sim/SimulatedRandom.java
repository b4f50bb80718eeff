package org.keyrack.reader.sim;

import java.security.SecureRandom;
import org.keyrack.applet.RandomSource;

/** The system's random numbers: jCardSim's own generator is not seeded and repeats itself in every card. */
final class SimulatedRandom extends RandomSource {
    private static final SecureRandom RANDOM = new SecureRandom();

    private byte[] last = {};
    private boolean stuck;

    /** From now on what was drawn last is drawn again, as by a broken generator. */
    void stick() {
        stuck = true;
    }

    @Override
    protected void draw(byte[] destination, short offset, short length) {
        byte[] drawn = new byte[length];
        if (stuck && last.length == length) {
            System.arraycopy(last, 0, drawn, 0, length);
        } else {
            RANDOM.nextBytes(drawn);
        }
        System.arraycopy(drawn, 0, destination, offset, length);
        last = drawn;
    }
}
