package org.keyrack.protocol;

/** Checks of the arguments from which a message is built: a wrong one is a fault of this program. */
public final class Range {
    private Range() {}

    /** @throws IllegalArgumentException when the value is not from least to most */
    public static void require(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is from " + least + " to " + most + ", not " + value);
        }
    }

    /** @throws IllegalArgumentException when the value has another length */
    public static void requireLength(String field, Bytes value, int length) {
        if (value.length() != length) {
            throw new IllegalArgumentException(field + " has " + length + " bytes, not " + value.length());
        }
    }
}
