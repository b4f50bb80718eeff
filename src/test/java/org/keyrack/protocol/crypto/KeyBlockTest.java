package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.crypto.KeyBlock.Reason;
import org.keyrack.protocol.crypto.KeyBlock.Unopened;

/**
 * Published blocks of version D: TR-31:2018, A.7.4; ANSI X9.143:2021, 8.1; and one of a payShield 10k. All three stand, with
 * their sources named, in test/tr31_decrypt_test.c of the public project openemv/tr31.
 */
class KeyBlockTest {
    private static final String KBPK = "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6";
    private static final String TR_31 = "D0112P0AE00E0000"
            + "B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";
    private static final String X9_143 = "D0144P0AE00E0000"
            + "2C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C158A476FAC12C13C3"
            + "829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557";
    private static final String PAY_SHIELD = "D0144D0AN00N0000"
            + "127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2C5D6AC173BF588E4"
            + "B19ACF1357178D50EA0AB193228E13958304FC6149632DFDCADF3A5B3D57E814";
    private static final String FORTY_ONE = "41".repeat(32);

    private static KeyBlock open(String kbpk, String block) throws Unopened {
        try (SecretKeyBytes key = SecretKeyBytes.taking(Bytes.ofHex(kbpk).toArray())) {
            return KeyBlock.open(key, block);
        }
    }

    private static void opens(String kbpk, String block, String usage, boolean exportable, String key) throws Unopened {
        try (KeyBlock opened = open(kbpk, block)) {
            assertEquals(usage, opened.usage());
            assertEquals(exportable, opened.exportable());
            assertTrue(opened.key().matches(Bytes.ofHex(key).toArray()));
        }
    }

    @Test
    void publishedBlocksOpen() throws Unopened {
        opens(KBPK, TR_31, "P0", true, "3F419E1CB7079442AA37474C2EFBF8B8");
        opens(KBPK, X9_143, "P0", true, "3F419E1CB7079442AA37474C2EFBF8B8");
        opens(FORTY_ONE, PAY_SHIELD, "D0", false, "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC");
    }

    @Test
    void oneAlteredBitAnywhereIsRefused() {
        for (String block : new String[] {TR_31, X9_143}) {
            for (int at = 0; at < block.length(); at++) {
                for (int bit = 0; bit < 8; bit++) {
                    char[] altered = block.toCharArray();
                    altered[at] ^= (char) (1 << bit);
                    assertThrows(Unopened.class, () -> open(KBPK, new String(altered)), at + "." + bit);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C0112P0AE00E0000, VERSION",
        "B0112P0AE00E0000, VERSION",
        "D0113P0AE00E0000, FORM",
        "D0112P0AE00E0100, FORM",
        "D0112P0AE00EXX00, FORM",
        "D0112P0AE01E0000, ALTERED",
        "D0112P0TE00E0000, ALTERED"
    })
    void whatIsWrongIsNamed(String header, Reason reason) {
        String block = header + TR_31.substring(16);
        assertEquals(
                reason, assertThrows(Unopened.class, () -> open(KBPK, block)).reason());
    }

    @Test
    void anotherProtectionKeyAndSmallLettersAreRefused() {
        assertEquals(
                Reason.ALTERED,
                assertThrows(Unopened.class, () -> open(FORTY_ONE, TR_31)).reason());
        assertEquals(
                Reason.FORM,
                assertThrows(
                                Unopened.class,
                                () -> open(KBPK, TR_31.toLowerCase(Locale.ROOT).replace('d', 'D')))
                        .reason());
        assertEquals(
                Reason.FORM,
                assertThrows(Unopened.class, () -> open(KBPK, "D0112")).reason());
    }
}
