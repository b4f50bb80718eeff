package org.keyrack.protocol.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The bytes of a key or another secret; wiped when closed. Its text and its failures never show the content.
 *
 * <p>Copies that Bouncy Castle or the garbage collector make are out of reach: Java cannot promise more, and a card is
 * the safer place for keys.
 */
public final class SecretKeyBytes implements AutoCloseable {
    private final byte[] value;
    private boolean destroyed;

    private SecretKeyBytes(byte[] value) {
        this.value = value;
    }

    /** A copy; the caller wipes its own. */
    public static SecretKeyBytes copyOf(byte[] value) {
        return new SecretKeyBytes(value.clone());
    }

    /** Takes the array over: the caller keeps no reference to it. */
    public static SecretKeyBytes taking(byte[] value) {
        return new SecretKeyBytes(value);
    }

    /** Length in bytes. */
    public int length() {
        return value.length;
    }

    /**
     * A copy of the content, which the caller wipes.
     *
     * @throws IllegalStateException after it was closed
     */
    public byte[] toArray() {
        return content().clone();
    }

    /** An independent copy. */
    public SecretKeyBytes copy() {
        return new SecretKeyBytes(toArray());
    }

    /**
     * The bitwise exclusive or of two secrets of one length, as key components are joined.
     *
     * @throws IllegalArgumentException when the lengths differ
     */
    public SecretKeyBytes xor(SecretKeyBytes other) {
        if (other.length() != length()) {
            throw new IllegalArgumentException("Components of one key have one length");
        }
        byte[] joined = toArray();
        for (int i = 0; i < joined.length; i++) {
            joined[i] ^= other.content()[i];
        }
        return new SecretKeyBytes(joined);
    }

    /** Whether the content is the same; takes as long whatever it is. */
    public boolean matches(byte[] other) {
        return MessageDigest.isEqual(content(), other);
    }

    public boolean isDestroyed() {
        return destroyed;
    }

    /** Overwrites the content. */
    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
        destroyed = true;
    }

    /** The content itself, not a copy. */
    byte[] content() {
        if (destroyed) {
            throw new IllegalStateException("This secret was wiped");
        }
        return value;
    }

    /** Never the content. */
    @Override
    public String toString() {
        return "SecretKeyBytes[" + value.length + " bytes]";
    }
}
