package org.keyrack.applet;

import java.util.ArrayDeque;
import java.util.Deque;

/** Gives the bytes that a test has chosen, then random ones. */
final class ChosenRandom extends RandomSource {
    private final Deque<byte[]> chosen = new ArrayDeque<>();

    void next(byte[] bytes) {
        chosen.add(bytes);
    }

    @Override
    protected void draw(byte[] destination, short offset, short length) {
        if (chosen.isEmpty()) {
            super.draw(destination, offset, length);
        } else {
            System.arraycopy(chosen.remove(), 0, destination, offset, length);
        }
    }
}
