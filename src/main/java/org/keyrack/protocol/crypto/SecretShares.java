package org.keyrack.protocol.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * Shamir's shares of a secret, byte by byte in the field of AES (x^8 + x^4 + x^3 + x + 1): any so many of them give it back,
 * fewer say nothing of it. A share is as long as the secret; share n is the polynomial's value at n, the secret its value at 0.
 */
public final class SecretShares {
    /** Shares at most. */
    public static final int MOST = 9;

    private SecretShares() {}

    /**
     * Splits a secret.
     *
     * @param needed how many give it back, 2 to {@code count}
     * @param count how many are made, to {@link #MOST}
     * @return by number, from 1; closed by the caller
     */
    public static List<SecretKeyBytes> split(SecretKeyBytes secret, int needed, int count, SecureRandom random) {
        if (needed < 2 || needed > count || count > MOST) {
            throw new IllegalArgumentException(needed + " of " + count + " shares");
        }
        byte[] value = secret.toArray();
        List<SecretKeyBytes> shares = new ArrayList<>();
        try {
            ShamirSplitSecret split = ShamirSecretSplitter.getInstance(Algorithm.AES, value.length, random)
                    .resplit(value, needed, count);
            for (ShamirSplitSecretShare share : split.getSecretShares()) {
                shares.add(SecretKeyBytes.taking(share.getEncoded()));
            }
            return shares;
        } catch (IOException impossible) {
            throw new IllegalStateException("A share is its bytes", impossible);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /**
     * Joins shares. What too few of them, or shares of different secrets, join to is another value: only its KCV tells.
     *
     * @param shares two or more of one length, by number, from 1
     * @return closed by the caller
     */
    public static SecretKeyBytes join(Map<Integer, SecretKeyBytes> shares) {
        List<byte[]> values = new ArrayList<>();
        List<ShamirSplitSecretShare> given = new ArrayList<>();
        shares.forEach((number, share) -> {
            byte[] value = share.toArray();
            values.add(value);
            given.add(new ShamirSplitSecretShare(value, number));
        });
        try {
            return SecretKeyBytes.taking(
                    ShamirSplitSecret.getInstance(Algorithm.AES, given.toArray(ShamirSplitSecretShare[]::new))
                            .getSecret());
        } catch (IOException impossible) {
            throw new IllegalStateException("A share is its bytes", impossible);
        } finally {
            values.forEach(value -> Arrays.fill(value, (byte) 0));
        }
    }
}
