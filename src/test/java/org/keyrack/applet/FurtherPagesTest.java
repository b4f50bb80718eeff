package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;
import static org.keyrack.applet.Tear.NEW;
import static org.keyrack.applet.Tear.NOTHING;
import static org.keyrack.applet.Tear.OLD;
import static org.keyrack.applet.Tear.tear;

import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.reader.sim.SimulatedUnit;

/** Keys beyond the memory from install are as safe as those in it: power torn at every write, numbers above 127. */
@Tag("rack")
class FurtherPagesTest {
    /** On the second page of an EI, which begins with the 52nd. */
    private static final int LOCATION = 53;
    /** On the second page of an AS, whose number is no positive byte. */
    private static final int KEY = 140;

    private static final byte[] AS = SimulatedUnit.asImage();

    private static Card ei(Kind kind) {
        Card ei = kind.ei();
        ei.ok("80DA0201", Bench.SN, false);
        Bench.storeT(ei, 0, 1, 1, Bench.T);
        for (int ref2 = 1; ref2 <= LOCATION; ref2++) {
            Bench.location(ei, ref2, 0x0101, 3, 0);
        }
        Bench.setState(ei, 1);
        Bench.setState(ei, 7);
        ei.ok("80560000", download(ei, 2, OLD), true);
        return ei;
    }

    private static byte[] download(Card ei, int version, byte[] key) {
        byte[] header = Bench.header(1, 1, 0, 3, LOCATION, 0x0101, 1, version, 1);
        return Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)))
                .importData(header, key);
    }

    @ParameterizedTest
    @EnumSource
    void importKeyIntoALaterPageLeavesTheOldKeyOrTheNewOne(Kind kind) {
        byte[][] command = new byte[1][];
        tear(
                () -> ei(kind),
                ei -> {
                    ei.random.next(hex("f0e1d2c3b4a5968778695a4b3c2d1e0f"));
                    command[0] = download(ei, 3, NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                ei -> cat(
                        ei.ok("80CA0202", Bench.number(LOCATION - 1, 1), true),
                        ei.ok("80CA0203", Bench.number(LOCATION, 2), true)),
                OLD,
                NEW);
    }

    /** Once for all tears: AS is what it has written. */
    @BeforeAll
    static void fill() {
        Card as = Card.as(AS);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        for (int ref1 = 1; ref1 <= KEY; ref1++) {
            Bench.storeTa(as, ref1, 0x0101, 2, 0, Bench.TA, 1000);
        }
        Bench.open(as);
        Bench.export(as, Bench.initiate(Bench.ei()), KEY - 1, 5);
    }

    private static Card as() {
        return Card.as(AS.clone());
    }

    private static byte[] state(Card as) {
        return cat(as.ok("80CA0101", NOTHING, true), as.ok("80CA0102", Bench.number(KEY - 2, 1), true));
    }

    @Test
    void exportsOfTheLastKeysAreCountedOnceEach() {
        byte[] initiate = Bench.initiate(Bench.ei());
        for (int ref1 : new int[] {KEY - 1, KEY}) {
            byte[] command = Bench.exportData(initiate, ref1, 5);
            tear(
                    () -> as(),
                    Bench::verify,
                    as -> as.ok("80540101", command, true),
                    FurtherPagesTest::state,
                    NOTHING,
                    NOTHING);
        }
    }

    @Test
    void aSuccessorsEntryBehindAllOthersComesWithItsTOrNotAtAll() {
        Supplier<Card> loading = () -> {
            Card as = as();
            Bench.verifyBoth(as);
            Bench.setState(as, 1);
            return as;
        };
        byte[] label = Arrays.copyOf(hex("4E455854"), 16);
        Arrays.fill(label, 4, 16, (byte) ' ');
        byte[] data = cat(hex("0102"), kcv(NEW), Bench.number(KEY + 1, 2), label, hex("00000005"));
        tear(
                loading,
                as -> {
                    Bench.verifyBoth(as);
                    as.random.next(NEW);
                    as.ok("80460100", NOTHING, true);
                },
                as -> as.ok("80DC0201", data, false),
                as -> {
                    byte[] state = state(as);
                    // Acts are counted before the act; bars are set before what they are about.
                    state[25] = 0;
                    for (int entry = state.length % 30 + 22; entry < state.length; entry += 30) {
                        state[entry] &= 0x0F;
                    }
                    return state;
                },
                NOTHING,
                NEW);
        Card as = loading.get();
        assertEquals(0x9000, as.send("80CA0102", Bench.number(KEY - 1, 1), true).sw());
    }
}
