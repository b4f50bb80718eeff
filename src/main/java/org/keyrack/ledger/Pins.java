package org.keyrack.ledger;

import java.security.SecureRandom;
import org.keyrack.protocol.crypto.PinVerifier;

/** How PINs of people are kept and checked. */
interface Pins {
    /** As the program does it: a third of a second each. */
    Pins KEPT = new Pins() {
        @Override
        public String verifier(byte[] key, char[] pin, SecureRandom random) {
            return PinVerifier.of(key, pin, random);
        }

        @Override
        public boolean fits(String verifier, byte[] key, char[] pin) {
            return PinVerifier.fits(verifier, key, pin);
        }
    };

    /**
     * What is kept of a PIN.
     *
     * @param key 32 bytes
     * @param pin stays the caller's to wipe
     */
    String verifier(byte[] key, char[] pin, SecureRandom random);

    /** Whether what is kept is that of a PIN. */
    boolean fits(String verifier, byte[] key, char[] pin);
}
