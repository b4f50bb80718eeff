package org.keyrack.reader.sim;

import java.util.Arrays;

/**
 * The non-volatile memory of one simulated card: an image of bytes that outlives power, perhaps kept in a file, and that
 * can be torn in the middle of a write.
 */
final class CardMemory {
    private final byte[] image;
    private final Keeper keeper;
    private final Supply supply;

    /** Where an image is kept besides. */
    interface Keeper {
        /** The image has changed there. */
        void keep(byte[] image, int offset, int length);
    }

    /** The power of one card, which all parts of its memory share. */
    private static final class Supply {
        private int writesUntilTorn;
        private boolean torn;
    }

    /** Power went in the middle of a write: nothing after it happens. Never leaves the card. */
    static final class PowerTorn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PowerTorn() {
            super("Power torn", null, false, false);
        }
    }

    /** @param image new (all zero) or kept from before; not copied */
    CardMemory(byte[] image, Keeper keeper) {
        this(image, keeper, new Supply());
    }

    private CardMemory(byte[] image, Keeper keeper, Supply supply) {
        this.image = image;
        this.keeper = keeper;
        this.supply = supply;
    }

    /** A part of this memory as a memory of its own: a tear counts the writes of all parts. Only whole parts are written. */
    CardMemory part(int from, int length) {
        Keeper above = (bytes, offset, count) -> {
            System.arraycopy(bytes, offset, image, from + offset, count);
            keeper.keep(image, from + offset, count);
        };
        return new CardMemory(Arrays.copyOfRange(image, from, from + length), above, supply);
    }

    /** A memory that is lost with the process. */
    static CardMemory volatileFor(int length) {
        return new CardMemory(new byte[length], (bytes, offset, count) -> {});
    }

    byte[] image() {
        return image;
    }

    /** Tears the write with this number, counted from 1 from now on; 0 takes that back. */
    void tearAt(int write) {
        supply.writesUntilTorn = write;
    }

    /** Whether power was torn and has not come back. */
    boolean torn() {
        return supply.torn;
    }

    void powerOn() {
        supply.torn = false;
        supply.writesUntilTorn = 0;
    }

    /** One non-volatile write of more than one byte: torn, its first half is written. */
    void put(int offset, byte[] source, int sourceOffset, int length) {
        boolean now = tearing();
        int written = now ? length / 2 : length;
        System.arraycopy(source, sourceOffset, image, offset, written);
        keeper.keep(image, offset, written);
        if (now) {
            throw new PowerTorn();
        }
    }

    /** One non-volatile write of one byte: torn, it does not happen. */
    void putByte(int offset, byte value) {
        if (tearing()) {
            throw new PowerTorn();
        }
        image[offset] = value;
        keeper.keep(image, offset, 1);
    }

    /** Counts a write; what a finally block of the applet still wants to write after the tear is refused too. */
    private boolean tearing() {
        if (supply.torn) {
            throw new PowerTorn();
        }
        if (supply.writesUntilTorn > 0 && --supply.writesUntilTorn == 0) {
            supply.torn = true;
        }
        return supply.torn;
    }
}
