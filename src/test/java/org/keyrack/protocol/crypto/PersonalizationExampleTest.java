package org.keyrack.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.protocol.crypto.VectorTest.hex;
import static org.keyrack.protocol.crypto.VectorTest.key;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Kcv;
import org.keyrack.protocol.LifeCycleState;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;
import org.keyrack.protocol.Suite;
import org.keyrack.protocol.apdu.CardFailure;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.command.Command;
import org.keyrack.protocol.command.LoadComponent;
import org.keyrack.protocol.command.OpenSession;
import org.keyrack.protocol.command.PutSerialNumber;
import org.keyrack.protocol.command.SetState;
import org.keyrack.protocol.command.StoreTransportKey;

/** The worked examples of protocol.md for sealed records and a session, every line of them. */
class PersonalizationExampleTest {
    private static final Bytes RH = Bytes.ofHex("404142434445464748494a4b4c4d4e4f");
    private static final Bytes RU = Bytes.ofHex("505152535455565758595a5b5c5d5e5f");
    private static final String ENTRY =
            "00034641524520202020202020202020202001010102e8ebabd600000000" + "75d51366922aa2ca894358b215e0b8a3"
                    + "000000000000000000000000000000000000000000000000"
                    + "000000000000000000000000000000000000000000000000";

    private final SecretKeyBytes kbk = key("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
    private final SecretKeyBytes kperso = key("303132333435363738393a3b3c3d3e3f");

    private PersonalizationSession session() {
        return new PersonalizationSession(kperso, Role.EI, RH, RU);
    }

    private static CommandApdu apdu(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] data = java.util.Arrays.copyOfRange(bytes, 5, bytes.length);
        return new CommandApdu(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF, data, true);
    }

    @Test
    void backupKeyAndTransportKeyHaveTheNamesOfTheExample() {
        assertEquals("7CF7A4", Cmac.kcv(kbk).toString());
        assertEquals(
                "75d51366922aa2ca894358b215e0b8a3",
                Derivation.transportKeyId(key("000102030405060708090a0b0c0d0e0f"), Suite.AES_128, 1)
                        .hex());
    }

