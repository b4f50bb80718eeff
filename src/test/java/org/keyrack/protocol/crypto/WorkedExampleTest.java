package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.crypto.VectorTest.hex;
import static org.keyrack.protocol.crypto.VectorTest.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Header;
import org.keyrack.protocol.KeyType;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.answer.ExportedKey;

/** The worked example of protocol.md, every line of it. */
class WorkedExampleTest {
    private static final SerialNumber SN = SerialNumber.parse("0011 2233 4455 6677");
    private static final Bytes R = Bytes.ofHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final String TA = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
    private final SecretKeyBytes t = key("000102030405060708090a0b0c0d0e0f");

    @Test
    void t1AndSessionKeysAreThoseOfTheExample() {
        SecretKeyBytes t1 = Derivation.t1(t, Suite.AES_128, 1, SN);
        assertEquals("8a5beb5a015c6d31ec668aa2e1d83ccc", hex(t1));
        assertEquals("1aa32e2169a16dc683cc826fab3f55df", hex(Derivation.sessionKey(t1, "KR1-PRF", R)));
        assertEquals(
                "2a04e214ff04457dd41c26108545219f",
                hex(Derivation.sessionKey(t1, "KR1-ENC", Derivation.encryptionContext(R, 0x2a))));
        assertEquals("10f9afa15bc9ee49d1af7233cf68e578", hex(Derivation.sessionKey(t1, "KR1-MAC", R)));
        assertEquals("84945952d30af3562040c3ce773c299c", hex(Derivation.sessionKey(t1, "KR1-SIG", R)));
        assertEquals("33c8292e6bd43b174ccebc990c7aa12f", hex(Derivation.sessionKey(t1, "KR1-RCT", R)));
    }

    @Test
    void proofAndKcvAreThoseOfTheExample() {
        assertEquals("BE7ED6", Cmac.kcv(t).toString());
        assertEquals(
                "6130120a3db461f8", Derivation.proof(t, Suite.AES_128, 1, SN, R).hex());
    }

    @ParameterizedTest
    @CsvSource({
        "false, a0a1a2a3a4a5a6a7a8a9aaabacadaeaf, 0101010000030005010101020000002afaabe924a04dce976809f0854528a3866578955cf40e631bb53755e210dba74b,"
                + "2bae038c7b5982834b9bf9a51a958b0f, EBABD6, 06626a489e2b9507c7b064808bf14551, 9994fbdf2bef41a54caff7bfb20b75bb",
        "true, 046f9c35cfa29199f55f262efa414dac, 0101010100030005010101020000002a9cb0cc49e55ae453b0a855c7b0feee04e9b1822ba1617ced0e64fc7e588315f3,"
                + "f422d6b2224374f3d4c72dae5f461c72, ED47B2, f190fd4dc8930dc00785a423c2a797f1, 8608207d08f18399a82b9a7fd2daab18"
    })
    void downloadIsThatOfTheExample(
            boolean diversified, String delivered, String data, String cas, String kcv, String receipt, String v) {
        Header header = new Header(Suite.AES_128, 1, diversified, false, 3, 5, 0x0101, KeyType.AES_128, 2, 0x2a);
        SecretKeyBytes ta = diversified ? Diversification.of(key(TA), SN, 0x0101) : key(TA);
        assertEquals(delivered, hex(ta));
        assertEquals(kcv, Cmac.kcv(ta).toString());
        ExportedKey exported = Sealing.seal(t, header, SN, R, ta);
        assertEquals(data + cas + v, exported.encode().hex());
        assertTrue(Receipts.matches(Bytes.ofHex(v), Bytes.ofHex(receipt)));
        assertEquals(
                receipt,
                Derivation.receipt(t, Suite.AES_128, 1, SN, R, header.encode(), exported.sas())
                        .hex());
        try (Sealing.Received received = Sealing.open(t, header, SN, R, exported.data())) {
            assertThrows(IllegalStateException.class, received::key);
            assertTrue(received.isIntact(exported.cas()));
            assertEquals(delivered, hex(received.key().orElseThrow()));
            assertEquals(receipt, received.receipt().hex());
        }
    }

    @Test
    void anotherReceiptDoesNotMatchTheCommitment() {
        Bytes v = Bytes.ofHex("9994fbdf2bef41a54caff7bfb20b75bb");
        assertFalse(Receipts.matches(v, Bytes.ofHex("06626a489e2b9507c7b064808bf14550")));
        assertFalse(Receipts.matches(v, Bytes.EMPTY));
    }

    @Test
    void closedSecretIsWipedAndRefusesUse() {
        byte[] mine = {1, 2, 3};
        SecretKeyBytes secret = SecretKeyBytes.taking(mine);
        secret.close();
        assertEquals("000000", Bytes.of(mine).hex());
        assertTrue(secret.isDestroyed());
        assertThrows(IllegalStateException.class, secret::toArray);
        assertFalse(secret.toString().contains("1"));
    }
}
