package org.keyrack.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What is kept of a person's PIN: Argon2id (RFC 9106) of version 1.3, 64 MiB, 3 passes, 1 lane, salt 16, tag 32 bytes, over
 * HMAC-SHA-256 of the PIN under a key that is in no database. Without that key a PIN of six digits falls to a stolen table
 * within hours. A check takes a third of a second.
 */
public final class PinVerifier {
    /** Bytes of the key. */
    public static final int KEY = 32;

    private static final int MEMORY_KIB = 65_536;
    private static final int PASSES = 3;
    private static final int SALT = 16;
    private static final int TAG = 32;

    private PinVerifier() {}

    /**
     * Makes a verifier: Base64 of salt and tag, 64 characters.
     *
     * @param key 32 bytes
     * @param pin stays the caller's to wipe
     */
    public static String of(byte[] key, char[] pin, SecureRandom random) {
        byte[] kept = new byte[SALT + TAG];
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        System.arraycopy(salt, 0, kept, 0, SALT);
        System.arraycopy(tag(key, pin, salt), 0, kept, SALT, TAG);
        return Base64.getEncoder().encodeToString(kept);
    }

    /** Whether a verifier is that of a PIN; also of a verifier that is none it takes its time. */
    public static boolean fits(String verifier, byte[] key, char[] pin) {
        byte[] kept = new byte[SALT + TAG];
        try {
            byte[] decoded = Base64.getDecoder().decode(verifier);
            kept = decoded.length == kept.length ? decoded : kept;
        } catch (IllegalArgumentException none) {
            Arrays.fill(kept, (byte) 0);
        }
        byte[] tag = tag(key, pin, Arrays.copyOf(kept, SALT));
        return MessageDigest.isEqual(tag, Arrays.copyOfRange(kept, SALT, SALT + TAG));
    }

    private static byte[] tag(byte[] key, char[] pin, byte[] salt) {
        byte[] room = new byte[pin.length * 3];
        ByteBuffer out = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(pin), out, true);
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        mac.update(room, 0, out.position());
        byte[] secret = new byte[TAG];
        mac.doFinal(secret, 0);
        Arrays.fill(room, (byte) 0);
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] tag = new byte[TAG];
        argon2.generateBytes(secret, tag);
        Arrays.fill(secret, (byte) 0);
        return tag;
    }
}
