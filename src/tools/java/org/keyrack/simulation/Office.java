package org.keyrack.simulation;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.SupervisorName;
import org.keyrack.protocol.Bytes;

/** The supervisor who signs the orders of all simulations; the key has no file, since opening one takes longer than a seed. */
final class Office {
    private static final KeyPair PAIR = pair();
    private static final VerifierKey VERIFIER = new VerifierKey(
            SupervisorName.of("office"),
            VerifierKey.NOTE,
            Bytes.of(Ed25519.rawKey(
                            Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded()))
                    .orElseThrow()));

    private Office() {}

    private static KeyPair pair() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(1);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static VerifierKey verifier() {
        return VERIFIER;
    }

    static SignedNote sign(String text) {
        return SignedNote.signed(text, VERIFIER, Office::signature);
    }

    private static byte[] signature(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(PAIR.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
