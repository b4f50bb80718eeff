package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of a secret against Lagrange's formula written out here: any so many give it back, one fewer does not. */
class SecretSharesTest {
    private static byte[] drawn(int length) {
        byte[] value = new byte[length];
        new SecureRandom().nextBytes(value);
        return value;
    }

    /** Product in the field of 256 elements, x^8 + x^4 + x^3 + x + 1. */
    private static int times(int a, int b) {
        int product = 0;
        int factor = a;
        for (int bit = b; bit > 0; bit >>= 1) {
            product ^= (bit & 1) * factor;
            factor = factor << 1 ^ (factor >> 7) * 0x11B;
        }
        return product;
    }

    private static int inverse(int a) {
        int power = a;
        for (int i = 0; i < 6; i++) {
            power = times(times(power, power), a);
        }
        return times(power, power);
    }

    /** The polynomial's value at 0. */
    private static byte[] interpolated(SortedMap<Integer, SecretKeyBytes> shares) {
        byte[] secret = new byte[shares.get(shares.firstKey()).length()];
        shares.forEach((number, share) -> {
            int weight = 1;
            for (int other : shares.keySet()) {
                weight = other == number ? weight : times(weight, times(other, inverse(other ^ number)));
            }
            byte[] value = share.toArray();
            for (int i = 0; i < secret.length; i++) {
                secret[i] ^= (byte) times(weight, value[i] & 0xFF);
            }
        });
        return secret;
    }

    private static List<SortedMap<Integer, SecretKeyBytes>> choices(List<SecretKeyBytes> shares, int size) {
        List<SortedMap<Integer, SecretKeyBytes>> choices = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << shares.size(); chosen++) {
            if (Integer.bitCount(chosen) == size) {
                SortedMap<Integer, SecretKeyBytes> choice = new TreeMap<>();
                for (int i = 0; i < shares.size(); i++) {
                    if ((chosen >> i & 1) == 1) {
                        choice.put(i + 1, shares.get(i));
                    }
                }
                choices.add(choice);
            }
        }
        return choices;
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 16", "3, 5, 32", "2, 2, 16", "5, 9, 16", "9, 9, 32"})
    void anySoManySharesGiveTheSecretBackAndOneFewerDoesNot(int needed, int count, int length) {
        byte[] secret = drawn(length);
        List<SecretKeyBytes> shares =
                SecretShares.split(SecretKeyBytes.copyOf(secret), needed, count, new SecureRandom());
        assertEquals(count, shares.size());
        for (SortedMap<Integer, SecretKeyBytes> choice : choices(shares, needed)) {
            assertArrayEquals(secret, SecretShares.join(choice).toArray(), choice.keySet()::toString);
            assertArrayEquals(secret, interpolated(choice), choice.keySet()::toString);
        }
        if (needed > 2) {
            for (SortedMap<Integer, SecretKeyBytes> choice : choices(shares, needed - 1)) {
                assertFalse(SecretShares.join(choice).matches(secret), choice.keySet()::toString);
            }
        }
        assertFalse(shares.get(0).matches(secret), "one share is not the secret");
    }

    /** With a random generator that draws zeros every share would be the secret itself. */
    @Test
    void sharesAreDrawnAnewEachTime() {
        SecretKeyBytes secret = SecretKeyBytes.copyOf(drawn(16));
        SecretKeyBytes first =
                SecretShares.split(secret, 2, 3, new SecureRandom()).get(0);
        SecretKeyBytes again =
                SecretShares.split(secret, 2, 3, new SecureRandom()).get(0);
        assertFalse(first.matches(again.toArray()));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 3", "2, 10", "0, 0"})
    void numbersThatCannotBeMeantAreRefused(int needed, int count) {
        SecretKeyBytes secret = SecretKeyBytes.copyOf(drawn(16));
        assertThrows(
                IllegalArgumentException.class, () -> SecretShares.split(secret, needed, count, new SecureRandom()));
    }
}
