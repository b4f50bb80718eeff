package org.keyrack.applet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** Gives the bytes that a test has chosen, then random ones. */
final class ChosenRandom extends RandomSource {
    private final Deque<byte[]> chosen = new ArrayDeque<>();
    private Random always;

    void next(byte[] bytes) {
        chosen.add(bytes);
    }

    /** Draws from that generator from now on. */
    void always(Random generator) {
        always = generator;
    }

    @Override
    protected void draw(byte[] destination, short offset, short length) {
        if (always != null) {
            byte[] bytes = new byte[length];
            always.nextBytes(bytes);
            System.arraycopy(bytes, 0, destination, offset, length);
        } else if (chosen.isEmpty()) {
            super.draw(destination, offset, length);
        } else {
            System.arraycopy(chosen.remove(), 0, destination, offset, length);
        }
    }
}
