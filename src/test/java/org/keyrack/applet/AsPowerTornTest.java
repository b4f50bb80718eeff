package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;
import static org.keyrack.applet.Tear.NEW;
import static org.keyrack.applet.Tear.NOTHING;
import static org.keyrack.applet.Tear.OLD;
import static org.keyrack.applet.Tear.tear;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 26 of faults.md in an AS: see {@link Tear}. */
class AsPowerTornTest {
    private static Card as(Kind kind) {
        Card as = kind.as();
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeTa(as, 3, 0x0101, 2, 0, OLD, 1000);
        Bench.storeTa(as, 4, 0x0101, 2, 0, hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"), 500);
        Bench.open(as);
        Bench.export(as, Bench.initiate(Bench.ei()), 4, 5);
        as.reset();
        return as;
    }

    private static byte[] asState(Card as) {
        return cat(as.ok("80CA0101", NOTHING, true), as.send("80CA010200").data());
    }

    /**
     * The state without acts, which are counted before the act, and without the bars of slot 01: a tear may leave one too
     * many, never one too few.
     */
    private static byte[] stateWithBars(Card as) {
        byte[] state = asState(as);
        state[25] = 0;
        boolean renewed = state[32] == 7;
        for (int entry = 36; entry < state.length; entry += 30) {
            int attributes = state[entry + 22];
            assertTrue(!renewed || (attributes & 0x10) != 0, "a key may leave under a T that came after it");
            state[entry + 22] &= (byte) ~0x10;
        }
        return state;
    }

    private static byte[] stateWithoutActs(Card as) {
        byte[] state = asState(as);
        state[25] = 0;
        return state;
    }

    @ParameterizedTest
    @EnumSource
    void exportKeyCountsCtrAndExportsLeftTogetherBeforeAnythingIsSent(Kind kind) {
        byte[] initiate = Bench.initiate(Bench.ei());
        for (int ref1 : new int[] {3, 4}) {
            byte[] command = Bench.exportData(initiate, ref1, 5);
            tear(
                    () -> as(kind),
                    Bench::verify,
                    as -> as.ok("80540101", command, true),
                    AsPowerTornTest::asState,
                    NOTHING,
                    NOTHING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCtrThatWasSentIsNeverUsedAgain(Kind kind) {
        byte[] initiate = Bench.initiate(Bench.ei());
        Card as = as(kind);
        int lastSent = 1;
        int exports = 0;
        for (int tear = 0; tear < 12; tear++) {
            as.reset();
            Bench.verify(as);
            as.power.tearAfter(tear);
            int sw = 0x9000;
            while (sw == 0x9000) {
                org.keyrack.protocol.apdu.ResponseApdu answer =
                        as.send("80540101", Bench.exportData(initiate, exports % 2 == 0 ? 3 : 4, 5), true);
                sw = answer.sw();
                if (sw == 0x9000) {
                    int ctr = ((answer.data()[14] & 0xFF) << 8) | (answer.data()[15] & 0xFF);
                    assertTrue(ctr > lastSent, ctr + " after " + lastSent);
                    lastSent = ctr;
                    exports++;
                }
            }
            assertEquals(0x6F00, sw);
        }
        assertTrue(exports >= 6);
        as.reset();
        byte[] directory = as.send("80CA010200").data();
        int left = left(directory, 0) + left(directory, 1);
        // Each tear may cost an export that was never sent, and never gives one back.
        assertTrue(left <= 1000 + 499 - exports && left >= 1000 + 499 - exports - 12, "left " + left);
    }

    private static int left(byte[] directory, int entry) {
        return ((directory[30 * entry + 28] & 0xFF) << 8) | (directory[30 * entry + 29] & 0xFF);
    }

    @ParameterizedTest
    @EnumSource
    void storeTAndStoreTaInAnAsLeaveTheOldKeyOrTheNewOne(Kind kind) {
        Supplier<Card> loading = () -> {
            Card open = as(kind);
            Bench.verifyBoth(open);
            Bench.setState(open, 1);
            return open;
        };
        Consumer<Card> session = as -> {
            Bench.verifyBoth(as);
            Bench.load(as, NEW);
        };
        tear(
                loading,
                session,
                as -> as.ok("80DC0100", cat(hex("0107"), kcv(NEW)), false),
                AsPowerTornTest::stateWithBars,
                Bench.T,
                NEW);
        tear(
                loading,
                session,
                as -> as.ok("80DE0000", Bench.entry(3, 0x0101, 7, 0, NEW, 9), false),
                AsPowerTornTest::stateWithoutActs,
                OLD,
                NEW);
        // The key exported last, whose exports left are in the commit record.
        tear(
                loading,
                session,
                as -> as.ok("80DE0000", Bench.entry(4, 0x0101, 7, 0, NEW, 9), false),
                AsPowerTornTest::stateWithoutActs,
                hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"),
                NEW);
    }

    @ParameterizedTest
    @EnumSource
    void verifySpendsItsTryBeforeItCompares(Kind kind) {
        for (int tear = 0; tear < 2; tear++) {
            Card as = as(kind);
            as.power.tearAfter(tear);
            int sw = as.send("0020008008" + "393939393939FFFF").sw();
            assertEquals(tear == 0 ? 0x6F00 : 0x63C2, sw);
            as.reset();
            assertEquals(tear == 0 ? 3 : 2, as.ok("80CA0101", NOTHING, true)[21]);
        }
        // A right PIN torn between its two writes has cost its try; OwnerPIN does both as one.
        if (kind == Kind.SIMULATED) {
            Card as = as(kind);
            as.power.tearAfter(1);
            assertEquals(0x6F00, as.send("0020008008" + Bench.OPERATOR_PIN).sw());
            as.reset();
            assertEquals(2, as.ok("80CA0101", NOTHING, true)[21]);
            Bench.verify(as);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changeLeavesTheOldPinOrTheNewOne(Kind kind) {
        String renewed = "35353535FFFFFFFF";
        tear(
                () -> as(kind),
                Bench::verify,
                as -> as.ok("00240080", hex(Bench.OPERATOR_PIN + renewed), false),
                as -> {
                    boolean old = as.send("0020008008" + Bench.OPERATOR_PIN).sw() == 0x9000;
                    boolean fresh = as.send("0020008008" + renewed).sw() == 0x9000;
                    assertTrue(old ^ fresh);
                    return new byte[] {(byte) (old ? 1 : 2)};
                },
                NOTHING,
                NOTHING);
    }
}
