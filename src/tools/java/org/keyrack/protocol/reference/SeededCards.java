package org.keyrack.protocol.reference;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Cards whose random numbers come from a seed. */
public final class SeededCards {
    private SeededCards() {}

    /** A blank AS. */
    public static ReferenceAs as(RandomGenerator random) {
        return new ReferenceAs(new ReferenceAsMemory(), random, Optional.empty());
    }

    /** A blank EI. */
    public static ReferenceEi ei(RandomGenerator random) {
        return ei(random, Optional.empty());
    }

    /** @param kperso taken over; empty: none was given at the installation */
    public static ReferenceEi ei(RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        return new ReferenceEi(random, kperso);
    }
}
