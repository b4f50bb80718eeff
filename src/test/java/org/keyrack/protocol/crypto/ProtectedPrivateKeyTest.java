package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keyrack.protocol.Bytes;

/** A private key under a passphrase has the structure that OpenSSL 3 writes. */
class ProtectedPrivateKeyTest {
    /** openssl pkcs8 -topk8 -v2 aes-256-cbc -scrypt: N 2^14, as its command line allows no more memory */
    private static final byte[] OF_OPENSSL = HexFormat.of()
            .parseHex(
                    "308193304f06092a864886f70d01050d3042302106092b06010401da47040b301404087eb0ab70b973afdd02024000020108020101301d060960864801650304012a041051e5441ab85869d62eb96df4581a77ac044082ac6f8b0fd1f78aaac05345f71cf58620685bd83c15529350ceead76123092e141aeb8c42bfbddd0890057324c06522a6490d152d08206030f7f53d9b4b164b");

    private static final byte[] KEY = HexFormat.of()
            .parseHex(
                    "302e020100300506032b657004220420c435b775fbfcbf549cc82d391d59852b6fd3ed44d187027628b7d64a79c57b86");

    private static char[] passphrase() {
        return "correct horse battery".toCharArray();
    }

    @Test
    void whatOpenSslEncryptedIsOpened() {
        assertArrayEquals(
                KEY, ProtectedPrivateKey.open(OF_OPENSSL, passphrase()).orElseThrow());
    }

    @Test
    void whatIsEncryptedIsOpenedAgainByItsPassphraseAlone() {
        char[] umlauts = "vier W\u00f6rter \ud83d\udd11 und mehr".toCharArray();
        byte[] encrypted = ProtectedPrivateKey.protect(KEY, umlauts, new SecureRandom());
        assertArrayEquals(KEY, ProtectedPrivateKey.open(encrypted, umlauts).orElseThrow());
        assertFalse(
                Bytes.of(encrypted).hex().contains(Bytes.of(KEY).slice(16, 48).hex()), "the key shows");
        umlauts[0] = 'V';
        Optional<byte[]> other = ProtectedPrivateKey.open(encrypted, umlauts);
        assertTrue(other.isEmpty() || !java.util.Arrays.equals(KEY, other.get()));
    }

    @Test
    void whatIsNoSuchStructureIsRefusedQuickly() {
        assertEquals(Optional.empty(), ProtectedPrivateKey.open(new byte[0], passphrase()));
        assertEquals(Optional.empty(), ProtectedPrivateKey.open(KEY, passphrase()));
        byte[] costly = OF_OPENSSL.clone();
        String hex = HexFormat.of().formatHex(costly).replace("02024000", "02027fff");
        assertEquals(Optional.empty(), ProtectedPrivateKey.open(HexFormat.of().parseHex(hex), passphrase()));
    }
}
