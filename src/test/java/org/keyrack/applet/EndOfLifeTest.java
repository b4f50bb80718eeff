package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TERMINATED: every secret is wiped, at whatever write power is torn; what is public stays, and nothing else is answered. */
class EndOfLifeTest {
    private static final byte[] NOTHING = {};
    private static final byte[] KBK = cat(hex("e0e1e2e3e4e5e6e7e8e9eaebecedeeef"), Bench.SN, Bench.SN);
    private static final byte[] KPERSO = hex("303132333435363738393a3b3c3d3e3f");

    private static Card as(Kind kind) {
        Card as = kind.as();
        Bench.load(as, KBK);
        as.ok("80D60000", kcv(KBK), false);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, Bench.TA, 1000);
        Bench.open(as);
        Bench.verifyAdministrator(as);
        return as;
    }

    private static Card ei(Kind kind) {
        Card ei = kind.ei();
        ei.ok("80DA0201", Bench.SN, false);
        Bench.storeT(ei, 0, 1, 1, Bench.T);
        return ei;
    }

    private static void assertWipedWhereverTorn(Supplier<Card> make, int tag, List<byte[]> secrets) {
        Card whole = make.get();
        byte[] before = whole.ok(String.format("80CA%04X", tag), NOTHING, true);
        int start = whole.power.writes();
        whole.ok("80F0007F", NOTHING, false);
        int writes = whole.power.writes() - start;
        assertTrue(writes >= secrets.size(), writes + " writes");
        int ended = 0;
        for (int tear = 0; tear <= writes; tear++) {
            // Power may also be torn while SELECT goes on with the wipe, at each of its writes.
            int more = 0;
            for (int second = -1; second < more; second++) {
                Card card = make.get();
                card.power.tearAfter(tear);
                card.send("80F0007F");
                if (second >= 0) {
                    card.powerUp(second);
                }
                int recovered = card.power.writes();
                card.reset();
                if (second < 0) {
                    more = card.power.writes() - recovered;
                }
                boolean isOver = card.select()[2] == 0x7F;
                String contents = Model.hex(card.contents());
                for (byte[] secret : secrets) {
                    boolean held = contents.contains(Model.hex(secret));
                    assertEquals(!isOver, held, "torn at " + tear + " and " + second);
                }
                if (isOver) {
                    byte[] after = card.ok(String.format("80CA%04X", tag), NOTHING, true);
                    assertArrayEquals(cut(before, 0, 8), cut(after, 0, 8), "public bytes stay");
                }
                ended += isOver && second < 0 ? 1 : 0;
            }
        }
        assertTrue(ended >= writes, "the state comes first");
    }

    private static List<byte[]> secretsOfAs() {
        return List.of(
                Bench.T,
                Bench.TA,
                KBK,
                hex(Bench.OPERATOR_PIN),
                hex(Bench.ADMINISTRATOR_PIN),
                hex(Bench.CUSTODIAN_PIN));
    }

    @ParameterizedTest
    @EnumSource
    void anAsKeepsNoSecret(Kind kind) {
        assertWipedWhereverTorn(() -> as(kind), 0x0101, secretsOfAs());
        Card as = as(kind);
        as.ok("80F0007F", NOTHING, false);
        byte[] identity = as.ok("80CA0101", NOTHING, true);
        assertArrayEquals(hex("7F000000"), cut(identity, 20, 4), "no tries");
        assertArrayEquals(cat(hex("010101"), kcv(Bench.T)), cut(identity, 30, 6));
        assertArrayEquals(kcv(KBK), cut(as.ok("80CA0103", NOTHING, true), 3, 3));
        for (String pin : List.of(Bench.OPERATOR_PIN, Bench.ADMINISTRATOR_PIN, Bench.CUSTODIAN_PIN)) {
            assertFalse(Model.hex(as.contents()).contains(pin.toLowerCase(java.util.Locale.ROOT)));
        }
        for (String command : List.of(
                "0020008008" + Bench.OPERATOR_PIN,
                "00200081",
                "8054010124" + "00".repeat(36),
                "8058010148" + "00".repeat(72),
                "80F00001",
                "80460100",
                "8050000010" + "00".repeat(16))) {
            assertEquals(0x6985, as.send(command).sw(), command);
        }
        assertEquals(0x6700, as.send("80540101").sw(), "the length comes before");
    }

    @ParameterizedTest
    @EnumSource
    void anEiKeepsNoSecret(Kind kind) {
        assertWipedWhereverTorn(() -> ei(kind), 0x0201, List.of(Bench.T));
    }

    @ParameterizedTest
    @EnumSource
    void kpersoIsGoneOnceAUnitIsOperationalOrTerminatedWhereverTorn(Kind kind) {
        for (int tear = 0; tear < 40; tear++) {
            Card ei = kind.ei(KPERSO);
            SessionHost host = new SessionHost(ei, KPERSO);
            host.open();
            host.ok("80DA0201", Bench.SN);
            byte[][] components = Bench.components(Bench.T);
            host.ok("80D80000", cat(components[0], kcv(components[0])));
            host.ok("80D80100", cat(components[1], kcv(components[1])));
            host.ok("80DC0000", cat(hex("0101"), kcv(Bench.T)));
            host.ok("80F00001", NOTHING);
            assertTrue(Model.hex(ei.contents()).contains(Model.hex(KPERSO)));
            ei.power.tearAfter(tear);
            host.send(tear % 2 == 0 ? "80F00007" : "80F0007F", NOTHING);
            ei.reset();
            byte state = ei.select()[2];
            assertEquals(state == 1, Model.hex(ei.contents()).contains(Model.hex(KPERSO)), "torn at " + tear);
            assertTrue(tear < 2 || state != 1);
        }
    }
}
