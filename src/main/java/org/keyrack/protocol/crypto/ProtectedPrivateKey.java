package org.keyrack.protocol.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * A private key under a passphrase: PKCS #8 EncryptedPrivateKeyInfo (RFC 5958) with PBES2 (RFC 8018), scrypt (RFC 7914) of N
 * 2^17, r 8, p 1, which takes 128 MiB, and AES-256 in CBC mode. The structure is that of OpenSSL, whose
 * command line has no memory for it.
 */
public final class ProtectedPrivateKey {
    /** RFC 7914, section 7. */
    private static final ASN1ObjectIdentifier SCRYPT = new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

    private static final int N = 1 << 17;
    private static final int R = 8;
    private static final int P = 1;
    private static final int MOST_N = 1 << 20;
    private static final int SALT = 16;
    private static final int IV = 16;
    private static final int KEY = 32;

    private ProtectedPrivateKey() {}

    /**
     * Encrypts a private key.
     *
     * @param privateKey PKCS #8 PrivateKeyInfo; stays the caller's to wipe
     * @param passphrase in UTF-8 from then on; stays the caller's to wipe
     * @return DER
     */
    public static byte[] protect(byte[] privateKey, char[] passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT];
        byte[] iv = new byte[IV];
        random.nextBytes(salt);
        random.nextBytes(iv);
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(SCRYPT, sequence(salt)),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try {
            byte[] encrypted = run(true, salt, N, iv, passphrase, privateKey);
            return new EncryptedPrivateKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), encrypted)
                    .getEncoded();
        } catch (InvalidCipherTextException | IOException impossible) {
            throw new IllegalStateException("A key can always be encrypted", impossible);
        }
    }

    /**
     * Decrypts a private key; empty when the passphrase is another, or it was encrypted in another way.
     *
     * @param encrypted DER, as {@link #protect} gives it
     * @param passphrase stays the caller's to wipe
     * @return PKCS #8 PrivateKeyInfo; wiped by the caller
     */
    public static Optional<byte[]> open(byte[] encrypted, char[] passphrase) {
        try {
            EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(encrypted);
            PBES2Parameters parameters =
                    PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
            ASN1Sequence scrypt =
                    ASN1Sequence.getInstance(parameters.getKeyDerivationFunc().getParameters());
            int n = number(scrypt, 1);
            boolean known = info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
                    && parameters.getKeyDerivationFunc().getAlgorithm().equals(SCRYPT)
                    && parameters.getEncryptionScheme().getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)
                    && n <= MOST_N
                    && number(scrypt, 2) == R
                    && number(scrypt, 3) == P;
            byte[] salt = ASN1OctetString.getInstance(scrypt.getObjectAt(0)).getOctets();
            byte[] iv = DEROctetString.getInstance(
                            parameters.getEncryptionScheme().getParameters())
                    .getOctets();
            return known && iv.length == IV
                    ? Optional.of(run(false, salt, n, iv, passphrase, info.getEncryptedData()))
                    : Optional.empty();
        } catch (InvalidCipherTextException | RuntimeException notThis) {
            // Bouncy Castle throws what it likes at bytes that are no such structure.
            return Optional.empty();
        }
    }

    private static DERSequence sequence(byte[] salt) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new DEROctetString(salt));
        parts.add(new ASN1Integer(N));
        parts.add(new ASN1Integer(R));
        parts.add(new ASN1Integer(P));
        return new DERSequence(parts);
    }

    private static int number(ASN1Sequence scrypt, int index) {
        return ASN1Integer.getInstance(scrypt.getObjectAt(index)).intValueExact();
    }

    private static byte[] utf8(char[] text) {
        byte[] room = new byte[text.length * 3];
        ByteBuffer out = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), out, true);
        byte[] exact = Arrays.copyOf(room, out.position());
        Arrays.fill(room, (byte) 0);
        return exact;
    }

    private static byte[] run(boolean encrypt, byte[] salt, int n, byte[] iv, char[] passphrase, byte[] in)
            throws InvalidCipherTextException {
        byte[] bytes = utf8(passphrase);
        byte[] key = new byte[0];
        try {
            key = SCrypt.generate(bytes, salt, n, R, P, KEY);
            PaddedBufferedBlockCipher cipher =
                    new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
            CipherParameters parameters = new ParametersWithIV(new KeyParameter(key), iv);
            cipher.init(encrypt, parameters);
            byte[] out = new byte[cipher.getOutputSize(in.length)];
            int length = cipher.processBytes(in, 0, in.length, out, 0);
            length += cipher.doFinal(out, length);
            byte[] exact = Arrays.copyOf(out, length);
            Arrays.fill(out, (byte) 0);
            return exact;
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }
}
