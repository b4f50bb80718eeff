package org.keyrack.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.files.OwnersFile;
import org.keyrack.journal.ChainName;
import org.keyrack.ledger.LedgerProblem.Kind;
import org.keyrack.protocol.Bytes;

/**
 * The bench's Ed25519 key (RFC 8032), which signs heads of its chain. It never leaves its file, which only its owner can
 * read; the public part is beside it, for auditors.
 */
public final class BenchKey {
    private static final byte[] BEGIN = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey privateKey;
    private final String publicKey;

    private BenchKey(PrivateKey privateKey, String publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads the key, or makes one when there is none.
     *
     * @param file PKCS #8 in PEM (RFC 7468); the public part is the same name with {@code .pub}
     * @throws LedgerException when the file is open to others, is no such key, or cannot be written
     */
    public static BenchKey at(Path file) throws LedgerException {
        try {
            return read(file);
        } catch (NoSuchFileException absent) {
            return make(file);
        }
    }

    /**
     * The key that was used before this one, when it was kept to sign the change.
     *
     * @param file of the key that is used now
     * @throws LedgerException when its file is open to others, or is no such key
     */
    static Optional<BenchKey> before(Path file) throws LedgerException {
        try {
            return Optional.of(read(oldFile(file)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /**
     * Makes a new key and keeps the one that was used beside it, to sign the change when a ledger is opened next.
     *
     * @param file the bench's key, which exists
     * @return where the key that was used is now
     * @throws LedgerException when there is no key, or an older one is still kept there
     */
    public static Path renew(Path file) throws LedgerException {
        Path old = oldFile(file);
        try {
            read(file);
            if (Files.exists(old) || Files.exists(publicFile(old))) {
                throw problem(Kind.KEY_OLDER_KEPT, old);
            }
            Files.move(publicFile(file), publicFile(old), StandardCopyOption.ATOMIC_MOVE);
            Files.move(file, old, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException absent) {
            throw new LedgerException(LedgerProblem.of(Kind.KEY_MISSING, file.toString()), absent);
        } catch (IOException e) {
            throw broken(Kind.KEY_UNMOVED, file, e);
        }
        make(file);
        return old;
    }

    /** SHA-256 of a public key in X.509 form, 64 hexadecimal digits. */
    static String fingerprint(String publicKey) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Base64.getDecoder().decode(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Public part: X.509 SubjectPublicKeyInfo in Base64, one line. */
    public String publicKey() {
        return publicKey;
    }

    /** The key as it signs notes, under a chain's name. */
    VerifierKey verifier(Origin chain) {
        return verifier(chain, publicKey);
    }

    static VerifierKey verifier(Origin chain, String publicKey) {
        return new VerifierKey(
                chain.toString(),
                VerifierKey.NOTE,
                Bytes.of(Ed25519.rawKey(publicKey).orElseThrow()));
    }

    SignedHead sign(Head head) {
        byte[] signature = sign(SignedHead.signedText(head).getBytes(StandardCharsets.US_ASCII));
        return new SignedHead(head, Base64.getEncoder().encodeToString(signature));
    }

    /** Signs a message: 64 bytes. */
    byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }

    /**
     * Checks a signature.
     *
     * @param publicKey as {@link #publicKey()}
     */
    static boolean verifies(SignedHead head, String publicKey) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKeyOf(publicKey));
            verifier.update(SignedHead.signedText(head.head()).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getDecoder().decode(head.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PublicKey publicKeyOf(String publicKey) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
    }

    private static BenchKey read(Path file) throws NoSuchFileException, LedgerException {
        byte[] pem = new byte[0];
        byte[] encoded = new byte[0];
        try {
            if (OwnersFile.hasRights(file) && !OwnersFile.RIGHTS.containsAll(Files.getPosixFilePermissions(file))) {
                throw problem(Kind.KEY_EXPOSED, file);
            }
            pem = Files.readAllBytes(file);
            String publicKey = Files.readString(publicFile(file), StandardCharsets.US_ASCII)
                    .strip();
            if (!isPem(pem)) {
                throw problem(Kind.KEY_FORM, file);
            }
            encoded = decoded(pem);
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            BenchKey read = new BenchKey(key, publicKey);
            if (!verifies(read.sign(Head.none(ChainName.first("self-test"))), publicKey)) {
                throw problem(Kind.KEY_OTHER_PUBLIC, publicFile(file), file);
            }
            return read;
        } catch (NoSuchFileException absent) {
            if (Files.exists(file)) {
                throw new LedgerException(
                        LedgerProblem.of(Kind.KEY_NO_PUBLIC, publicFile(file).toString()), absent);
            }
            throw absent;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw broken(Kind.KEY_UNREADABLE, file, e);
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static boolean isPem(byte[] pem) {
        int end = pem.length - END.length;
        return end > BEGIN.length
                && Arrays.equals(pem, 0, BEGIN.length, BEGIN, 0, BEGIN.length)
                && Arrays.equals(pem, end, pem.length, END, 0, END.length);
    }

    private static byte[] decoded(byte[] pem) {
        byte[] base64 = Arrays.copyOfRange(pem, BEGIN.length, pem.length - END.length);
        try {
            return Base64.getDecoder().decode(base64);
        } finally {
            Arrays.fill(base64, (byte) 0);
        }
    }

    private static byte[] pem(byte[] encoded) {
        byte[] base64 = Base64.getEncoder().encode(encoded);
        byte[] pem = new byte[BEGIN.length + base64.length + END.length];
        ByteBuffer.wrap(pem).put(BEGIN).put(base64).put(END);
        Arrays.fill(base64, (byte) 0);
        return pem;
    }

    private static BenchKey make(Path file) throws LedgerException {
        byte[] encoded = new byte[0];
        byte[] pem = new byte[0];
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String publicKey =
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
            Files.createDirectories(file.toAbsolutePath().getParent());
            OwnersFile.create(file);
            // The public part first: a private part without it is refused, the other way round a new key is made.
            Files.writeString(publicFile(file), publicKey + "\n", StandardCharsets.US_ASCII);
            encoded = pair.getPrivate().getEncoded();
            pem = pem(encoded);
            Files.write(file, pem, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            return new BenchKey(pair.getPrivate(), publicKey);
        } catch (FileAlreadyExistsException raced) {
            throw new LedgerException(LedgerProblem.of(Kind.KEY_IN_MAKING, file.toString()), raced);
        } catch (IOException | GeneralSecurityException e) {
            throw broken(Kind.KEY_UNMADE, file, e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
            Arrays.fill(pem, (byte) 0);
        }
    }

    private static LedgerException problem(Kind kind, Path... named) {
        return new LedgerException(
                new LedgerProblem(kind, Stream.of(named).map(Path::toString).toList()));
    }

    private static LedgerException broken(Kind kind, Path file, Exception e) {
        return new LedgerException(LedgerProblem.of(kind, file.toString(), String.valueOf(e.getMessage())), e);
    }

    private static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static Path oldFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".old");
    }

    /** Names the public part only. */
    @Override
    public String toString() {
        return "bench key " + publicKey;
    }
}
