package org.keyrack.protocol.reference;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Reference units whose random numbers a test of the applets chooses. */
public final class ChosenReference {
    private ChosenReference() {}

    public static ReferenceAs as(RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        return new ReferenceAs(new ReferenceAsMemory(), random, kperso);
    }

    public static ReferenceEi ei(RandomGenerator random, Optional<SecretKeyBytes> kperso) {
        return new ReferenceEi(random, kperso);
    }
}
