package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;

class SessionKeysTest {
    private static final SerialNumber SN = SerialNumber.parse("0011 2233 4455 6677");
    private static final Bytes R = Bytes.ofHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final Header HEADER =
            new Header(Suite.AES_128, 1, false, false, 3, 5, 0x0101, KeyType.AES_128, 2, 0x2a);

    @Test
    void t1IsErasedBeforeTheKeysOfADownloadCanDecrypt() {
        byte[] t1 = Bytes.ofHex("8a5beb5a015c6d31ec668aa2e1d83ccc").toArray();
        SecretKeyBytes held = SecretKeyBytes.taking(t1);
        SessionKeys keys = new SessionKeys(held, HEADER, SN, R);
        assertTrue(held.isDestroyed());
        assertEquals(Bytes.zero(16), Bytes.of(t1), "T1 is overwritten, not let go alone");
        assertEquals(
                Bytes.ofHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
                Bytes.of(keys.decrypt(Bytes.ofHex("faabe924a04dce976809f0854528a386"))
                        .toArray()));
    }

    @Test
    void theSessionKeysAreErasedWhenTheDownloadEnds() {
        SecretKeyBytes t = SecretKeyBytes.copyOf(
                Bytes.ofHex("000102030405060708090a0b0c0d0e0f").toArray());
        SessionKeys keys = SessionKeys.under(t, HEADER, SN, R);
        Bytes encrypted = keys.encrypt(t);
        keys.close();
        assertThrows(IllegalStateException.class, () -> keys.decrypt(encrypted));
        assertThrows(IllegalStateException.class, () -> keys.signature(t));
        assertThrows(IllegalStateException.class, () -> keys.certificate(encrypted));
        assertThrows(IllegalStateException.class, () -> keys.receipt(encrypted));
    }
}
