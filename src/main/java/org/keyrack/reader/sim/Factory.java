package org.keyrack.reader.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.keyrack.reader.sim.RackFile.ApplicationKey;
import org.keyrack.reader.sim.RackFile.AsCard;
import org.keyrack.reader.sim.RackFile.KeyType;
import org.keyrack.reader.sim.RackFile.Location;
import org.keyrack.reader.sim.RackFile.SetKey;
import org.keyrack.reader.sim.RackFile.State;
import org.keyrack.reader.sim.RackFile.UnitGroup;

/** Personalizes simulated cards by the commands of docs/protocol.md, Personalization, as a factory would. */
final class Factory {
    static final long NO_LIMIT = 0xFFFFFFFFL;

    private static final int LABEL = 16;
    private static final int PIN = 8;
    private static final int OPERATOR = 0x80;
    private static final int ADMINISTRATOR = 0x81;

    private final SimulatedCard card;

    private Factory(SimulatedCard card) {
        this.card = card;
    }

    /** Makes an AS of a blank card; it is left without power. */
    static void personalize(SimulatedCard card, AsCard as, List<SetKey> sets) {
        Factory factory = new Factory(card);
        factory.powered(SimulatedApplet.AS, () -> factory.makeAs(as, sets));
    }

    /** Makes an EI of a blank card; it is left without power. */
    static void personalize(SimulatedCard card, UnitGroup group, long serial) {
        Factory factory = new Factory(card);
        factory.powered(SimulatedApplet.EI, () -> factory.makeEi(group, serial));
        for (Location location : group.locations()) {
            if (location.key() != null) {
                Download.deliver(card, group.set(), serial, location);
            }
        }
    }

    private void powered(SimulatedApplet applet, Runnable work) {
        card.powerOn();
        try {
            send(CardCommand.SELECT, 0x04, 0x00, applet.aid());
            work.run();
        } finally {
            card.powerOff();
        }
    }

    private void makeAs(AsCard as, List<SetKey> sets) {
        send(CardCommand.PUTDATA, 0x01, 0x01, buffer(20).put(as.id()).put(label(as.label())));
        for (SetKey set : sets) {
            if (as.slots().contains(set.slot())) {
                storeT(set, set.slot());
            }
        }
        for (ApplicationKey key : as.keys()) {
            storeTa(key);
        }
        send(CardCommand.PUTDATA, 0x00, OPERATOR, pin(as.operatorPin()));
        send(CardCommand.PUTDATA, 0x00, ADMINISTRATOR, pin(as.adminPin()));
        if (as.state() != State.BLANK) {
            setState(State.LOADING);
            send(CardCommand.VERIFY, 0x00, ADMINISTRATOR, pin(as.adminPin()));
            if (as.state() != State.LOADING) {
                setState(as.state());
            }
        }
    }

    private void makeEi(UnitGroup group, long serial) {
        send(CardCommand.PUTDATA, 0x02, 0x01, buffer(8).putLong(serial));
        storeT(group.set(), 0);
        for (Location location : group.locations()) {
            int types = location.types().stream().mapToInt(KeyType::code).sum();
            send(
                    CardCommand.PUTDATA,
                    0x02,
                    0x02,
                    buffer(11)
                            .putShort((short) location.ref())
                            .put(location.appId())
                            .put((byte) types)
                            .put((byte) (location.writeOnce() ? 1 : 0)));
        }
        if (group.state() != State.BLANK) {
            setState(State.LOADING);
            if (group.state() != State.LOADING) {
                setState(group.state());
            }
        }
    }

    private void storeT(SetKey set, int slot) {
        loadKey(set.transportKey());
        send(
                CardCommand.STORET,
                slot,
                0x00,
                buffer(5).put((byte) set.suite()).put((byte) set.version()).put(Kcv.of(set.transportKey())));
    }

    private void storeTa(ApplicationKey key) {
        loadKey(key.value());
        int attributes = (key.diversify() ? 1 : 0) | (key.transport() ? 2 : 0);
        for (int slot : key.barredSlots()) {
            attributes |= 8 << slot;
        }
        send(
                CardCommand.STORETA,
                0x00,
                0x00,
                buffer(30)
                        .putShort((short) key.ref())
                        .put(label(key.label()))
                        .put(key.appId())
                        .put((byte) key.type().code())
                        .put((byte) key.version())
                        .put((byte) attributes)
                        .put(Kcv.of(key.value()))
                        .putInt((int) key.exports()));
    }

    private void loadKey(byte[] key) {
        send(
                CardCommand.LOADCOMPONENT,
                0x00,
                0x00,
                buffer(key.length + 3).put(key).put(Kcv.of(key)));
    }

    private void setState(State state) {
        send(CardCommand.SETSTATE, 0x00, state.code(), new byte[0]);
    }

    private void send(CardCommand command, int p1, int p2, ByteBuffer data) {
        send(command, p1, p2, bytes(data));
    }

    private void send(CardCommand command, int p1, int p2, byte[] data) {
        expectSuccess(card, command, p1, p2, data, command == CardCommand.SELECT);
    }

    /** Sends one command and answers its data; whatever the card refuses, the rack file has not been checked enough. */
    static byte[] expectSuccess(
            SimulatedCard card, CardCommand command, int p1, int p2, byte[] data, boolean answerDue) {
        byte[] answer;
        try {
            answer = card.transmit(apdu(command, p1, p2, data, answerDue));
        } catch (IOException impossible) {
            throw new IllegalStateException("A card without faults dropped the link", impossible);
        }
        int end = answer.length - 2;
        if ((answer[end] & 0xFF) != 0x90 || answer[end + 1] != 0) {
            throw new IllegalStateException(
                    String.format("A blank card answered %s with %02X%02X", command, answer[end], answer[end + 1]));
        }
        return Arrays.copyOf(answer, end);
    }

    static byte[] apdu(CardCommand command, int p1, int p2, byte[] data, boolean answerDue) {
        ByteBuffer apdu = buffer(4 + (data.length > 0 ? 1 + data.length : 0) + (answerDue ? 1 : 0));
        apdu.put((byte) command.cla()).put((byte) command.ins()).put((byte) p1).put((byte) p2);
        if (data.length > 0) {
            apdu.put((byte) data.length).put(data);
        }
        return bytes(apdu);
    }

    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length);
    }

    /** The whole buffer, what was not written being zero. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.rewind().get(bytes);
        return bytes;
    }

    private static byte[] label(String label) {
        byte[] padded = new byte[LABEL];
        Arrays.fill(padded, (byte) ' ');
        byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, padded, 0, ascii.length);
        return padded;
    }

    static byte[] pin(char[] digits) {
        byte[] padded = new byte[PIN];
        Arrays.fill(padded, (byte) 0xFF);
        for (int i = 0; i < digits.length; i++) {
            padded[i] = (byte) digits[i];
        }
        return padded;
    }
}
