package org.keyrack.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Every decision of a simulation, as numbers: drawn from a seed, or read from a script. They are kept by what they decide, so
 * that a script stays of use when a part of it is taken away. 0 is always the plainest: no fault, the first that can go on.
 */
final class Choices {
    /** What a number decides. */
    enum Kind {
        /** The cards, the profile, how often something goes wrong. */
        RACK,
        /** What the operator does, and when. */
        ACT,
        /** What goes wrong. */
        FAULT,
        /** How long things take. */
        TIME,
        /** Which thread goes on. */
        SCHEDULE,
        /** What happens beside the bench: what supervisors release, and which modules are taken away between two programs. */
        BESIDE
    }

    private final long seed;
    private final SplittableRandom random;
    private final Map<Kind, List<Integer>> script;
    private final Map<Kind, List<Integer>> made = new EnumMap<>(Kind.class);

    private Choices(long seed, Map<Kind, List<Integer>> script) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.script = script;
        for (Kind kind : Kind.values()) {
            made.put(kind, new ArrayList<>());
        }
    }

    /** Draws each from the seed. */
    static Choices drawn(long seed) {
        return new Choices(seed, null);
    }

    /** Reads each from a script; where it ends, 0 follows. */
    static Choices read(Script script) {
        return new Choices(script.seed(), script.numbers());
    }

    long seed() {
        return seed;
    }

    /** A number from 0 to {@code bound - 1}. */
    int pick(Kind kind, int bound) {
        List<Integer> numbers = made.get(kind);
        int number;
        if (script == null) {
            number = bound <= 1 ? 0 : random.nextInt(bound);
        } else {
            List<Integer> written = script.getOrDefault(kind, List.of());
            number = numbers.size() < written.size() ? Math.floorMod(written.get(numbers.size()), bound) : 0;
        }
        numbers.add(number);
        return number;
    }

    /** A number from lowest to highest, both included. */
    int between(Kind kind, int lowest, int highest) {
        return lowest + pick(kind, highest - lowest + 1);
    }

    /** Whether something comes about that does so in some of a thousand cases. */
    boolean happens(Kind kind, int ofThousand) {
        return ofThousand > 0 && pick(kind, 1000) >= 1000 - ofThousand;
    }

    /** One of these; the first is the plainest. */
    @SafeVarargs
    final <T> T of(Kind kind, T... these) {
        return these[pick(kind, these.length)];
    }

    /** What was decided. */
    Script script() {
        return new Script(seed, made);
    }
}
