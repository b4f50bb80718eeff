package org.keyrack.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.apdu.ApduChannel;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/**
 * SCP03 against exchanges that others recorded. Sources:
 *
 * <ul>
 *   <li>a JCOP4 card, level 01: martinpaljak/GlobalPlatformPro, nextgen/src/test/resources/scp03-auth-jcop4.dump
 *   <li>a sysmoEUICC card, levels 11, 03, 33, AES-128, AES-192 and AES-256: osmocom/pysim,
 *       tests/unittests/test_globalplatform.py
 *   <li>S16 mode, level 33: Samsung/OpenSCP-Java, src/test/java/com/samsung/openscp/testdata
 * </ul>
 */
class Scp03VectorTest {
    private static final String GET_EID = "80E2910006BF3E035C015A00";
    private static final String EID = "BF3E125A1089882119900000000000000000000005";

    /** One exchange: INITIALIZE UPDATE and EXTERNAL AUTHENTICATE, then pairs of plain and protected commands. */
    private record Exchange(String name, KeySet keys, String... lines) {
        static final Exchange JCOP4_LEVEL_01 = new Exchange(
                "jcop4 level 01",
                Keys.DEFAULT,
                "8050000008010203040506070800",
                "00003244342976208448010370734ECDCA19E446A30BC253BCE97DB991000436",
                "8482010010A5E66CD1A836E3A47CD3B3F7B689AE8F");
        static final Exchange AES_128_LEVEL_11 = new Exchange(
                "aes 128 level 11",
                Keys.SYSMO_128,
                "8050300008b13e5f938fc108c400",
                "000000000000000000003003703eb51047495b249f66c484c1d2ef1948000002",
                "84821100107d5f5826a993ebc89eea24957fa0b3ce",
                GET_EID,
                "84e291000ebf3e035c015a558d036518a2829700",
                EID,
                "bf3e125a1089882119900000000000000000000005971be68992dbbdfa");
        static final Exchange AES_128_LEVEL_03 = new Exchange(
                "aes 128 level 03",
                Keys.SYSMO_128,
                "80503000088e1552d0513c60f300",
                "0000000000000000000030037030760cd2c47c1dd395065fe5ead8a9d7000001",
                "8482030010fd4721a14d9b07003c451d2f8ae6bb21",
                GET_EID,
                "84e2910018ca9c00f6713d79bc8baa642bdff51c3f6a4082d3bd9ad26c00",
                EID,
                EID);
        static final Exchange AES_128_LEVEL_33 = new Exchange(
                "aes 128 level 33",
                Keys.SYSMO_128,
                "8050300008fdf38259a1e0de4400",
                "000000000000000000003003703b1aca81e821f219081cdc01c26b372d000003",
                "84823300108c36f96bcc00724a4e13ad591d7da3f0",
                GET_EID,
                "84e2910018267a85dfe4a98fca6fb0527e0dfecce4914e40401433c87f00",
                EID,
                "f3ba2b1013aa6224f5e1c138d71805c569e5439b47576260b75fc021b25097cb2e68f8a0144975b9");
        static final Exchange AES_192_LEVEL_33 = new Exchange(
                "aes 192 level 33",
                Keys.SYSMO_192,
                "80503100089b3f2eef0e8c937400",
                "00000000000000000000310370f6bb305a15bae1a68f79fb08212fbed7000002",
                "84823300109100bc22d58b45b86a26365ce39ff3cf",
                GET_EID,
                "84e29100188f7f946c84f70d17994bc6e8791251bb1bb1bf02cf8de58900",
                EID,
                "c05176c1b6f72aae50c32cbee63b0e95998928fd4dfb2be9f27ffde8c8476f5909b4805cc4039599");
        static final Exchange AES_256_LEVEL_33 = new Exchange(
                "aes 256 level 33",
                Keys.SYSMO_256,
                "805032000897b2055fe58599fd00",
                "00000000000000000000320370a8439a22cedf045fa9f1903b2834f26e000002",
                "8482330010508a0fd959d2e547c6b33154a6be2057",
                GET_EID,
                "84e29100187a5ef717eaf1e135ae92fe54429d0e465decda65f5fe5aea00",
                EID,
                "ea90dbfa648a67c5eb6abc57f8530b97d0cd5647c5e8732016b55203b078dd2ace7f8bc5d1c1cd99");
        static final Exchange AES_128_S16_LEVEL_33 = new Exchange(
                "aes 128 s16 level 33",
                Keys.SAMSUNG_128,
                "805030001006F85B77251BF79406F85B77251BF79400",
                "A1A012430585513120853003710617A2C34D50B562F7DECFC3DBF58A649EF733B7486D813C92E4CA61E5102F9100082A",
                "84823300201C6A43582F842A90D81CA4E970754664D8C0C6C340E007C5C6EBCDF4F7C065BE",
                "80F22000024F00",
                "84F2200020EB30913C363A6C1309D13ADC765D9DF1C44F207C2941B898A290F627B05AE990",
                "08A00000015141434C010010A0000002202003010101000000000006010010A000000220200301010100000000001101"
                        + "0005A0000002480100",
                "05717C3DED78C6BB7AEE55A68E66E0D7C90473C380A60755DD7B63ECF55FD0B4067612B43A0A05CDA95E9122C91D8527"
                        + "A21681805C1A25AAA38994E15A6379DF66EE234701C673C32DAF5C54B11085C4");
        static final Exchange AES_256_S16_LEVEL_33 = new Exchange(
                "aes 256 s16 level 33",
                Keys.SAMSUNG_256,
                "805030001006F85B77251BF79406F85B77251BF79400",
                "A1A012430585513120853003710617A2C34D50B562F7DECFC3DBF58A6499D2966CF09C9201FDE8343E93FB18B400082A",
                "848233002071D1A091C5D24AF177B00E69B1A32B4E30A5168CF8C86B19730DF915EF82D8A7",
                "80F22000024F00",
                "84F2200020DD3036DC4C636717702732ABBA185633873A933310002B25E386CF10A4E6B130",
                "08A00000015141434C010010A0000002202003010101000000000006010010A000000220200301010100000000001101"
                        + "0005A0000002480100",
                "A5E7309DCA3EFFA13D1AA03FE0D3E2BA8D04DF15A6A26989150F512ED453F5DFFB2A7E4EE4E2FFACEFC0945435BCAF3A"
                        + "914A9F7BD66B4F82635B7757AE82B54262489B3B58224F99E846E2A8061B1732");

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Exchange> exchanges() {
        return List.of(
                Exchange.JCOP4_LEVEL_01,
                Exchange.AES_128_LEVEL_11,
                Exchange.AES_128_LEVEL_03,
                Exchange.AES_128_LEVEL_33,
                Exchange.AES_192_LEVEL_33,
                Exchange.AES_256_LEVEL_33,
                Exchange.AES_128_S16_LEVEL_33,
                Exchange.AES_256_S16_LEVEL_33);
    }

