package org.keyrack.applet;

import javacard.security.RandomData;

/** The card's random numbers; overridable so that the virtual bench can make a module with a stuck generator. */
@SuppressWarnings("deprecation") // Java Card 3.0.4 has no other: their successors came with 3.0.5
public class RandomSource {
    private final RandomData random;

    /** Only at install. */
    public RandomSource() {
        random = RandomData.getInstance(RandomData.ALG_SECURE_RANDOM);
    }

    /** Fills volatile memory with random bytes. */
    protected void draw(byte[] destination, short offset, short length) {
        random.generateData(destination, offset, length);
    }
}
