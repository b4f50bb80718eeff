package org.keyrack;

import java.util.Random;
import org.opentest4j.AssertionFailedError;

/** Repeats a check with random input that is the same in every run; a failure names the seed of its input. */
public final class Seeded {
    private static final int EDGES = 8;

    private Seeded() {}

    /** What must hold whatever the generator gives. */
    @FunctionalInterface
    public interface Check {
        void run(Random random) throws Exception;
    }

    /** Runs the check with the seeds 0 to {@code tries - 1}. */
    public static void repeat(int tries, Check check) {
        for (int seed = 0; seed < tries; seed++) {
            once(seed, check);
        }
    }

    /** Runs the check with one seed, as a failure named it. */
    public static void once(long seed, Check check) {
        try {
            check.run(new Random(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionFailedError("Seed " + seed + ": " + failure, failure);
        }
    }

    /** A number from lowest to highest, both included, which are drawn more often than any other. */
    public static long between(Random random, long lowest, long highest) {
        return switch (random.nextInt(EDGES)) {
            case 0 -> lowest;
            case 1 -> highest;
            default -> lowest == highest ? lowest : random.nextLong(lowest, highest) + random.nextInt(2);
        };
    }

    /** The same of integers. */
    public static int between(Random random, int lowest, int highest) {
        return (int) between(random, (long) lowest, (long) highest);
    }

    /** The same of fractions. */
    public static double between(Random random, double lowest, double highest) {
        return switch (random.nextInt(EDGES)) {
            case 0 -> lowest;
            case 1 -> highest;
            default -> random.nextDouble(lowest, highest);
        };
    }

    /** Random bytes, as many as said. */
    public static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Characters, at most as many as said: ASCII, control characters, any of Unicode, halves of surrogate pairs. */
    public static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = between(random, 0, longest);
        while (text.length() < length) {
            text.append((char) random.nextInt(1 << (4 + 4 * random.nextInt(4))));
        }
        return text.toString();
    }
}
