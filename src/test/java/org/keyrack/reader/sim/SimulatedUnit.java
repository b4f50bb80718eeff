package org.keyrack.reader.sim;

import org.keyrack.applet.Store;

/** The virtual bench's store for a unit, for the applets' own tests: its writes counted, its power torn at any of them. */
public final class SimulatedUnit {
    private final SimulatedApplet applet;
    private final CardMemory memory;
    private int writes;

    private SimulatedUnit(SimulatedApplet applet, byte[] image) {
        this.applet = applet;
        this.memory = new CardMemory(image, (bytes, offset, length) -> writes++);
    }

    /** @param image of a unit, not copied */
    public static SimulatedUnit as(byte[] image) {
        return new SimulatedUnit(SimulatedApplet.AS, image);
    }

    /** @param image of a unit, not copied */
    public static SimulatedUnit ei(byte[] image) {
        return new SimulatedUnit(SimulatedApplet.EI, image);
    }

    /** Memory of a new AS. */
    public static byte[] asImage() {
        return new byte[SimulatedApplet.AS.memoryLength(SimulatedApplet.AS.mostEntries())];
    }

    /** Memory of a new EI. */
    public static byte[] eiImage() {
        return new byte[SimulatedApplet.EI.memoryLength(SimulatedApplet.EI.mostEntries())];
    }

    /** The store, made anew at each power-up. */
    public Store store() {
        return applet.storeOver(memory);
    }

    /** A copy of the memory. */
    public byte[] image() {
        return memory.image().clone();
    }

    /** Non-volatile writes until now. */
    public int writes() {
        return writes;
    }

    /** Tears the write after that many more have been done. */
    public void tearAfter(int more) {
        memory.tearAt(more + 1);
    }

    /** Power is back, and stays. */
    public void restore() {
        memory.powerOn();
    }
}
