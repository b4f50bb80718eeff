package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.protocol.Bytes;

/** Published vectors for the pieces. */
class VectorTest {
    private static final String MESSAGE = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    static SecretKeyBytes key(String hex) {
        return SecretKeyBytes.taking(Bytes.ofHex(hex).toArray());
    }

    static String hex(SecretKeyBytes key) {
        return Bytes.of(key.toArray()).hex();
    }

    @ParameterizedTest
    @CsvSource({
        "0,  bb1d6929e95937287fa37d129b756746",
        "16, 070a16b46b4d4144f79bdd9dd04a287c",
        "40, dfa66747de9ae63030ca32611497c827",
        "64, 51f0bebf7e3b9d92fc49741779363cfe"
    })
    void cmacOfAes128IsThatOfRfc4493(int length, String mac) {
        assertEquals(
                mac,
                Cmac.of(
                                key("2b7e151628aed2a6abf7158809cf4f3c"),
                                Bytes.ofHex(MESSAGE).slice(0, length))
                        .hex());
    }

    @ParameterizedTest
    @CsvSource({
        "0,  028962f61b7bf89efc6b551f4667d983",
        "16, 28a7023f452e8f82bd4bf28d8c37c35c",
        "40, aaf3d8f1de5640c232f5b169b9c911e6",
        "64, e1992190549f6ed5696a2c056c315410"
    })
    void cmacOfAes256IsThatOfSp80038b(int length, String mac) {
        assertEquals(
                mac,
                Cmac.of(
                                key("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
                                Bytes.ofHex(MESSAGE).slice(0, length))
                        .hex());
    }

    /** NIST CAVS 14.4, SP 800-108 counter mode, CMAC_AES128, BEFORE_FIXED, RLEN 8: counts 0, 10 and 20. */
    @ParameterizedTest
    @CsvSource({
        "dff1e50ac0b69dc40f1051d46c2b069c, c16e6e02c5a3dcc8d78b9ac1306877761310455b4e41469951d9e6c2245a064b33fd8c3b01203a7824485bf0a64060c4648b707d2607935699316ea5, 8be8f0869b3c0ba97b71863d1b9f7813",
        "682e814d872397eba71170a693514904, e323cdfa7873a0d72cd86ffb4468744f097db60498f7d0e3a43bafd2d1af675e4a88338723b1236199705357c47bf1d89b2f4617a340980e6331625c, dac9b6ca405749cfb065a0f1e42c7c4224d3d5db32fdafe9dee6ca193316f2c7",
        "7aa9973481d560f3be217ac3341144d8, 46f88b5af7fb9e29262dd4e010143a0a9c465c627450ec74ab7251889529193e995c4b56ff55bc2fc8992a0df1ee8056f6816b7614fba4c12d3be1a5, 1746ae4f09903f74bfbe1b8ae2b79d74576a3b09"
    })
    void kdfIsThatOfNistCavs(String key, String fixedInput, String output) {
        try (SecretKeyBytes derived = Kdf.counterMode(key(key), Bytes.ofHex(fixedInput), output.length() / 2)) {
            assertEquals(output, hex(derived));
        }
    }

    /** AN10922 sections 2.2 and 2.4. */
    @ParameterizedTest
    @CsvSource({
        "00112233445566778899aabbccddeeff, a8dd63a3b89d54b37ca802473fda9175",
        "00112233445566778899aabbccddeeff0102030405060708090a0b0c0d0e0f00, 4fc6eec820b4c54314990b8611662db695e7880982c0001e6067488346100aed"
    })
    void diversificationIsThatOfAn10922(String master, String diversified) {
        try (SecretKeyBytes key = Diversification.of(key(master), Bytes.ofHex("04782e21801d803042f54e585020416275"))) {
            assertEquals(diversified, hex(key));
        }
    }
}
