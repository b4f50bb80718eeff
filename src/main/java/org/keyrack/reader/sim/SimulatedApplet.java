package org.keyrack.reader.sim;

import com.licel.jcardsim.base.Simulator;
import com.licel.jcardsim.base.SimulatorRuntime;
import java.nio.ByteBuffer;
import java.util.Properties;
import javacard.framework.AID;
import javacard.framework.Applet;
import org.keyrack.applet.AsApplet;
import org.keyrack.applet.AsMemory;
import org.keyrack.applet.EiApplet;
import org.keyrack.applet.EiMemory;
import org.keyrack.applet.KeyObjects;
import org.keyrack.applet.Store;
import org.keyrack.protocol.Role;
import org.keyrack.reader.sim.SimulatedStore.Layout;

/** Which applet a simulated card runs, and how jCardSim comes to it. */
enum SimulatedApplet {
    AS(
            As.class,
            AsMemory.LENGTH,
            AsMemory.COUNTERS_LENGTH,
            AsMemory.KEY_SLOTS,
            AsMemory.PINS,
            AsMemory.PAGE_PLACES,
            AsMemory.FIRST_PLACES,
            AsMemory.PLACES),
    EI(
            Ei.class,
            EiMemory.LENGTH,
            EiMemory.COUNTERS_LENGTH,
            EiMemory.KEY_SLOTS,
            EiMemory.PINS,
            EiMemory.PAGE_LOCATIONS,
            EiMemory.FIRST_LOCATIONS,
            EiMemory.LOCATIONS);

    /** jCardSim calls a static install method: what the applet is made of waits here for the length of that call. */
    private static final ThreadLocal<Parts> INSTALLING = new ThreadLocal<>();

    private final Class<? extends Applet> type;
    private final int length;
    private final int countersLength;
    private final int keySlots;
    private final int pins;
    private final int pageSlots;
    private final int firstEntries;
    private final int mostEntries;

    private record Parts(CardMemory memory, SimulatedRandom random) {}

    SimulatedApplet(
            Class<? extends Applet> type,
            int length,
            int countersLength,
            int keySlots,
            int pins,
            int pageSlots,
            int firstEntries,
            int mostEntries) {
        this.type = type;
        this.length = length;
        this.countersLength = countersLength;
        this.keySlots = keySlots;
        this.pins = pins;
        this.pageSlots = pageSlots;
        this.firstEntries = firstEntries;
        this.mostEntries = mostEntries;
    }

    /** The applet's AID. */
    byte[] aid() {
        return Role.valueOf(name()).aid().toArray();
    }

    private Layout layout() {
        return new Layout(length, countersLength, keySlots, pins, pageSlots);
    }

    /** TA of an AS, or locations of an EI, at most. */
    int mostEntries() {
        return mostEntries;
    }

    /**
     * Bytes of the memory of a card with this applet.
     *
     * @param entries TA, or locations, that it must have room for
     */
    int memoryLength(int entries) {
        int further = Math.max(0, entries - firstEntries);
        return layout().imageLength((further + pageSlots - 1) / pageSlots);
    }

    /**
     * Gives power to a card: a runtime of its own (the default one is shared and cards overwrite each other) with the
     * applet over the card's memory.
     *
     * @param parameters what INSTALL gives the applet in its tag C9; empty whenever the card was installed before
     */
    Simulator boot(SimulatorRuntime runtime, CardMemory memory, SimulatedRandom random, byte[] parameters) {
        Simulator card = new Card(runtime);
        INSTALLING.set(new Parts(memory, random));
        try {
            byte[] aid = aid();
            byte[] data = installData(aid, parameters);
            card.installApplet(new AID(aid, (short) 0, (byte) aid.length), type, data, (short) 0, (byte) data.length);
        } finally {
            INSTALLING.remove();
        }
        card.changeProtocol("T=1");
        return card;
    }

    /** Lengths and values of the instance's AID, of its privileges and of its parameters (Java Card API, Applet.install). */
    private static byte[] installData(byte[] aid, byte[] parameters) {
        return ByteBuffer.allocate(aid.length + parameters.length + 4)
                .put((byte) aid.length)
                .put(aid)
                .put((byte) 1)
                .put((byte) 0)
                .put((byte) parameters.length)
                .put(parameters)
                .array();
    }

    private Store newStore() {
        return storeOver(INSTALLING.get().memory());
    }

    /** The applet's store over a card's memory. */
    Store storeOver(CardMemory memory) {
        return new SimulatedStore(memory, layout());
    }

    /** Does not look for applets in a hundred system properties. */
    private static final class Card extends Simulator {
        Card(SimulatorRuntime runtime) {
            super(runtime, new Properties());
        }
    }

    /** The AS applet over simulated memory. Public for jCardSim's reflection. */
    public static final class As extends AsApplet {
        private As() {
            super(AS.newStore(), new KeyObjects(), INSTALLING.get().random());
        }

        public static void install(byte[] parameters, short offset, byte length) {
            new As().join(parameters, offset, length);
        }
    }

    /** The EI applet over simulated memory. Public for jCardSim's reflection. */
    public static final class Ei extends EiApplet {
        private Ei() {
            super(EI.newStore(), new KeyObjects(), INSTALLING.get().random());
        }

        public static void install(byte[] parameters, short offset, byte length) {
            new Ei().join(parameters, offset, length);
        }
    }
}