    /** The published test keys of those exchanges. */
    private static final class Keys {
        static final KeySet DEFAULT = KeySet.makersDefault();
        static final KeySet SYSMO_128 =
                set(0x30, "000102030405060708090a0b0c0d0e0f", "101112131415161718191a1b1c1d1e1f", "");
        static final KeySet SYSMO_192 = set(
                0x31,
                "000102030405060708090a0b0c0d0e0f0001020304050607",
                "101112131415161718191a1b1c1d1e1f1011121314151617",
                "");
        static final KeySet SYSMO_256 = set(
                0x32,
                "000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f",
                "101112131415161718191a1b1c1d1e1f101112131415161718191a1b1c1d1e1f",
                "");
        static final KeySet SAMSUNG_128 =
                set(0x30, "1D72CD9283FD55162722C6BEAA4DC187", "F4932BA02FFC3098D172790099D28382", "");
        static final KeySet SAMSUNG_256 = set(
                0x30,
                "1D72CD9283FD55162722C6BEAA4DC1877F4C0CD0ECC15E052AAC39A99AF9AD72",
                "F4932BA02FFC3098D172790099D2838236F2E61068D56F4401CC0374C25AF8CB",
                "");

        private static KeySet set(int version, String enc, String mac, String dek) {
            return new KeySet(version, key(enc), key(mac), dek.isEmpty() ? key(enc) : key(dek));
        }

