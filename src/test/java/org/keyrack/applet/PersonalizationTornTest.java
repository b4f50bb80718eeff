package org.keyrack.applet;

import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;
import static org.keyrack.applet.Tear.NEW;
import static org.keyrack.applet.Tear.NOTHING;
import static org.keyrack.applet.Tear.OLD;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power torn at every write of every personalization command, and at every write of the recovery: old or new, never half;
 * bars one too many, never one too few. The AS was OPERATIONAL before, so that each of its commands counts an act first.
 */
class PersonalizationTornTest {
    private static final byte[] KBK = cat(Bench.T, Bench.SN, Bench.SN);

    /** In LOADING, with a KBK, T in slots 01 and 02, keys 3 (exported last) and 4. */
    private static Card as(Kind kind) {
        Card as = kind.as();
        Bench.load(as, KBK);
        as.ok("80D60000", kcv(KBK), false);
        Bench.storeT(as, 1, 1, 1, Bench.T);
        Bench.storeT(as, 2, 1, 1, cat(Bench.SN, Bench.SN));
        Bench.storeTa(as, 3, 0x0101, 2, 0, OLD, 1000);
        Bench.storeTa(as, 4, 0x0101, 2, 0x20, hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf"), 500);
        Bench.open(as);
        Bench.export(as, Bench.initiate(Bench.ei()), 3, 5);
        Bench.verifyBoth(as);
        Bench.setState(as, 1);
        as.reset();
        return as;
    }

    /** All that an AS tells, its length of 0101 first. */
    private static byte[] state(Card as) {
        byte[] identity = as.ok("80CA0101", NOTHING, true);
        return cat(
                Bench.number(identity.length, 1),
                identity,
                as.ok("80CA0103", NOTHING, true),
                as.send("80CA010200").data());
    }

    /** Whether a state passes for another: equal but for acts and for bars that it has more. */
    private static boolean passes(byte[] seen, byte[] wanted) {
        if (seen.length != wanted.length || seen[0] != wanted[0]) {
            return false;
        }
        byte[] more = seen.clone();
        more[1 + 25] = wanted[1 + 25];
        int origins = 1 + seen[0] + 6;
        for (int slot = origins; slot < origins + 4; slot++) {
            more[slot] = withoutMore(seen[slot], wanted[slot], 0x80);
        }
        for (int entry = origins + 4; entry < seen.length; entry += 30) {
            more[entry + 22] = withoutMore(seen[entry + 22], wanted[entry + 22], 0xF4);
        }
        return Arrays.equals(more, wanted);
    }

    private static byte withoutMore(byte seen, byte wanted, int bars) {
        return (byte) (seen & ~(bars & ~wanted));
    }

    private static void tear(Kind kind, Consumer<Card> prepared, Consumer<Card> command) {
        tear(kind, prepared, command, NOTHING, NOTHING);
    }

    private static void tear(
            Kind kind, Consumer<Card> prepared, Consumer<Card> command, byte[] oldSecret, byte[] newSecret) {
        Consumer<Card> session = as -> {
            Bench.verifyBoth(as);
            prepared.accept(as);
        };
        Tear.tear(
                () -> as(kind),
                session,
                command,
                PersonalizationTornTest::state,
                PersonalizationTornTest::passes,
                oldSecret,
                newSecret);
    }

    private static void nothing(Card as) {
        // The command needs no more than dual control.
    }

    private static void loadNew(Card as) {
        Bench.load(as, NEW);
    }

    private static byte[] ref1(int ref1) {
        return Bench.number(ref1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void storingKeysLeavesTheOldOrTheNewOne(Kind kind) {
        tear(
                kind,
                PersonalizationTornTest::loadNew,
                as -> as.ok("80DC0100", cat(hex("0107"), kcv(NEW)), false),
                NOTHING,
                NEW);
        tear(
                kind,
                PersonalizationTornTest::loadNew,
                as -> as.ok("80DC0300", cat(hex("0107"), kcv(NEW)), false),
                NOTHING,
                NEW);
        tear(
                kind,
                PersonalizationTornTest::loadNew,
                as -> as.ok("80DE0000", Bench.entry(3, 0x0101, 7, 0, NEW, 9), false),
                OLD,
                NEW);
        byte[] newKbk = cat(NEW, Bench.T);
        tear(kind, as -> Bench.load(as, newKbk), as -> as.ok("80D60000", kcv(newKbk), false), KBK, newKbk);
    }

    @ParameterizedTest
    @EnumSource
    void aSuccessorComesWithItsEntryAndItsBarsOrNotAtAll(Kind kind) {
        Consumer<Card> drawn = as -> {
            as.random.next(NEW);
            as.ok("80460100", NOTHING, true);
        };
        byte[] label = Arrays.copyOf(hex("4E455854"), 16);
        Arrays.fill(label, 4, 16, (byte) ' ');
        for (int ref1 : new int[] {3, 7}) {
            byte[] data = cat(hex("0102"), kcv(NEW), ref1(ref1), label, hex("00000005"));
            for (String slots : new String[] {"0301", "0102"}) {
                tear(kind, drawn, as -> as.ok("80DC" + slots, data, false), NOTHING, NEW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clearingAllowingAndExportsLeftHappenOrNot(Kind kind) {
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("80E40101", NOTHING, false));
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("80E40200", ref1(3), false), OLD, NOTHING);
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("80E40300", NOTHING, false), KBK, NOTHING);
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("804A0000", cat(ref1(3), hex("00000009")), false));
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("804A0000", cat(ref1(4), hex("00000009")), false));
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("80DA0103", hex("03"), false));
        tear(kind, PersonalizationTornTest::nothing, as -> as.ok("80F00007", NOTHING, false));
        // A bar that ALLOW lifts is there or not: state() must see it.
        Tear.tear(
                () -> as(kind),
                Bench::verifyBoth,
                as -> as.ok("80480200", ref1(4), false),
                as -> as.send("80CA010200").data(),
                NOTHING,
                NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void sealedRecordsComeInWholeOrNotAtAll(Kind kind) {
        Card origin = as(kind);
        Bench.verifyBoth(origin);
        Bench.verify(origin);
        byte[] t = origin.ok("804C0101", NOTHING, true);
        byte[] ta = origin.ok("804C0200", ref1(3), true);
        takenIn(kind, "80E40101", NOTHING, t);
        takenIn(kind, "80E40200", ref1(3), ta);
    }

    private static void takenIn(Kind kind, String clear, byte[] cleared, byte[] record) {
        Tear.tear(
                () -> {
                    Card as = as(kind);
                    Bench.verifyBoth(as);
                    as.ok(clear, cleared, false);
                    return as;
                },
                Bench::verifyBoth,
                as -> as.ok("804E0000", record, false),
                PersonalizationTornTest::state,
                PersonalizationTornTest::passes,
                NOTHING,
                NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEiIsToldBeforeItsKeysIsThereOrNot(Kind kind) {
        for (String command :
                new String[] {"80DA0201080011223344556677", "80DA02020B0005010103000000000000", "80F00001"}) {
            Tear.tear(
                    kind::ei,
                    ei -> {},
                    ei -> {
                        if (ei.send(command).sw() != 0x9000) {
                            throw new AssertionError("6F00");
                        }
                    },
                    ei -> cat(
                            ei.ok("80CA0201", NOTHING, true),
                            ei.send("80CA020200").data()),
                    NOTHING,
                    NOTHING);
        }
    }
}
