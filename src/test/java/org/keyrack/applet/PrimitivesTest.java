package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;

import org.junit.jupiter.api.Test;

/** The applets' own CMAC, KDF and diversification against published vectors. */
class PrimitivesTest {
    private final Transients transients = new Transients(Transients.AS_LENGTH);
    private final CountingAes aes = new CountingAes(new KeyObjects(), transients);
    private final AesCmac cmac = new AesCmac(aes, transients);

    private byte[] at(short offset, int length) {
        return cut(transients.ram, offset, length);
    }

    private void useKey(byte[] key) {
        System.arraycopy(key, 0, transients.ram, Transients.T1, key.length);
        cmac.use(Transients.T1, (short) key.length);
    }

    private byte[] mac(byte[] message) {
        short end = cmac.append((short) 0, message, (short) 0, (short) message.length);
        cmac.sign(end, Transients.MAC);
        return at(Transients.MAC, 16);
    }

    @Test
    void cmacMatchesRfc4493() {
        useKey(hex("2b7e151628aed2a6abf7158809cf4f3c"));
        byte[] message = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        assertEquals("fbeed618357133667c85e08f7236a8de", Model.hex(at(Transients.SUBKEYS, 16)));
        assertEquals("f7ddac306ae266ccf90bc11ee46d513b", Model.hex(at((short) (Transients.SUBKEYS + 16), 16)));
        assertArrayEquals(hex("070a16b46b4d4144f79bdd9dd04a287c"), mac(cut(message, 0, 16)));
        assertArrayEquals(hex("dfa66747de9ae63030ca32611497c827"), mac(cut(message, 0, 40)));
        assertArrayEquals(hex("51f0bebf7e3b9d92fc49741779363cfe"), mac(message));
    }

    @Test
    void cmacMatchesSp80038bWithAes256() {
        useKey(hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));
        byte[] message = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        assertArrayEquals(hex("28a7023f452e8f82bd4bf28d8c37c35c"), mac(cut(message, 0, 16)));
        assertArrayEquals(hex("aaf3d8f1de5640c232f5b169b9c911e6"), mac(cut(message, 0, 40)));
        assertArrayEquals(hex("e1992190549f6ed5696a2c056c315410"), mac(message));
    }

    /** NIST CAVS KDFCTR_gen, CMAC_AES128, BEFORE_FIXED, RLEN 8, L 128, count 0: the counter, then 60 fixed bytes. */
    @Test
    void aKdfBlockMatchesNistCavs() {
        useKey(hex("dff1e50ac0b69dc40f1051d46c2b069c"));
        byte[] fixed = hex("c16e6e02c5a3dcc8d78b9ac1306877761310455b4e41469951d9e6c2245a064b"
                + "33fd8c3b01203a7824485bf0a64060c4648b707d2607935699316ea5");
        assertArrayEquals(hex("8be8f0869b3c0ba97b71863d1b9f7813"), mac(Model.cat(hex("01"), fixed)));
    }

    @Test
    void theKdfComposesLabelContextAndLengthForBothKeyLengths() {
        byte[] label = {0x4B, 0x52, 0x31, 0x2D, 0x45, 0x4E, 0x43};
        byte[] context = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f0000002a");
        System.arraycopy(context, 0, transients.ram, Transients.COMMAND_R, 16);
        System.arraycopy(context, 16, transients.ram, Transients.HEADER, 4);
        for (int length : new int[] {16, 32}) {
            byte[] key = cut(hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), 0, length);
            useKey(key);
            cmac.derive(
                    label,
                    Transients.COMMAND_R,
                    (short) 16,
                    Transients.HEADER,
                    (short) 4,
                    (short) length,
                    Transients.KENC);
            assertArrayEquals(Model.kdf(key, "KR1-ENC", context), at(Transients.KENC, length));
        }
    }

    /** NXP AN10922 rev 2.2 section 2.2; its padding to 32 bytes also of short inputs is what a plain CMAC lacks. */
    @Test
    void twoBlockCmacMatchesAn10922() {
        useKey(hex("00112233445566778899AABBCCDDEEFF"));
        byte[] input = hex("0104782E21801D803042F54E585020416275");
        cmac.sign(cmac.append((short) 0, input, (short) 0, (short) input.length), (short) 32, Transients.MAC);
        assertArrayEquals(hex("A8DD63A3B89D54B37CA802473FDA9175"), at(Transients.MAC, 16));
        byte[] shortInput = hex("01" + "0011223344556677" + "0101");
        cmac.sign(cmac.append((short) 0, shortInput, (short) 0, (short) shortInput.length), (short) 32, Transients.MAC);
        assertArrayEquals(
                Model.diversified(hex("00112233445566778899AABBCCDDEEFF"), hex("0011223344556677"), hex("0101")),
                at(Transients.MAC, 16));
    }

    /** NXP AN10922 rev 2.2 section 2.4: two halves, constants 41 and 42. */
    @Test
    void twoBlockCmacsMatchAn10922ForAes256() {
        useKey(hex("00112233445566778899AABBCCDDEEFF0102030405060708090A0B0C0D0E0F00"));
        String[] halves = {"4FC6EEC820B4C54314990B8611662DB6", "95E7880982C0001E6067488346100AED"};
        for (int half = 0; half < 2; half++) {
            byte[] input = Model.cat(new byte[] {(byte) (0x41 + half)}, hex("04782E21801D803042F54E585020416275"));
            cmac.sign(cmac.append((short) 0, input, (short) 0, (short) input.length), (short) 32, Transients.MAC);
            assertArrayEquals(hex(halves[half]), at(Transients.MAC, 16));
        }
    }

    @Test
    void theKcvOfTheWorkedExampleIsFound() {
        System.arraycopy(Bench.T, 0, transients.ram, Transients.KEY, 16);
        cmac.kcv(Transients.KEY, (short) 16, Transients.MAC);
        assertArrayEquals(hex("be7ed6"), at(Transients.MAC, 3));
    }
}
