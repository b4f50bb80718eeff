package org.keyrack.applet;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Random sequences of commands, good and malformed, to which applet and plain Java answer with the same bytes. */
class SameAnswersTest {
    private static final byte[] NOTHING = {};
    private static final byte[] SHORT_T = Bench.T;
    private static final byte[] LONG_T = hex("101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
    private static final String[] PINS = {
        Bench.OPERATOR_PIN, Bench.ADMINISTRATOR_PIN, "393939393939FFFF", "3132FFFFFFFFFFFF", "3132333435363738"
    };

    @ParameterizedTest
    @EnumSource
    void sequencesAreAnsweredAlike(Kind kind) {
        // Every status word of protocol.md that these units can give must have come up, or the sequences are too tame.
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 12; seed++) {
            new As(kind, seed, seen).run(250);
            new Ei(kind, seed, seen).run(250);
        }
        for (String sw : List.of(
                "9000", "6300", "63C0", "63C1", "63C2", "6700", "6981", "6982", "6983", "6984", "6985", "6986", "6988",
                "6A80", "6A81", "6A86", "6A88", "6D00", "6E00")) {
            assertTrue(seen.contains(sw), sw + " not among " + seen);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("rack")
    void manySequencesAreAnsweredAlike(Kind kind) {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1000; seed < 1100; seed++) {
            new As(kind, seed, seen).run(500);
            new Ei(kind, seed, seen).run(500);
        }
        assertTrue(seen.size() > 15);
    }

    /** What both kinds of sequence have in common. */
    private abstract static class Sequence {
        final Random random;
        final Twin unit;
        private final Set<String> seen;

        Sequence(long seed, Twin unit, Set<String> seen) {
            this.random = new Random(seed);
            this.unit = unit;
            this.seen = seen;
        }

        abstract void personalize();

        abstract CommandApdu next();

        void run(int commands) {
            if (random.nextInt(4) != 0) {
                personalize();
            }
            for (int i = 0; i < commands; i++) {
                if (random.nextInt(60) == 0) {
                    unit.reset();
                }
                CommandApdu command = next();
                if (random.nextInt(5) == 0) {
                    command = spoiled(command);
                }
                if (command.cla() != 0 || command.ins() != 0xA4) {
                    ResponseApdu answer = unit.send(command);
                    seen.add(String.format("%04X", answer.sw()));
                    answered(command, answer);
                }
            }
        }

        void answered(CommandApdu command, ResponseApdu answer) {}

        CommandApdu apdu(int ins, int p1, int p2, byte[] data, boolean due) {
            return new CommandApdu(0x80, ins, p1, p2, data, due);
        }

        CommandApdu iso(int ins, int p1, int p2, byte[] data) {
            return new CommandApdu(0x00, ins, p1, p2, data, false);
        }

        byte[] key() {
            return random.nextBoolean() ? SHORT_T : LONG_T;
        }

        private CommandApdu spoiled(CommandApdu good) {
            byte[] data = good.data().clone();
            int[] header = {good.cla(), good.ins(), good.p1(), good.p2()};
            switch (random.nextInt(5)) {
                case 0 -> header[random.nextInt(4)] = random.nextInt(256);
                case 1 -> header[2 + random.nextInt(2)] ^= 1 << random.nextInt(8);
                case 2 -> data = cut(data, 0, data.length / 2);
                case 3 -> data = cat(data, new byte[1 + random.nextInt(3)]);
                default -> {
                    if (data.length > 0) {
                        data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                }
            }
            return new CommandApdu(header[0], header[1], header[2], header[3], data, good.answerDue());
        }

        CommandApdu component() {
            byte[] key = key();
            return apdu(0xD8, random.nextInt(4) == 0 ? 1 : 0, 0, cat(key, kcv(key)), false);
        }

        CommandApdu storeT(int slot) {
            byte[] key = key();
            int suite = random.nextInt(12) == 0 ? 3 : key.length / 16;
            return apdu(
                    0xDC, slot, 0, cat(Bench.number(suite, 1), Bench.number(random.nextInt(4), 1), kcv(key)), false);
        }

        CommandApdu setState() {
            int[] states = {0x00, 0x01, 0x07, 0x07, 0x7F, 0x02};
            int state = states[random.nextInt(states.length)];
            return apdu(0xF0, 0, state == 0x7F && random.nextInt(10) != 0 ? 1 : state, NOTHING, false);
        }
    }

    private static final class As extends Sequence {
        As(Kind kind, long seed, Set<String> seen) {
            super(seed, Twin.as(kind, seed), seen);
        }

        @Override
        void personalize() {
            unit.ok(0xD8, 0, 0, cat(SHORT_T, kcv(SHORT_T)), false);
            unit.ok(0xDC, 1, 0, cat(hex("0101"), kcv(SHORT_T)), false);
            unit.ok(0xDE, 0, 0, Bench.entry(3, 0x0101, 2, 0x20, SHORT_T, 4), false);
            unit.ok(0xDE, 0, 0, Bench.entry(4, 0x0101, 2, 1, SHORT_T, Bench.NO_LIMIT), false);
            unit.ok(0xD8, 0, 0, cat(LONG_T, kcv(LONG_T)), false);
            unit.ok(0xDC, 2, 0, cat(hex("0201"), kcv(LONG_T)), false);
            unit.ok(0xDE, 0, 0, Bench.entry(5, 0, 2, 2, LONG_T, 100), false);
            unit.ok(0xDA, 1, 1, cat(hex("00000001"), new byte[16]), false);
            unit.ok(0xDA, 0, 0x80, hex(Bench.OPERATOR_PIN), false);
            unit.ok(0xDA, 0, 0x81, hex(Bench.ADMINISTRATOR_PIN), false);
            unit.ok(0x20, 0, 0x81, hex(Bench.ADMINISTRATOR_PIN), false);
            unit.ok(0xF0, 0, 1, NOTHING, false);
            unit.ok(0xF0, 0, 7, NOTHING, false);
            unit.ok(0x20, 0, 0x80, hex(Bench.OPERATOR_PIN), false);
        }

        private byte[] pin() {
            return hex(PINS[random.nextInt(PINS.length)]);
        }

        @Override
        CommandApdu next() {
            int which = 0x80 + random.nextInt(2);
            return switch (random.nextInt(20)) {
                case 0 -> component();
                case 1 -> storeT(random.nextInt(6));
                case 2 -> apdu(0x46, 1 + random.nextInt(2), 0, NOTHING, true);
                case 3 -> storeTa();
                case 4 ->
                    apdu(
                            0xDA,
                            1,
                            1,
                            cat(new byte[4], "LABEL           ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                            false);
                case 5 -> apdu(0xDA, 0, which, pin(), false);
                case 6, 7 -> iso(0x20, 0, which, hex(which == 0x80 ? Bench.OPERATOR_PIN : Bench.ADMINISTRATOR_PIN));
                case 8 -> iso(0x20, 0, which, random.nextBoolean() ? pin() : NOTHING);
                case 9 -> iso(0x24, 0, which, cat(pin(), pin()));
                case 10 -> iso(0x2C, 2, 0x80, hex(Bench.OPERATOR_PIN));
                case 11 -> setState();
                case 12 -> apdu(0xCA, 1, 1, NOTHING, true);
                case 13 -> apdu(0xCA, 1, 2, random.nextBoolean() ? NOTHING : Bench.number(random.nextInt(4), 1), true);
                case 14 -> verifyReceipt();
                default -> exportKey();
            };
        }

        private CommandApdu storeTa() {
            byte[] key = key();
            int attributes = random.nextInt(6) == 0 ? random.nextInt(256) : random.nextInt(4);
            byte[] entry =
                    Bench.entry(1 + random.nextInt(9), 0x0101, random.nextInt(5), attributes, key, random.nextInt(3));
            return apdu(0xDE, 0, 0, entry, false);
        }

        private CommandApdu exportKey() {
            int suite = 1 + random.nextInt(2);
            byte[] r = new byte[16];
            random.nextBytes(r);
            Model.Session session = Model.Session.of(suite == 1 ? SHORT_T : LONG_T, suite, 1, Bench.SN, r);
            int ref1 = 2 + random.nextInt(4);
            byte[] data = cat(
                    Bench.SN,
                    Bench.number(ref1, 2),
                    Bench.number(ref1 == 5 ? 0 : random.nextInt(7), 2),
                    r,
                    session.p());
            return apdu(0x54, suite, random.nextInt(5) == 0 ? random.nextInt(6) : suite, data, true);
        }

        private CommandApdu verifyReceipt() {
            int suite = 1 + random.nextInt(2);
            byte[] header = Bench.header(suite, 1, 0, 3, 5, 0x0101, 1, 2, 9);
            Model.Session session = Model.Session.of(suite == 1 ? SHORT_T : LONG_T, suite, 1, Bench.SN, new byte[16]);
            byte[] data = cat(header, new byte[32]);
            return apdu(
                    0x58,
                    suite,
                    suite,
                    cat(Bench.SN, new byte[16], header, new byte[16], session.receipt(data)),
                    false);
        }
    }

    private static final class Ei extends Sequence {
        private byte[] initiate = new byte[38];

        Ei(Kind kind, long seed, Set<String> seen) {
            super(seed, Twin.ei(kind, seed), seen);
        }

        @Override
        void personalize() {
            byte[] t = key();
            unit.ok(0xDA, 2, 1, Bench.SN, false);
            unit.ok(0xD8, 0, 0, cat(t, kcv(t)), false);
            unit.ok(0xDC, 0, 0, cat(Bench.number(t.length / 16, 1), hex("01"), kcv(t)), false);
            unit.ok(0xDA, 2, 2, hex("0005010103000000000000"), false);
            unit.ok(0xDA, 2, 2, hex("0006010101000000000000"), false);
            unit.ok(0xDA, 2, 2, hex("0007010103010000000000"), false);
            unit.ok(0xF0, 0, 1, NOTHING, false);
            unit.ok(0xF0, 0, 7, NOTHING, false);
        }

        @Override
        void answered(CommandApdu command, ResponseApdu answer) {
            if (answer.data().length == 38) {
                initiate = answer.data();
            } else if (answer.data().length == 58) {
                initiate = cut(answer.data(), 20, 38);
            }
        }

        @Override
        CommandApdu next() {
            return switch (random.nextInt(20)) {
                case 0 -> component();
                case 1 -> storeT(0);
                case 2 -> apdu(0xDA, 2, 1, Bench.SN, false);
                case 3 -> location();
                case 4 -> setState();
                case 5 -> apdu(0xCA, 2, 1, NOTHING, true);
                case 6 -> apdu(0xCA, 2, 2, random.nextBoolean() ? NOTHING : Bench.number(random.nextInt(4), 1), true);
                case 7 -> apdu(0xCA, 2, 3, Bench.number(random.nextInt(9), 2), true);
                case 8, 9, 10, 11, 12 -> apdu(0x52, 0, 0, NOTHING, true);
                default -> importKey();
            };
        }

        private CommandApdu location() {
            byte[] entry = cat(
                    Bench.number(random.nextInt(9), 2),
                    hex("0101"),
                    Bench.number(random.nextInt(5), 1),
                    Bench.number(random.nextInt(4) == 0 ? random.nextInt(4) : 0, 1),
                    new byte[5]);
            return apdu(0xDA, 2, 2, entry, false);
        }

        /** Most are right in all but one field at random; T may have been replaced by the same value of another version. */
        private CommandApdu importKey() {
            int suite = initiate[1] == 0 ? 1 : initiate[1];
            byte[] t = suite == 1 ? SHORT_T : LONG_T;
            int ref2 = random.nextInt(8) == 0 ? 0 : 5 + random.nextInt(3);
            byte[] ta = ref2 == 0 ? t : key();
            byte[] header = Bench.header(
                    suite,
                    initiate[2],
                    ref2 == 0 ? 2 : random.nextInt(2),
                    3,
                    ref2,
                    ref2 == 0 ? 0 : 0x0101,
                    ta.length / 16,
                    random.nextInt(20),
                    random.nextInt(1000));
            if (random.nextInt(3) == 0) {
                header[random.nextInt(16)] ^= (byte) (1 << random.nextInt(8));
            }
            Model.Session session = Model.Session.of(t, suite, initiate[2], Bench.SN, Bench.r(initiate));
            byte[] data = session.data(header, ta);
            if (random.nextInt(10) == 0) {
                data[16 + random.nextInt(data.length - 16)] ^= 1;
            }
            return apdu(0x56, random.nextInt(2), 0, cat(cut(header, 6, 2), data, session.cas(data)), true);
        }
    }
}
