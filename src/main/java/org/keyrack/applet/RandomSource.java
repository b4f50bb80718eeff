package org.keyrack.applet;

import javacard.framework.ISOException;
import javacard.security.CryptoException;
import javacard.security.RandomData;

/** The card's random numbers; overridable so that the virtual bench can make a module with a stuck generator. */
@SuppressWarnings("deprecation") // Java Card 3.0.4 has no other: their successors came with 3.0.5
public class RandomSource {
    private final RandomData random;

    /**
     * Only at install.
     *
     * @throws ISOException 6A81 when the card has no secure generator: one that repeats itself after a reset gives no R
     */
    public RandomSource() {
        random = secureRandom();
    }

    private RandomData secureRandom() {
        try {
            return generator(RandomData.ALG_SECURE_RANDOM);
        } catch (CryptoException absent) {
            ISOException.throwIt(Sw.SUITE_NOT_SUPPORTED);
            return null;
        }
    }

    /**
     * A generator of the card.
     *
     * @throws CryptoException when the card has none of that algorithm
     */
    protected RandomData generator(byte algorithm) {
        return RandomData.getInstance(algorithm);
    }

    /** Fills volatile memory with random bytes. */
    protected void draw(byte[] destination, short offset, short length) {
        random.generateData(destination, offset, length);
    }
}
