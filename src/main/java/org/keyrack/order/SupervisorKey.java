package org.keyrack.order;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.NoteException;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.order.OrderException.Cause;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.crypto.ProtectedPrivateKey;

/** A supervisor's key, open for signing. Its file is PKCS #8 in PEM (RFC 7468), encrypted under a passphrase. */
public final class SupervisorKey {
    /** Characters of a passphrase at least. */
    public static final int SHORTEST = 12;
    /** Bytes of the file at most. */
    public static final int LONGEST_FILE = 4096;

    private static final String BEGIN = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
    private static final String END = "-----END ENCRYPTED PRIVATE KEY-----";
    private static final int LINE = 64;

    private final VerifierKey verifier;
    private final PrivateKey privateKey;

    private SupervisorKey(VerifierKey verifier, PrivateKey privateKey) {
        this.verifier = verifier;
        this.privateKey = privateKey;
    }

    /**
     * A new key as it is written to files.
     *
     * @param pem the private key, encrypted
     * @param verifier the public key
     */
    public record Made(String pem, VerifierKey verifier) {}

    /**
     * Makes a key.
     *
     * @param id whose it is, of the form {@link SupervisorName#ID}
     * @param passphrase stays the caller's to wipe
     * @throws OrderException when the passphrase is too short
     */
    public static Made make(String id, char[] passphrase) throws OrderException {
        if (passphrase.length < SHORTEST) {
            throw new OrderException(Cause.PASSPHRASE_SHORT, String.valueOf(SHORTEST));
        }
        byte[] encoded = new byte[0];
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            encoded = pair.getPrivate().getEncoded();
            byte[] encrypted = ProtectedPrivateKey.protect(encoded, passphrase, new SecureRandom());
            String pem = BEGIN + "\n"
                    + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encrypted) + "\n" + END + "\n";
            String publicKey =
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
            return new Made(
                    pem,
                    new VerifierKey(
                            SupervisorName.of(id),
                            VerifierKey.NOTE,
                            Bytes.of(Ed25519.rawKey(publicKey).orElseThrow())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java from 15 has Ed25519", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * Opens a key.
     *
     * @param pem the file's bytes
     * @param verifier the public key that belongs to it
     * @param passphrase stays the caller's to wipe
     * @throws OrderException when it is none, the passphrase is another, or the public key is another's
     */
    public static SupervisorKey open(byte[] pem, VerifierKey verifier, char[] passphrase) throws OrderException {
        byte[] key = decoded(pem)
                .flatMap(encrypted -> ProtectedPrivateKey.open(encrypted, passphrase))
                .orElseThrow(() -> new OrderException(Cause.PASSPHRASE));
        try {
            SupervisorKey open = new SupervisorKey(
                    verifier, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key)));
            if (!SupervisorName.isOf(verifier)) {
                throw new OrderException(Cause.OTHER_KEY, verifier.name());
            }
            open.sign("self-test\n").signers(List.of(verifier));
            return open;
        } catch (NoteException another) {
            throw new OrderException(Cause.OTHER_KEY, verifier.name());
        } catch (GeneralSecurityException none) {
            throw new OrderException(Cause.PASSPHRASE);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Optional<byte[]> decoded(byte[] pem) {
        String text = new String(pem, StandardCharsets.US_ASCII).strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length())));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The public key. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** Signs a text that ends with a line feed. */
    public SignedNote sign(String text) {
        return SignedNote.signed(text, verifier, message -> Ed25519.sign(privateKey, message));
    }
}
