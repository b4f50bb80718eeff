package org.keyrack.applet;

import static org.keyrack.applet.Model.cat;
import static org.keyrack.applet.Model.cut;
import static org.keyrack.applet.Model.hex;
import static org.keyrack.applet.Model.kcv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.apdu.CommandApdu;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.protocol.crypto.PersonalizationSession;
import org.keyrack.protocol.crypto.SecretKeyBytes;

/** Random commands for a unit, some in a session: what sequences for an AS and for an EI have in common. */
abstract class Sequence {
    static final byte[] NOTHING = {};
    static final byte[] SHORT_T = Bench.T;
    static final byte[] LONG_T = hex("101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f");
    private static final byte[] KPERSO = hex("303132333435363738393a3b3c3d3e3f");

    final Random random;
    final Twin unit;
    private final Role role;
    private final boolean guarded;
    private final Set<String> seen;
    private Optional<PersonalizationSession> session = Optional.empty();
    /** What the key that is being loaded will be, as far as the host knows. */
    private byte[] loadedKcv = new byte[3];

    private int loadedLength = 16;
    /** What comes next instead of something at random. */
    private final Deque<Supplier<CommandApdu>> plan = new ArrayDeque<>();

    Sequence(Kind kind, Role role, long seed, Set<String> seen) {
        this.random = new Random(seed);
        this.role = role;
        this.guarded = random.nextInt(3) == 0;
        byte[] kperso = guarded ? KPERSO : NOTHING;
        this.unit = role == Role.AS ? Twin.as(kind, seed, kperso) : Twin.ei(kind, seed, kperso);
        this.seen = seen;
    }

    abstract void personalize();

    abstract CommandApdu next();

    void answered(CommandApdu command, ResponseApdu answer) {}

    final void run(int commands) {
        if (guarded) {
            open();
        }
        if (random.nextInt(5) != 0) {
            personalize();
        }
        for (int i = 0; i < commands; i++) {
            if (random.nextInt(60) == 0) {
                unit.reset();
                session = Optional.empty();
            }
            if (guarded && random.nextInt(session.isPresent() ? 60 : 6) == 0) {
                open();
            }
            boolean planned = !plan.isEmpty();
            CommandApdu command = planned ? plan.remove().get() : next();
            if (!planned && random.nextInt(5) == 0) {
                command = spoiled(command);
            }
            if (command.cla() != 0 || command.ins() != 0xA4) {
                answered(command, transmit(command));
            }
        }
    }

    private void open() {
        byte[] rh = new byte[16];
        random.nextBytes(rh);
        ResponseApdu answer = transmit(apdu(0x50, 0, 0, rh, true));
        session = answer.isSuccess()
                ? Optional.of(new PersonalizationSession(
                        SecretKeyBytes.taking(KPERSO.clone()), role, Bytes.of(rh), Bytes.of(cut(answer.data(), 0, 16))))
                : Optional.empty();
    }

    /** Most of what is guarded goes through the session; some of it is altered on its way. */
    private ResponseApdu transmit(CommandApdu command) {
        boolean read = command.ins() == 0xCA || command.ins() == 0x50;
        if (session.isEmpty() || read || (command.cla() & 0x7F) != 0 || random.nextInt(20) == 0) {
            ResponseApdu answer = unit.send(command);
            count(command, answer, false);
            return answer;
        }
        CommandApdu sealed = session.get().protect(command);
        byte[] data = sealed.data().clone();
        if (random.nextInt(40) == 0) {
            data[random.nextInt(data.length)] ^= 1;
        } else if (random.nextInt(60) == 0) {
            data = cut(data, 0, random.nextInt(data.length));
        }
        ResponseApdu answer =
                unit.send(new CommandApdu(sealed.cla(), sealed.ins(), sealed.p1(), sealed.p2(), data, true));
        count(command, answer, true);
        if (answer.sw() == 0x6988 || answer.sw() == 0x6982) {
            // Perhaps the session is over; if not, the next command tells.
            session = random.nextInt(8) == 0 ? session : Optional.empty();
        }
        return session.isPresent() ? session.get().open(answer).orElse(answer) : answer;
    }

    private void count(CommandApdu command, ResponseApdu answer, boolean inSession) {
        seen.add(String.format("%04X", answer.sw()));
        if (answer.isSuccess()) {
            seen.add(String.format("done %02X", command.ins()));
            if (command.ins() == 0xDC && command.p2() != 0) {
                seen.add("done successor");
            }
            if (inSession) {
                seen.add("done session");
            }
        }
    }

    /** Plans commands that make sense one after another; each is made when its turn comes. */
    final void plan(List<Supplier<CommandApdu>> commands) {
        plan.addAll(commands);
    }

    /** A command whose success is a condition of the sequence. */
    final void ok(CommandApdu command) {
        ResponseApdu answer = transmit(command);
        if (!answer.isSuccess() && random.nextInt(40) != 0 && !guarded) {
            throw new AssertionError(String.format("INS %02X answered %04X", command.ins(), answer.sw()));
        }
        answered(command, answer);
    }

    final CommandApdu apdu(int ins, int p1, int p2, byte[] data, boolean due) {
        return new CommandApdu(0x80, ins, p1, p2, data, due);
    }

    final CommandApdu iso(int ins, int p1, int p2, byte[] data) {
        return new CommandApdu(0x00, ins, p1, p2, data, false);
    }

    final byte[] key() {
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

    /** A first or further component of one of two keys, or one that leaves nothing. */
    final CommandApdu component() {
        byte[] key = key();
        boolean further = random.nextBoolean();
        byte[] component = Bench.components(key)[further ? 1 : 0];
        if (random.nextInt(20) == 0) {
            component = random.nextBoolean() ? new byte[16] : Bench.components(key)[0];
        }
        loaded(kcv(key), key.length);
        return apdu(0xD8, further ? 1 : 0, 0, cat(component, kcv(component)), false);
    }

    /** Loads a key whole. */
    final void load(byte[] key) {
        byte[][] components = Bench.components(key);
        ok(apdu(0xD8, 0, 0, cat(components[0], kcv(components[0])), false));
        ok(apdu(0xD8, 1, 0, cat(components[1], kcv(components[1])), false));
        loaded(kcv(key), key.length);
    }

    final void loaded(byte[] newKcv, int length) {
        loadedKcv = newKcv;
        loadedLength = length;
    }

    final byte[] loadedKcv() {
        return loadedKcv;
    }

    final int loadedLength() {
        return loadedLength;
    }

    final CommandApdu storeT(int slot) {
        int suite = random.nextInt(12) == 0 ? 3 : loadedLength / 16;
        int version = random.nextInt(20) == 0 ? 0xFF : random.nextInt(4);
        return apdu(0xDC, slot, 0, cat(Bench.number(suite, 1), Bench.number(version, 1), loadedKcv), false);
    }

    final CommandApdu setState(int most) {
        int[] states = {0x01, 0x07, 0x07, 0x01, 0x00, 0x7F, 0x02};
        int state = states[random.nextInt(most)];
        return apdu(0xF0, 0, state == 0x7F && random.nextInt(20) != 0 ? 1 : state, NOTHING, false);
    }
}
