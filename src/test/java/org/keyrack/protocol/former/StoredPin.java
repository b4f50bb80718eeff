package org.keyrack.protocol.former;

import static org.keyrack.protocol.former.Refused.require;

import java.security.MessageDigest;
import java.util.Arrays;

/** A PIN in the AS with its tries; the verification is volatile. */
final class StoredPin {
    static final int TRIES = 3;

    private byte[] value = new byte[0];
    private int triesLeft;
    private boolean verified;

    boolean isSet() {
        return value.length != 0;
    }

    int triesLeft() {
        return triesLeft;
    }

    boolean isVerified() {
        return verified;
    }

    void clearVerification() {
        verified = false;
    }

    /** Sets the PIN, gives it three tries and clears the verification. */
    void set(byte[] padded) {
        restore(padded, TRIES);
    }

    void restore(byte[] padded, int tries) {
        Arrays.fill(value, (byte) 0);
        value = padded.clone();
        triesLeft = tries;
        verified = false;
    }

    /** A copy, which the caller wipes. */
    byte[] value() {
        return value.clone();
    }

    /** 9000, 63Cx or 6983, for VERIFY without data. */
    void status() throws Refused {
        require(verified, triesLeft == 0 ? Refused.PIN_BLOCKED : Refused.PIN_WRONG | triesLeft);
    }

    /** Compares in constant time; the try is spent, and the change committed, before. */
    void check(byte[] padded, Commit commit) throws Refused {
        require(triesLeft > 0, Refused.PIN_BLOCKED);
        triesLeft--;
        verified = false;
        commit.now();
        require(MessageDigest.isEqual(value, padded), Refused.PIN_WRONG | triesLeft);
        triesLeft = TRIES;
        commit.now();
        verified = true;
    }

    void wipe() {
        Arrays.fill(value, (byte) 0);
    }

    /** Makes changes durable. */
    interface Commit {
        void now() throws Refused;
    }
}
