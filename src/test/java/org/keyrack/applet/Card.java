package org.keyrack.applet;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.utils.AIDUtil;
import java.util.HexFormat;
import javacard.framework.AID;
import javacard.framework.APDU;
import javacard.framework.Applet;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;

/** One applet on a simulated card of its own. */
final class Card {
    static final String AS_AID = "F04B4559524B4153";
    static final String EI_AID = "F04B4559524B4549";

    private static final ThreadLocal<Runnable> MAKER = new ThreadLocal<>();
    /** What the last command of this thread left in its APDU buffer. */
    private static final ThreadLocal<byte[]> BUFFER = new ThreadLocal<>();

    /** An AS made of given parts. */
    public static final class As extends AsApplet {
        As(Store store, Aes aes, RandomSource random) {
            super(store, aes, random);
        }

        public static void install(byte[] parameters, short offset, byte length) {
            MAKER.get().run();
        }

        @Override
        public void process(APDU apdu) {
            try {
                super.process(apdu);
            } finally {
                BUFFER.set(apdu.getBuffer().clone());
            }
        }

        void registered() {
            register();
        }
    }

    /** An EI made of given parts. */
    public static final class Ei extends EiApplet {
        Ei(Store store, Aes aes, RandomSource random) {
            super(store, aes, random);
        }

        public static void install(byte[] parameters, short offset, byte length) {
            MAKER.get().run();
        }

        @Override
        public void process(APDU apdu) {
            try {
                super.process(apdu);
            } finally {
                BUFFER.set(apdu.getBuffer().clone());
            }
        }

        void registered() {
            register();
        }
    }

    private final Simulator simulator = new Simulator(new SimulatorRuntime());
    private final AID aid;
    private final String text;
    CountingAes aes;
    UnitApplet unit;
    ChosenRandom random;
    ImageStore store;
    private int tearAt = -1;

    private Card(String aid) {
        this.text = aid;
        this.aid = AIDUtil.create(aid);
    }

    static Card as(byte[] image) {
        return as(image, -1);
    }

    static Card ei(byte[] image) {
        return ei(image, -1);
    }

    /** Boots, with power torn at that write of the recovery. */
    static Card as(byte[] image, int tearAt) {
        Card card = new Card(AS_AID);
        card.tearAt = tearAt;
        card.install(As.class, () -> {
            card.parts(ImageStore.as(image));
            As unit = new As(card.store, card.aes, card.random);
            card.unit = unit;
            unit.registered();
        });
        return card;
    }

    /** Boots, with power torn at that write of the recovery. */
    static Card ei(byte[] image, int tearAt) {
        Card card = new Card(EI_AID);
        card.tearAt = tearAt;
        card.install(Ei.class, () -> {
            card.parts(ImageStore.ei(image));
            Ei unit = new Ei(card.store, card.aes, card.random);
            card.unit = unit;
            unit.registered();
        });
        return card;
    }

    static Card as() {
        return as(ImageStore.asImage());
    }

    static Card ei() {
        return ei(ImageStore.eiImage());
    }

    /** With the store of a real card. */
    static Card realAs() {
        Card card = new Card(AS_AID);
        card.install(AsApplet.class, () -> {});
        return card;
    }

    /** With the store of a real card. */
    static Card realEi() {
        Card card = new Card(EI_AID);
        card.install(EiApplet.class, () -> {});
        return card;
    }

    private void parts(ImageStore newStore) {
        store = newStore;
        if (tearAt >= 0) {
            store.tearAfter(tearAt);
        }
        aes = new CountingAes();
        random = new ChosenRandom();
    }

    private void install(Class<? extends Applet> type, Runnable maker) {
        MAKER.set(maker);
        try {
            // What a card's installer passes: the instance's AID, no control information, no applet data.
            byte[] name = HexFormat.of().parseHex(text);
            byte[] parameters = new byte[name.length + 3];
            parameters[0] = (byte) name.length;
            System.arraycopy(name, 0, parameters, 1, name.length);
            simulator.installApplet(aid, type, parameters, (short) 0, (byte) parameters.length);
        } finally {
            MAKER.remove();
        }
        select();
    }

    byte[] select() {
        return simulator.selectAppletWithResult(aid);
    }

    void changeProtocol(String protocol) {
        simulator.changeProtocol(protocol);
        reset();
    }

    void reset() {
        simulator.reset();
        select();
    }

    ResponseApdu raw(byte[] command) {
        try {
            return ResponseApdu.parse(simulator.transmitCommand(command));
        } catch (ProtocolFailure failure) {
            throw new AssertionError(failure);
        }
    }

    /** The APDU buffer as the last command left it: other applets of a card may read it. */
    static byte[] buffer() {
        return BUFFER.get().clone();
    }

    /** Sends a command in hexadecimal. */
    ResponseApdu send(String command) {
        return raw(HexFormat.of().parseHex(command.replace(" ", "")));
    }

    /** Sends a command of a header and data, with Le 00 when asked to. */
    ResponseApdu send(String header, byte[] data, boolean answerDue) {
        String body = data.length == 0
                ? ""
                : String.format("%02X", data.length) + HexFormat.of().formatHex(data);
        return send(header + body + (answerDue ? "00" : ""));
    }

    /** Sends a command whose success is a condition of the test. */
    byte[] ok(String header, byte[] data, boolean answerDue) {
        ResponseApdu answer = send(header, data, answerDue);
        if (!answer.isSuccess()) {
            throw new AssertionError(header + " answered " + answer);
        }
        return answer.data();
    }
}