        private static SecretKeyBytes key(String hex) {
            return SecretKeyBytes.taking(HexFormat.of().parseHex(hex));
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void speaksAsTheRecordedHostsDid(Exchange exchange) throws Exception {
        Recorded card = new Recorded(exchange);
        SecurityLevel level = SecurityLevel.of(apdu(exchange.lines[2]).p1()).orElseThrow();
        try (SecureChannel channel = SecureChannel.open(card, exchange.keys, level, challenge(exchange))) {
            if (exchange.lines.length > 3) {
                ResponseApdu answer = channel.transmit(apdu(exchange.lines[3]));
                assertEquals(Bytes.ofHex(exchange.lines[5]), Bytes.of(answer.data()));
            }
        }
        assertTrue(card.expected.isEmpty(), "every command of the recorded exchange was sent");
    }

    @Test
    void wrongKeysAreSeenBeforeTheCardCanCountThem() {
        Exchange exchange = Exchange.JCOP4_LEVEL_01;
        Recorded card = new Recorded(exchange);
        CardRefusal refusal = assertThrows(
                CardRefusal.class,
                () -> SecureChannel.open(card, Keys.SYSMO_128.withVersion(0), SecurityLevel.MAC, challenge(exchange)));
        assertEquals(CardRefusal.Reason.WRONG_KEYS, refusal.reason());
        assertEquals(1, card.expected.size(), "EXTERNAL AUTHENTICATE was not sent");
    }

    /** The answer of a real card with SCP02: pySim, SCP02_Auth_Test. */
    @Test
    void scp02IsRecognizedAndRefusedByName() {
        ApduChannel card = command -> answer("00000000000000000000700200016B4524ABEE7CF32EA3838BC148F3");
        CardRefusal refusal = assertThrows(
                CardRefusal.class,
                () -> SecureChannel.open(card, Keys.DEFAULT, SecurityLevel.MAC, Bytes.ofHex("40A62C37FA6304F8")));
        assertEquals(CardRefusal.Reason.SCP02, refusal.reason());
    }

    @Test
    void anAnswerThatWasAlteredEndsTheChannel() throws Exception {
        Exchange exchange = Exchange.AES_128_LEVEL_33;
        Recorded card = new Recorded(exchange);
        card.flipped = true;
        try (SecureChannel channel = SecureChannel.open(card, exchange.keys, SecurityLevel.ALL, challenge(exchange))) {
            assertThrows(ProtocolFailure.class, () -> channel.transmit(apdu(GET_EID)));
            assertThrows(ProtocolFailure.class, () -> channel.transmit(apdu(GET_EID)));
        }
    }

    private static Bytes challenge(Exchange exchange) {
        return Bytes.of(apdu(exchange.lines[0]).data());
    }

    private static ResponseApdu answer(String hex) {
        return new ResponseApdu(HexFormat.of().parseHex(hex), 0x9000);
    }

    private static CommandApdu apdu(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        int length = bytes.length > 5 ? bytes[4] & 0xFF : 0;
        byte[] data = Arrays.copyOfRange(bytes, 5, 5 + length);
        return new CommandApdu(
                bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF, data, bytes.length > 5 + length);
    }

    /** The card's side of a recorded exchange. */
    private static final class Recorded implements ApduChannel {
        final ArrayDeque<String> expected;
        private final ArrayDeque<String> answers;
        private boolean flipped;

        Recorded(Exchange exchange) {
            String[] lines = exchange.lines;
            boolean command = lines.length > 3;
            expected = new ArrayDeque<>(command ? List.of(lines[0], lines[2], lines[4]) : List.of(lines[0], lines[2]));
            answers = new ArrayDeque<>(command ? List.of(lines[1], "", lines[6]) : List.of(lines[1], ""));
        }

        @Override
        public ResponseApdu transmit(CommandApdu command) {
            assertEquals(apdu(expected.remove()), command);
            ResponseApdu answer = answer(answers.remove());
            if (flipped && expected.isEmpty()) {
                answer.data()[0] ^= 1;
            }
            return answer;
        }
    }
}
