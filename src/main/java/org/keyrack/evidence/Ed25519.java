package org.keyrack.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.keyrack.protocol.Bytes;

/** Ed25519 (RFC 8032) with public keys as 32 raw bytes or in X.509 form (RFC 8410): 12 bytes that say so, and the 32. */
public final class Ed25519 {
    /** Bytes of a raw public key. */
    public static final int KEY = 32;
    /** Bytes of a signature. */
    public static final int SIGNATURE = 64;

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** The raw key (32 bytes) of a Base64 SubjectPublicKeyInfo (44 bytes), as the ledger writes keys; empty when it is none. */
    public static Optional<byte[]> rawKey(String publicKey) {
        return CanonicalBase64.decode(publicKey)
                .filter(key -> key.length == X509.length + KEY && Arrays.mismatch(key, X509) == X509.length)
                .map(key -> Arrays.copyOfRange(key, X509.length, key.length));
    }

    /** The same key as the ledger writes keys; the opposite of {@link #rawKey}. */
    public static String publicKey(Bytes rawKey) {
        return CanonicalBase64.encode(x509(rawKey.toArray()));
    }

    /** Whether the signature (64 bytes) of a message is right under a raw key (32 bytes). */
    static boolean verifies(byte[] rawKey, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(rawKey));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    /** Signs a message: 64 bytes. */
    public static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key cannot sign", e);
        }
    }

    private static PublicKey publicKey(byte[] rawKey) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509(rawKey)));
    }

    private static byte[] x509(byte[] rawKey) {
        byte[] encoded = Arrays.copyOf(X509, X509.length + KEY);
        System.arraycopy(rawKey, 0, encoded, X509.length, KEY);
        return encoded;
    }
}
