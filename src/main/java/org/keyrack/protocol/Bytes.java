package org.keyrack.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes. Never used for secrets: it cannot be wiped, and its text shows its content. */
public final class Bytes {
    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** A copy of the bytes. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** So many bytes of zero. */
    public static Bytes zero(int length) {
        return new Bytes(new byte[length]);
    }

    /**
     * Reads hexadecimal digits, upper or lower case, without separators.
     *
     * @throws IllegalArgumentException when the text is not pairs of hexadecimal digits
     */
    public static Bytes ofHex(String hex) {
        try {
            return new Bytes(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "This is not hexadecimal. Write pairs of the digits 0 to 9 and A to F.", e);
        }
    }

    /** All parts, one after the other. */
    /** SHA-256 of these bytes (FIPS 180-4), 32 bytes. */
    public static Bytes sha256(byte[] bytes) {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    public static Bytes concat(Bytes... parts) {
        byte[] whole = new byte[Arrays.stream(parts).mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.value, 0, whole, at, part.value.length);
            at += part.value.length;
        }
        return new Bytes(whole);
    }

    /** A copy of the content. */
    public byte[] toArray() {
        return value.clone();
    }

    public int length() {
        return value.length;
    }

    /**
     * One byte as an unsigned number.
     *
     * @return 00 to FF
     */
    public int at(int index) {
        return value[index] & 0xFF;
    }

    /**
     * A part of the content.
     *
     * @param from first byte, from 0
     * @param to first byte that is left out
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || from > to || to > value.length) {
            throw new IndexOutOfBoundsException("Bytes " + from + " to " + to + " of " + value.length);
        }
        return new Bytes(Arrays.copyOfRange(value, from, to));
    }

    /** Whether every byte is zero; true when there is none. */
    public boolean isZero() {
        for (byte b : value) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Lower-case hexadecimal digits without separators. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
