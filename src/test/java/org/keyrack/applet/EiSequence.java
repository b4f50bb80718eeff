package org.keyrack.applet;

import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.Set;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;

/** Random commands for an EI. */
final class EiSequence extends Sequence {
    private byte[] initiate = new byte[38];

    EiSequence(Kind kind, long seed, Set<String> seen) {
        super(kind, Role.EI, seed, seen);
    }

    @Override
    void personalize() {
        byte[] t = key();
        ok(apdu(0xDA, 2, 1, Bench.SN, false));
        load(t);
        ok(apdu(0xDC, 0, 0, cat(Bench.number(t.length / 16, 1), hex("01"), kcv(t)), false));
        ok(apdu(0xDA, 2, 2, hex("0005010103000000000000"), false));
        ok(apdu(0xDA, 2, 2, hex("0006010101000000000000"), false));
        ok(apdu(0xDA, 2, 2, hex("0007010103010000000000"), false));
        if (random.nextInt(4) != 0) {
            ok(apdu(0xF0, 0, 1, NOTHING, false));
            ok(apdu(0xF0, 0, 7, NOTHING, false));
        }
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
            case 0, 1 -> component();
            case 2 -> storeT(0);
            case 3 -> apdu(0xDA, 2, 1, Bench.SN, false);
            case 4 -> location();
            case 5 -> setState(random.nextInt(30) == 0 ? 7 : 4);
            case 6 -> apdu(0xCA, 2, 1, NOTHING, true);
            case 7 -> apdu(0xCA, 2, 2, random.nextBoolean() ? NOTHING : Bench.number(random.nextInt(4), 1), true);
            case 8 -> apdu(0xCA, 2, 3, Bench.number(random.nextInt(9), 2), true);
            case 9, 10, 11, 12 -> apdu(0x52, 0, 0, NOTHING, true);
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
