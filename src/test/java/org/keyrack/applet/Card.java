package org.keyrack.applet;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.utils.AIDUtil;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javacard.framework.AID;
import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISOException;
import javacard.framework.SystemException;
import org.keyrack.protocol.apdu.ProtocolFailure;
import org.keyrack.protocol.apdu.ResponseApdu;
import org.keyrack.reader.sim.SimulatedUnit;

/** One applet on a simulated card of its own. */
final class Card {
    static final String AS_AID = "F04B4559524B4153";
    static final String EI_AID = "F04B4559524B4549";

    private static final ThreadLocal<Runnable> MAKER = new ThreadLocal<>();
    /** What the last command of this thread left in its APDU buffer. */
    private static final ThreadLocal<byte[]> BUFFER = new ThreadLocal<>();

    /** An AS made of given parts. */
    public static final class As extends AsApplet {
        private final Card card;

        As(Card card) {
            super(card.parts(), card.objects, card.random);
            this.card = card;
        }

        @Override
        Aes makeAes(Transients transients) {
            return card.watched(transients);
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
        private final Card card;

        Ei(Card card) {
            super(card.parts(), card.objects, card.random);
            this.card = card;
        }

        @Override
        Aes makeAes(Transients transients) {
            return card.watched(transients);
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
    Power power;
    CountingKeyObjects objects = new CountingKeyObjects(false);
    CountingAes aes;
    Transients transients;
    UnitApplet unit;
    ChosenRandom random;
    Store store;
    /** Where the virtual bench's store has everything; null over the store of a real card. */
    SimulatedUnit memory;

    private Function<Card, Store> makeStore;

    private Card(String aid) {
        this.text = aid;
        this.aid = AIDUtil.create(aid);
    }

    static Card as(byte[] image) {
        return simulatedAs(image, -1, new byte[0]);
    }

    static Card ei(byte[] image) {
        return simulatedEi(image, -1, new byte[0]);
    }

    /** Boots, with power torn at that write of the recovery; a Kperso is given to a new card only. */
    static Card simulatedAs(byte[] image, int tearAt, byte[] kperso) {
        return over(AS_AID, kperso, card -> card.simulated(SimulatedUnit.as(image), tearAt));
    }

    /** As {@link #simulatedAs}. */
    static Card simulatedEi(byte[] image, int tearAt, byte[] kperso) {
        return over(EI_AID, kperso, card -> card.simulated(SimulatedUnit.ei(image), tearAt));
    }

    static Card as() {
        return as(SimulatedUnit.asImage());
    }

    static Card ei() {
        return ei(SimulatedUnit.eiImage());
    }

    /** With the store of a real card. */
    static Card realAs() {
        return real(AS_AID, new byte[0], false);
    }

    /** With the store of a real card. */
    static Card realEi() {
        return real(EI_AID, new byte[0], false);
    }

    /** With the store of a real card, which may have no AES-256. */
    static Card real(String aid, byte[] kperso, boolean onlyShort) {
        return real(aid, kperso, new CountingKeyObjects(onlyShort));
    }

    /** With the store of a real card, and key objects of its own kind. */
    static Card real(String aid, byte[] kperso, CountingKeyObjects keys) {
        return over(aid, kperso, card -> {
            card.objects = keys;
            TornCardStore made = aid.equals(AS_AID) ? TornCardStore.as(card.objects) : TornCardStore.ei(card.objects);
            card.power = made;
            return made;
        });
    }

    private Store simulated(SimulatedUnit simulated, int tearAt) {
        memory = simulated;
        power = Power.of(simulated);
        if (tearAt >= 0) {
            power.tearAfter(tearAt);
        }
        return simulated.store();
    }

    private static Card over(String aid, byte[] kperso, Function<Card, Store> store) {
        Card card = new Card(aid);
        card.makeStore = store;
        boolean as = aid.equals(AS_AID);
        card.install(as ? As.class : Ei.class, () -> {
            if (as) {
                As unit = new As(card);
                unit.personalizationKey(kperso, (short) 0, (short) kperso.length);
                card.unit = unit;
                unit.registered();
            } else {
                Ei unit = new Ei(card);
                unit.personalizationKey(kperso, (short) 0, (short) kperso.length);
                card.unit = unit;
                unit.registered();
            }
        });
        return card;
    }

    /**
     * An applet as a card's installer makes it, with nothing of the tests in it.
     *
     * @param parameters LV AID, LV control information, LV applet data
     */
    static Card installed(String aid, byte[] parameters) {
        Card card = new Card(aid);
        Class<? extends Applet> type = aid.equals(AS_AID) ? AsApplet.class : EiApplet.class;
        card.simulator.installApplet(card.aid, type, parameters, (short) 0, (byte) parameters.length);
        card.select();
        return card;
    }

    /** An applet over the store of a real card, with the random numbers of a card; made as its install method makes it. */
    static void installedWith(String aid, Supplier<RandomSource> numbers) {
        KeyObjects keys = new KeyObjects();
        AtomicReference<RuntimeException> refused = new AtomicReference<>();
        MAKER.set(() -> {
            try {
                Applet made = aid.equals(AS_AID)
                        ? new AsApplet(TornCardStore.as(keys), keys, numbers.get()) {}
                        : new EiApplet(TornCardStore.ei(keys), keys, numbers.get()) {};
                throw new AssertionError(made + " was made");
            } catch (ISOException cause) {
                refused.set(cause);
                throw cause;
            }
        });
        try {
            new Card(aid).simulator.installApplet(AIDUtil.create(aid), aid.equals(AS_AID) ? As.class : Ei.class);
        } catch (SystemException failed) {
            // The simulator's installer tells no more; a card answers the status word.
        } finally {
            MAKER.remove();
        }
        if (refused.get() != null) {
            throw refused.get();
        }
    }

    private static final ThreadLocal<UnitApplet> NEW = new ThreadLocal<>();

    /** Objects that install makes, store and all, before anything is selected. */
    static int objectsOfInstall(String aid) {
        Card card = new Card(aid);
        CountingKeyObjects keys = new CountingKeyObjects(false);
        MAKER.set(() -> NEW.set(aid.equals(AS_AID) ? new AsApplet(keys) {} : new EiApplet(keys) {}));
        try {
            card.simulator.installApplet(card.aid, aid.equals(AS_AID) ? As.class : Ei.class);
        } catch (SystemException notRegistered) {
            // It is not to be used, only counted.
        } finally {
            MAKER.remove();
        }
        UnitApplet unit = NEW.get();
        NEW.remove();
        if (!keys.made().isEmpty()) {
            throw new AssertionError(keys.made() + " key objects are made at install");
        }
        return Objects.of(unit);
    }

    private Store parts() {
        random = new ChosenRandom();
        store = makeStore.apply(this);
        return store;
    }

    private Aes watched(Transients newTransients) {
        transients = newTransients;
        aes = new CountingAes(objects, newTransients);
        return aes;
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

    /** Everything that the non-volatile memory holds, keys as well. */
    byte[] contents() {
        return memory != null ? memory.image() : ((TornCardStore) store).contents();
    }

    /** Takes the power away and gives it back, to be torn again at that write of the recovery. */
    void powerUp(int tearAt) {
        power.restore();
        power.tearAfter(tearAt);
        simulator.reset();
        select();
    }

    /** Takes the power away, gives it back and selects. */
    void reset() {
        if (power != null) {
            power.restore();
        }
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

    boolean isAs() {
        return text.equals(AS_AID);
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
