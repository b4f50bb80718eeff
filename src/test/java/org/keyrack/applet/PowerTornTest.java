package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;
import static org.keyrack.applet.Tear.NEW;
import static org.keyrack.applet.Tear.NOTHING;
import static org.keyrack.applet.Tear.OLD;
import static org.keyrack.applet.Tear.tear;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 26 of faults.md in an EI: see {@link Tear}. */
class PowerTornTest {
    /** An EI that holds key OLD, version 2, in location 5. */
    private static Card loadedEi(Kind kind) {
        Card ei = emptyEi(kind);
        ei.ok("80560000", download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 2, 1), OLD), true);
        return ei;
    }

    private static Card emptyEi(Kind kind) {
        return Bench.blankEi(kind.ei(), Bench.SN, 1, 1, Bench.T);
    }

    private static byte[] download(Card ei, byte[] header, byte[] key) {
        return Model.Session.of(Bench.T, 1, 1, Bench.SN, Bench.r(Bench.initiate(ei)))
                .importData(header, key);
    }

    /** Everything an EI tells, with the key of location 5 as the next download would meet it. */
    private static byte[] eiState(Card ei) {
        byte[] locations = ei.send("80CA020200").data();
        byte[] download = ei.send("80CA020302000500").data();
        byte[] transport = ei.send("80CA020302000000").data();
        return cat(ei.ok("80CA0201", NOTHING, true), locations, download, transport, keys(ei));
    }

    /** The keys in use by bank and slot, as the store gives them. */
    private static byte[] keys(Card card) {
        EiMemory memory = new EiMemory(card.store);
        byte[] t = new byte[32];
        if (memory.hasT()) {
            memory.loadT().getKey(t, (short) 0);
        }
        short location = memory.find(hex("0005"), (short) 0);
        byte[] key = new byte[32];
        if (location != EiMemory.NONE) {
            byte bank = bankInUse(card, (short) (1 + location));
            if (bank != 0) {
                card.store.loadKey((short) (1 + location), bank).getKey(key, (short) 0);
            }
        }
        return cat(t, key);
    }

    /** The one bank that holds a key; two at once would be a key left behind. */
    private static byte bankInUse(Card card, short slot) {
        boolean first = card.store.isKeyPresent(slot, Store.FIRST);
        boolean second = card.store.isKeyPresent(slot, Store.SECOND);
        assertFalse(first && second);
        return first ? Store.FIRST : second ? Store.SECOND : (byte) 0;
    }

    @ParameterizedTest
    @EnumSource
    void importKeyLeavesTheOldKeyOrTheNewOne(Kind kind) {
        byte[] header = Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2);
        byte[][] command = new byte[1][];
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        Tear.Outcome outcome = tear(
                () -> loadedEi(kind),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, header, NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                PowerTornTest::eiState,
                OLD,
                NEW);
        // Key (its bytes and its length in the bench's store), record, selector, wipe of the old key after the flip.
        assertEquals(kind == Kind.CARD ? new Tear.Outcome(4, 3, 1) : new Tear.Outcome(6, 4, 2), outcome);
    }

    @ParameterizedTest
    @EnumSource
    void importKeyIntoAnEmptyLocationLeavesItEmptyOrLoaded(Kind kind) {
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        Tear.Outcome outcome = tear(
                () -> emptyEi(kind),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2), NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                PowerTornTest::eiState,
                NOTHING,
                NEW);
        assertEquals(kind == Kind.CARD ? new Tear.Outcome(3, 3, 0) : new Tear.Outcome(4, 4, 0), outcome);
    }

    @ParameterizedTest
    @EnumSource
    void aTransportKeyLeavesTheOldTOrTheNewOneWithItsSubkey(Kind kind) {
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        Tear.Outcome outcome = tear(
                () -> loadedEi(kind),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 2, 99, 0, 0, 1, 2, 2), NEW);
                },
                ei -> ei.ok("80560000", command[0], true),
                ei -> {
                    byte[] state = eiState(ei);
                    byte[] initiate = Bench.initiate(ei);
                    byte[] t = initiate[2] == 1 ? Bench.T : NEW;
                    Model.Session session = Model.Session.of(t, 1, initiate[2], Bench.SN, Bench.r(initiate));
                    assertArrayEquals(session.p(), cut(initiate, 30, 8));
                    return state;
                },
                Bench.T,
                NEW);
        assertEquals(kind == Kind.CARD ? new Tear.Outcome(5, 3, 2) : new Tear.Outcome(7, 4, 3), outcome);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureCountsOnceOrNotAtAll(Kind kind) {
        byte[] r = hex("f0e1d2c3b4a5968778695a4b3c2d1e0f");
        byte[][] command = new byte[1][];
        tear(
                () -> loadedEi(kind),
                ei -> {
                    ei.random.next(r);
                    command[0] = download(ei, Bench.header(1, 1, 0, 3, 5, 0x0101, 1, 3, 2), NEW);
                    command[0][65] ^= 1;
                },
                ei -> {
                    int sw = ei.send("80560000", command[0], true).sw();
                    if (sw != 0x6988) {
                        throw new AssertionError(String.format("%04X", sw));
                    }
                },
                PowerTornTest::eiState,
                NOTHING,
                NEW);
    }

    @ParameterizedTest
    @EnumSource
    void storeTLeavesTheOldTOrTheNewOne(Kind kind) {
        tear(
                () -> {
                    Card ei = kind.ei();
                    ei.ok("80DA0201", Bench.SN, false);
                    Bench.storeT(ei, 0, 1, 1, Bench.T);
                    return ei;
                },
                ei -> Bench.load(ei, NEW),
                ei -> ei.ok("80DC0000", cat(hex("0107"), kcv(NEW)), false),
                PowerTornTest::eiState,
                Bench.T,
                NEW);
    }
}
