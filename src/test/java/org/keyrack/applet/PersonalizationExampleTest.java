package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worked examples of protocol.md, Personalization: a session and sealed records, byte for byte. */
class PersonalizationExampleTest {
    private static final byte[] NOTHING = {};
    private static final byte[] KPERSO = hex("303132333435363738393a3b3c3d3e3f");
    private static final byte[] RU = hex("505152535455565758595a5b5c5d5e5f");
    private static final byte[] KBK = hex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
    private static final String T_RECORD = "010200101112131415161718191a1b1c1d1e1f010101be7ed6"
            + "f87b24a4354ff9fa65f639cc5894c724f4b118f817f4b6b7dd5f545c6fdf0866";
    private static final String TA_RECORD = "010100202122232425262728292a2b2c2d2e2f"
            + "00034641524520202020202020202020202001010102e8ebabd600000000"
            + "75d51366922aa2ca894358b215e0b8a3"
            + "00".repeat(48)
            + "f763194cdbe200e6cf763ef5c13d814d3a32981de625eef2e9b677be2dd11938";

    private static Card loadingEi(Kind kind) {
        Card ei = kind.ei(KPERSO);
        SessionHost host = new SessionHost(ei, KPERSO);
        host.open();
        host.ok("80F00001", NOTHING);
        ei.reset();
        ei.random.next(RU);
        return ei;
    }

    @ParameterizedTest
    @EnumSource
    void theSessionIsAsPublished(Kind kind) {
        Card ei = loadingEi(kind);
        assertEquals(
                Model.hex(RU) + "2398e1ddb3743744",
                Model.hex(ei.send("8050000010404142434445464748494a4b4c4d4e4f").data()));
        String[][] exchanges = {
            {"84da0201185d2280d92ed047ae31b60210ed68514421bb11a3d63ef195", "5680382978a729d9"},
            {
                "84d8000028daceba5ea60fc7ba2fa6294513f7152ad240e4af475fcc43ef08eea5902752091f1a40dff4a4992f",
                "45e9eb66d26de9d8"
            },
            {
                "84d8010028cc7f64adb790116f9ead7d7615cf5a050d5c01028c5e2b9439e5b32a7ce5773e295c3c2105986fe4",
                "e8d0f894e879ade0"
            },
            {"84dc000018d039f1af1b77533b70be0a6a55ed97d64b17626deee1fcc1", "6b674ca607088a88"},
            {"84f000070825d5ed259fe8082b", "b38861a777b48b52"}
        };
        for (String[] exchange : exchanges) {
            var answer = ei.send(exchange[0]);
            assertEquals(0x9000, answer.sw(), exchange[0]);
            assertEquals(exchange[1], Model.hex(answer.data()));
        }
        assertEquals(7, ei.select()[2]);
        assertEquals(0x6E00, ei.send("84f000070825d5ed259fe8082b").sw(), "Kperso is gone");
        assertEquals(
                0x6985, ei.send("8050000010404142434445464748494a4b4c4d4e4f").sw(), "no session any more");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDroppedRepeatedOrAlteredEndsTheSession(Kind kind) {
        // From P1 on, but for the length; another CLA or INS is no command of a session at all.
        for (int bit = 8 * 2; bit < 8 * 29; bit += bit == 8 * 4 - 1 ? 9 : 7) {
            Card ei = loadingEi(kind);
            byte[] command = hex("84da0201185d2280d92ed047ae31b60210ed68514421bb11a3d63ef195");
            ei.ok("80500000", SessionHost.RH, true);
            if (bit / 8 != 4) {
                command[bit / 8] ^= (byte) (1 << bit % 8);
                assertEquals(0x6988, ei.raw(command).sw(), "bit " + bit);
            }
        }
        Card ei = loadingEi(kind);
        SessionHost host = new SessionHost(ei, KPERSO);
        host.open();
        byte[] first = host.sealed("80DA0201", Bench.SN);
        assertEquals(0x9000, ei.raw(first).sw());
        assertEquals(0x6988, ei.raw(first).sw(), "repeated");
        assertEquals(0x6982, host.send("80DA0201", Bench.SN).sw(), "the session is over");
        host.open();
        host.sealed("80DA0201", Bench.SN);
        assertEquals(0x6988, host.send("80DA0201", Bench.SN).sw(), "the one before was dropped");
        assertEquals(0x6982, ei.send("80DA0201080011223344556677").sw(), "in the clear");
    }

    private static Card as(Kind kind, byte[] t) {
        Card as = kind.as();
        Bench.load(as, KBK);
        assertArrayEquals(hex("7cf7a4"), kcv(KBK));
        as.ok("80D60000", kcv(KBK), false);
        Bench.storeT(as, 1, 1, 1, t);
        return as;
    }

    @ParameterizedTest
    @EnumSource
    void sealedRecordsAreAsPublished(Kind kind) {
        Card as = as(kind, Bench.T);
        as.random.next(Bench.TA);
        as.ok("80460100", NOTHING, true);
        byte[] entry = Bench.entry(3, 0x0101, 2, 0xE0, Bench.TA, 1000);
        System.arraycopy("FARE            ".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, entry, 2, 16);
        as.ok("80DE0000", entry, false);
        Bench.verify(as);
        as.random.next(hex("101112131415161718191a1b1c1d1e1f"));
        assertEquals(T_RECORD, Model.hex(as.ok("804C0101", NOTHING, true)));
        as.random.next(hex("202122232425262728292a2b2c2d2e2f"));
        assertEquals(TA_RECORD, Model.hex(as.ok("804C0200", hex("0003"), true)));

        Card same = as(kind, Bench.T);
        same.ok("804E0000", hex(TA_RECORD), false);
        assertEquals((byte) 0xE8, same.send("80CA010200").data()[22]);
        assertArrayEquals(new byte[4], cut(same.send("80CA010200").data(), 26, 4), "no exports");
        assertEquals(0x6986, same.send("804E0000", hex(TA_RECORD), false).sw(), "nothing is overwritten");
        assertEquals(0x6986, same.send("804E0000", hex(T_RECORD), false).sw(), "nothing is overwritten");
        Card other = as(kind, cat(Bench.SN, Bench.SN));
        other.ok("804E0000", hex(TA_RECORD), false);
        assertEquals((byte) 0xF8, other.send("80CA010200").data()[22], "another T: barred for all");
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitOfARecordIsRefused(Kind kind) {
        Card as = as(kind, Bench.T);
        as.ok("80E40101", NOTHING, false);
        for (String whole : new String[] {TA_RECORD, T_RECORD}) {
            for (int bit = 0; bit < 8 * hex(whole).length; bit++) {
                byte[] record = hex(whole);
                record[bit / 8] ^= (byte) (1 << bit % 8);
                assertEquals(
                        bit / 8 < 2 ? 0x6A80 : 0x6988,
                        as.send("804E0000", record, false).sw(),
                        "bit " + bit);
            }
        }
        assertEquals(0x6A88, as.send("80CA010200").sw(), "nothing came in");
    }
}
