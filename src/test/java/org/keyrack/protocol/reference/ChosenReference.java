package org.keyrack.protocol.reference;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Reference units whose random numbers a test of the applets chooses. */
public final class ChosenReference {
    private ChosenReference() {}

    public static ReferenceAs as(RandomGenerator random) {
        return new ReferenceAs(new AsMemory(), random, Optional.empty());
    }

    public static ReferenceEi ei(RandomGenerator random) {
        return new ReferenceEi(random, Optional.empty());
    }
}
