package org.keyrack.applet;

import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Random commands for an AS. */
final class AsSequence extends Sequence {
    private static final String[] PINS = {
        Bench.OPERATOR_PIN, Bench.ADMINISTRATOR_PIN, Bench.CUSTODIAN_PIN, "393939393939FFFF", "3132FFFFFFFFFFFF"
    };
    private static final byte[] LABEL = "LABEL           ".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> records = new ArrayList<>();

    AsSequence(Kind kind, long seed, Set<String> seen) {
        super(kind, Role.AS, seed, seen);
    }

    @Override
    void personalize() {
        ok(apdu(0xDA, 1, 1, cat(hex("00000001"), LABEL), false));
        ok(apdu(0xDA, 0, 0x80, hex(Bench.OPERATOR_PIN), false));
        ok(apdu(0xDA, 0, 0x81, hex(Bench.ADMINISTRATOR_PIN), false));
        ok(verifying(0x81));
        ok(apdu(0xDA, 0, 0x82, hex(Bench.CUSTODIAN_PIN), false));
        ok(verifying(0x82));
        ok(verifying(0x80));
        ok(apdu(0xF0, 0, 1, NOTHING, false));
        if (random.nextBoolean()) {
            load(LONG_T);
            ok(apdu(0xD6, 0, 0, kcv(LONG_T), false));
        }
        load(SHORT_T);
        ok(apdu(0xDC, 1, 0, cat(hex("0101"), kcv(SHORT_T)), false));
        ok(apdu(0xDE, 0, 0, Bench.entry(3, 0x0101, 2, 0x20, SHORT_T, 4), false));
        ok(apdu(0xDE, 0, 0, Bench.entry(4, 0x0101, 2, 1, SHORT_T, Bench.NO_LIMIT), false));
        load(LONG_T);
        ok(apdu(0xDC, 2, 0, cat(hex("0201"), kcv(LONG_T)), false));
        ok(apdu(0xDE, 0, 0, Bench.entry(5, 0, 2, 2, LONG_T, 100), false));
        if (random.nextBoolean()) {
            ok(apdu(0xF0, 0, 7, NOTHING, false));
            ok(verifying(0x80));
        }
    }

    private CommandApdu verifying(int which) {
        return iso(0x20, 0, which, hex(PINS[which - 0x80]));
    }

    private byte[] pin() {
        return hex(PINS[random.nextInt(PINS.length)]);
    }

    @Override
    void answered(CommandApdu command, ResponseApdu answer) {
        if (command.ins() == 0x46 && answer.isSuccess()) {
            loaded(cut(answer.data(), 0, 3), 16 * command.p1());
        } else if (command.ins() == 0x4C && answer.isSuccess()) {
            records.add(answer.data());
        }
    }

    @Override
    CommandApdu next() {
        int which = 0x80 + random.nextInt(3);
        int ref1 = 1 + random.nextInt(8);
        return switch (random.nextInt(42)) {
            case 0, 1 -> component();
            case 2, 3 -> storeT(random.nextInt(6));
            case 4, 5 -> apdu(0x46, 1 + random.nextInt(2), 0, NOTHING, true);
            case 6, 7 -> storeTa();
            case 8 -> successor();
            case 9 -> followingT();
            case 10 -> apdu(0xDA, 1, 1, cat(new byte[4], LABEL), false);
            case 11 -> apdu(0xDA, 0, which, pin(), false);
            case 12 -> apdu(0xDA, 1, 3, Bench.number(random.nextInt(30) == 0 ? random.nextInt(5) : 0, 1), false);
            case 13, 14, 15, 16, 17 -> verifying(which);
            case 18 -> iso(0x20, 0, which, random.nextInt(3) == 0 ? pin() : NOTHING);
            case 19 -> iso(0x24, 0, which, cat(hex(PINS[which - 0x80]), hex(PINS[which - 0x80])));
            case 20 ->
                random.nextInt(4) == 0 ? iso(0x24, 0, which, cat(pin(), hex(PINS[which - 0x80]))) : verifying(which);
            case 21 -> iso(0x2C, 2, 0x80, hex(Bench.OPERATOR_PIN));
            case 22, 23 -> setState(random.nextInt(20) == 0 ? 7 : 4);
            case 24 -> apdu(0xCA, 1, 1, NOTHING, true);
            case 25 -> apdu(0xCA, 1, 2, random.nextBoolean() ? NOTHING : Bench.number(random.nextInt(4), 1), true);
            case 26 -> apdu(0xCA, 1, 3, NOTHING, true);
            case 27 -> verifyReceipt();
            case 28 -> apdu(0xD6, 0, 0, loadedKcv(), false);
            case 29 -> clear(ref1);
            case 30 -> apdu(0x48, random.nextInt(5), 0, Bench.number(ref1, 2), false);
            case 31 -> apdu(0x4A, 0, 0, cat(Bench.number(ref1, 2), Bench.number(random.nextInt(4) - 1, 4)), false);
            case 32 -> apdu(0x4C, 1, random.nextInt(5), NOTHING, true);
            case 33 -> apdu(0x4C, 2, 0, Bench.number(ref1, 2), true);
            case 34 -> importSealed();
            case 35 -> movedKey(ref1);
            default -> exportKey();
        };
    }

