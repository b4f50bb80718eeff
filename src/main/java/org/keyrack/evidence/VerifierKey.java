package org.keyrack.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.keyrack.evidence.NoteException.Cause;
import org.keyrack.protocol.Bytes;

/**
 * A public key with the name it signs under, as vkey {@code NAME+KEYID+BASE64(type ‖ key)} (C2SP signed-note).
 *
 * @param name who signs, without spaces and {@code +}
 * @param type what it signs: {@link #NOTE} or {@link #COSIGNATURE}
 * @param key raw Ed25519 key, 32 bytes
 */
public record VerifierKey(String name, int type, Bytes key) {
    /** Type of a key that signs notes. */
    public static final int NOTE = 0x01;
    /** Type of a key that cosigns checkpoints with a time (C2SP tlog-cosignature). */
    public static final int COSIGNATURE = 0x04;

    private static final int KEY_ID_DIGITS = 8;
    private static final int TIME = 8;

    public VerifierKey {
        if (!isName(name) || (type != NOTE && type != COSIGNATURE) || key.length() != Ed25519.KEY) {
            throw new IllegalArgumentException("No key that verifies notes: " + name);
        }
    }

    /**
     * Reads a vkey.
     *
     * @throws NoteException when it is none, or its key id is another key's
     */
    public static VerifierKey parse(String vkey) throws NoteException {
        int first = vkey.indexOf('+');
        int second = first + 1 + KEY_ID_DIGITS;
        if (first > 0 && vkey.length() > second && vkey.charAt(second) == '+' && isName(vkey.substring(0, first))) {
            byte[] typed = CanonicalBase64.decode(vkey.substring(second + 1)).orElse(new byte[0]);
            if (typed.length == 1 + Ed25519.KEY && (typed[0] == NOTE || typed[0] == COSIGNATURE)) {
                VerifierKey key = new VerifierKey(
                        vkey.substring(0, first), typed[0], Bytes.of(Arrays.copyOfRange(typed, 1, typed.length)));
                if (key.toString().equals(vkey)) {
                    return key;
                }
            }
        }
        throw new NoteException(Cause.NO_VERIFIER_KEY);
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints().noneMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** First 4 bytes of SHA-256(name ‖ 0A ‖ type ‖ key). */
    public Bytes keyId() {
        byte[] hash = TreeHash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed());
        return Bytes.of(Arrays.copyOf(hash, NoteSignature.KEY_ID));
    }

    /**
     * Whether a signature of a text is this key's. A cosignature is 8 bytes of seconds since 1970 and the signature of
     * {@code cosignature/v1}, that time, and the text.
     */
    public boolean verifies(String text, Bytes signature) {
        String message = text;
        byte[] signed = signature.toArray();
        if (type == COSIGNATURE) {
            if (signed.length != TIME + Ed25519.SIGNATURE) {
                return false;
            }
            long time = ByteBuffer.wrap(signed).getLong();
            message = cosigned(time, text);
            signed = Arrays.copyOfRange(signed, TIME, signed.length);
        }
        return signed.length == Ed25519.SIGNATURE
                && Ed25519.verifies(key.toArray(), message.getBytes(StandardCharsets.UTF_8), signed);
    }

    private static String cosigned(long time, String text) {
        return "cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n" + text;
    }

    /**
     * Cosigns a checkpoint, under a key of type {@link #COSIGNATURE} whose private part signs.
     *
     * @param text of the checkpoint
     * @param at to the second
     */
    public NoteSignature cosign(String text, Instant at, SignedNote.Signer signer) {
        long time = at.getEpochSecond();
        byte[] signature = signer.sign(cosigned(time, text).getBytes(StandardCharsets.UTF_8));
        return new NoteSignature(
                name,
                keyId(),
                Bytes.of(ByteBuffer.allocate(TIME + Ed25519.SIGNATURE)
                        .putLong(time)
                        .put(signature)
                        .array()));
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + Ed25519.KEY];
        typed[0] = (byte) type;
        System.arraycopy(key.toArray(), 0, typed, 1, Ed25519.KEY);
        return typed;
    }

    /** The vkey. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(keyId().toArray()) + "+" + CanonicalBase64.encode(typed());
    }
}
