package org.keyrack.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeySetTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** 504A77 is what every GlobalPlatform tool shows for the AES test key 404142…4F (GlobalPlatformPro, its wiki "Keys"). */
    @Test
    void checkValueIsThatOfGlobalPlatformForAes() {
        assertEquals("504A77", KeySet.makersDefault().checkValues().get(0).toString());
    }

    @Test
    void keysThatAnybodyCouldGuessAreWeak() {
        assertTrue(KeySet.makersDefault().isWeak());
        assertTrue(KeySet.of(1, new byte[16]).isWeak());
        assertTrue(KeySet.of(1, hex("0f0e0d0c0b0a09080706050403020100")).isWeak());
        assertTrue(KeySet.of(1, hex("404142434445464748494a4b4c4d4e4f404142434445464748494a4b4c4d4e4f"))
                .isWeak());
        assertFalse(KeySet.of(1, hex("1D72CD9283FD55162722C6BEAA4DC187")).isWeak());
    }

    @Test
    void threeKeysHaveOneLength() {
        KeySet set = KeySet.of(1, new byte[16]);
        KeySet longer = KeySet.of(1, new byte[32]);
        assertThrows(IllegalArgumentException.class, () -> new KeySet(1, set.enc(), set.mac(), longer.dek()));
        assertThrows(IllegalArgumentException.class, () -> KeySet.of(1, new byte[8]));
    }

    @Test
    void neverShowsItsKeys() {
        assertEquals("KeySet[version 01]", KeySet.of(1, new byte[16]).toString());
    }
}