    private CommandApdu clear(int ref1) {
        return switch (random.nextInt(5)) {
            case 0 -> apdu(0xE4, 3, 0, NOTHING, false);
            case 1, 2 -> apdu(0xE4, 1, random.nextInt(5), NOTHING, false);
            default -> apdu(0xE4, 2, 0, Bench.number(ref1, 2), false);
        };
    }

    /** GENERATE, and the successor that it is for. */
    private CommandApdu followingT() {
        plan(List.of(this::successor));
        return apdu(0x46, 1 + random.nextInt(2), 0, NOTHING, true);
    }

    /** A key is sealed, cleared, and taken back from its record. */
    private CommandApdu movedKey(int ref1) {
        boolean t = random.nextBoolean();
        int slot = 1 + random.nextInt(2);
        plan(List.of(
                () -> t ? apdu(0xE4, 1, slot, NOTHING, false) : apdu(0xE4, 2, 0, Bench.number(ref1, 2), false),
                () -> apdu(0x4E, 0, 0, records.isEmpty() ? new byte[57] : records.get(records.size() - 1), false)));
        return t ? apdu(0x4C, 1, slot, NOTHING, true) : apdu(0x4C, 2, 0, Bench.number(ref1, 2), true);
    }

    private CommandApdu importSealed() {
        byte[] record = records.isEmpty() ? new byte[57] : records.get(random.nextInt(records.size()));
        return apdu(0x4E, 0, 0, record, false);
    }

    private CommandApdu storeTa() {
        byte[] entry = Bench.entry(
                1 + random.nextInt(9),
                random.nextInt(3) == 0 ? 0 : 0x0101,
                random.nextInt(30) == 0 ? 0xFF : random.nextInt(5),
                random.nextInt(6) == 0 ? random.nextInt(256) : random.nextInt(4),
                new byte[loadedLength()],
                random.nextInt(3));
        System.arraycopy(loadedKcv(), 0, entry, 23, 3);
        return apdu(0xDE, 0, 0, entry, false);
    }

    private CommandApdu successor() {
        byte[] data = cat(
                Bench.number(loadedLength() / 16, 1),
                Bench.number(random.nextInt(5), 1),
                loadedKcv(),
                Bench.number(1 + random.nextInt(9), 2),
                LABEL,
                Bench.number(random.nextInt(4), 4));
        return apdu(0xDC, 1 + random.nextInt(4), 1 + random.nextInt(4), data, false);
    }

    private CommandApdu exportKey() {
        int suite = 1 + random.nextInt(2);
        byte[] r = new byte[16];
        random.nextBytes(r);
        Model.Session session = Model.Session.of(suite == 1 ? SHORT_T : LONG_T, suite, 1, Bench.SN, r);
        int ref1 = 2 + random.nextInt(4);
        byte[] data = cat(
                Bench.SN, Bench.number(ref1, 2), Bench.number(ref1 == 5 ? 0 : random.nextInt(7), 2), r, session.p());
        return apdu(0x54, suite, random.nextInt(5) == 0 ? random.nextInt(6) : suite, data, true);
    }

    private CommandApdu verifyReceipt() {
        int suite = 1 + random.nextInt(2);
        byte[] header = Bench.header(suite, 1, 0, 3, 5, 0x0101, 1, 2, 9);
        Model.Session session = Model.Session.of(suite == 1 ? SHORT_T : LONG_T, suite, 1, Bench.SN, new byte[16]);
        byte[] data = cat(header, new byte[32]);
        return apdu(
                0x58, suite, suite, cat(Bench.SN, new byte[16], header, new byte[16], session.receipt(data)), false);
    }
}
