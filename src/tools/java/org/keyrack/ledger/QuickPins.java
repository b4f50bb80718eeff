package org.keyrack.ledger;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** PINs of simulated people: what takes a third of a second a try would be longer than a whole seed. */
final class QuickPins implements Pins {
    @Override
    public String verifier(byte[] key, char[] pin, SecureRandom random) {
        return hash(key, pin);
    }

    @Override
    public boolean fits(String verifier, byte[] key, char[] pin) {
        return verifier.equals(hash(key, pin));
    }

    private static String hash(byte[] key, char[] pin) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            digest.update(StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