    @ParameterizedTest
    @CsvSource({
        "101112131415161718191a1b1c1d1e1f, 5208c1b24e7f061840e649faf6ff88726f20923206cadca544056e206949b8ee,"
                + "9b914d630653778c4780825888685193392aa94990923929e8054c45e7d066f5, 0102, 010101be7ed6,"
                + "000102030405060708090a0b0c0d0e0f, f87b24a4354ff9fa65f639cc5894c724, f4b118f817f4b6b7dd5f545c6fdf0866",
        "202122232425262728292a2b2c2d2e2f, 7fb199f65ba2c5758e8a034d620b0a2823e68864072ab413667078a35afd57e3,"
                + "1a7d9f4226a640253e60515f54e71a52a118dcb483e6f93e304eb82347a5597c, 0101, " + ENTRY + ","
                + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf, f763194cdbe200e6cf763ef5c13d814d, 3a32981de625eef2e9b677be2dd11938"
    })
    void sealedRecordIsThatOfTheExample(
            String n, String kse, String ksm, String kind, String what, String plain, String e, String s) {
        Bytes drawn = Bytes.ofHex(n);
        assertEquals(kse, hex(RecordSealing.derived(kbk, "KR1-SENC", drawn)));
        assertEquals(ksm, hex(RecordSealing.derived(kbk, "KR1-SMAC", drawn)));
        Bytes header = Bytes.ofHex(kind + "00" + n + what);
        assertEquals(e + s, RecordSealing.seal(kbk, drawn, header, key(plain)).hex());
        Bytes encrypted = Bytes.ofHex(e);
        assertTrue(RecordSealing.isIntact(kbk, drawn, header, encrypted, Bytes.ofHex(s)));
        assertEquals(plain, hex(RecordSealing.open(kbk, drawn, encrypted)));
        Bytes record = Bytes.concat(header, encrypted, Bytes.ofHex(s));
        for (int bit = 0; bit < 8 * record.length(); bit++) {
            Bytes altered = flipped(record, bit);
            int end = header.length();
            assertFalse(RecordSealing.isIntact(
                    kbk,
                    altered.slice(3, 19),
                    altered.slice(0, end),
                    altered.slice(end, end + 16),
                    altered.slice(end + 16, altered.length())));
        }
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] altered = bytes.toArray();
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.of(altered);
    }

    @Test
    void sessionBeginsAsInTheExample() {
        assertEquals(
                "8050000010404142434445464748494a4b4c4d4e4f",
                Bytes.of(new OpenSession(RH).toApdu().bytes(false)).hex());
        assertEquals("2398e1ddb3743744", session().proof().hex());
        assertTrue(session().isProof(Bytes.ofHex("2398e1ddb3743744")));
        assertFalse(session().isProof(Bytes.ofHex("2398e1ddb3743745")));
        assertFalse(new PersonalizationSession(kperso, Role.AS, RH, RU).isProof(Bytes.ofHex("2398e1ddb3743744")));
    }

    /** Commands of the example, as they are meant and as they go over the wire, with their answers. */
    private static final String[] COMMANDS = {
        "84da0201185d2280d92ed047ae31b60210ed68514421bb11a3d63ef195", "5680382978a729d9",
        "84d8000028daceba5ea60fc7ba2fa6294513f7152ad240e4af475fcc43ef08eea5902752091f1a40dff4a4992f",
                "45e9eb66d26de9d8",
        "84d8010028cc7f64adb790116f9ead7d7615cf5a050d5c01028c5e2b9439e5b32a7ce5773e295c3c2105986fe4",
                "e8d0f894e879ade0",
        "84dc000018d039f1af1b77533b70be0a6a55ed97d64b17626deee1fcc1", "6b674ca607088a88",
        "84f000070825d5ed259fe8082b", "b38861a777b48b52"
    };

    private static Command[] meant() {
        return new Command[] {
            new PutSerialNumber(SerialNumber.parse("0011223344556677")),
            LoadComponent.of(
                    true, Bytes.ofHex("000102030405060708090a0b0c0d0e0f").toArray(), new Kcv(Bytes.ofHex("be7ed6"))),
            LoadComponent.of(
                    false, Bytes.ofHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff").toArray(), new Kcv(Bytes.ofHex("60c234"))),
            new StoreTransportKey(0, Suite.AES_128, 1, new Kcv(Bytes.ofHex("8cb94e"))),
            new SetState(LifeCycleState.OPERATIONAL)
        };
    }

    @Test
    void commandsAndAnswersAreThoseOfTheExampleAtBothEnds() throws CardFailure {
        PersonalizationSession host = session();
        PersonalizationSession unit = session();
        Command[] meant = meant();
        for (int i = 0; i < meant.length; i++) {
            CommandApdu sent = host.protect(meant[i].toApdu());
            assertEquals(COMMANDS[2 * i], Bytes.of(sent.bytes(false)).hex());
            CommandApdu plain = unit.open(sent).orElseThrow();
            assertEquals(meant[i].getClass(), Command.parse(plain).getClass());
            assertEquals(Bytes.of(meant[i].toApdu().data()), Bytes.of(plain.data()));
            ResponseApdu answer = unit.protect(new ResponseApdu(new byte[0], 0x9000));
            assertEquals(COMMANDS[2 * i + 1], Bytes.of(answer.data()).hex());
            assertEquals(Optional.of(new ResponseApdu(new byte[0], 0x9000)), host.open(answer));
        }
    }

    @Test
    void everyFlippedBitRepeatedAndDroppedCommandIsRefused() {
        CommandApdu first = apdu(COMMANDS[0]);
        byte[] bytes = first.bytes(false);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            // CLA 80 is no command of a session, and Lc is the link's.
            if (bit / 8 != 4) {
                CommandApdu altered = apdu(flipped(Bytes.of(bytes), bit).hex());
                assertTrue(session().open(altered).isEmpty());
            }
        }
        PersonalizationSession unit = session();
        assertTrue(unit.open(first).isPresent());
        assertTrue(unit.open(first).isEmpty(), "repeated");
        assertTrue(session().open(apdu(COMMANDS[2])).isEmpty(), "the one before was dropped");
        assertTrue(session().open(apdu("84da02010700112233445566")).isEmpty(), "too short for a MAC");
        assertTrue(session().open(apdu("84da020109001122334455667788")).isEmpty(), "no whole blocks");
    }

    @Test
    void anAnswerThatIsNotTheUnitsIsRefusedAndAnErrorIsNotSigned() {
        PersonalizationSession host = session();
        host.protect(meant()[0].toApdu());
        byte[] right = Bytes.ofHex(COMMANDS[1]).toArray();
        for (int bit = 0; bit < 64; bit++) {
            ResponseApdu altered =
                    new ResponseApdu(flipped(Bytes.of(right), bit).toArray(), 0x9000);
            assertTrue(host.open(altered).isEmpty());
        }
        assertTrue(host.open(new ResponseApdu(new byte[0], 0x9000)).isEmpty());
        ResponseApdu error = new ResponseApdu(new byte[0], 0x6A80);
        assertEquals(Optional.of(error), host.open(error));
        assertEquals(error, session().protect(error));
    }
}
