package org.keyrack.reader.sim;

/**
 * The non-volatile memory of one simulated card: an image of bytes that outlives power, perhaps kept in a file, and that
 * can be torn in the middle of a write.
 */
final class CardMemory {
    private final byte[] image;
    private final Keeper keeper;
    private int writesUntilTorn;
    private boolean torn;

    /** Where an image is kept besides. */
    interface Keeper {
        /** The image has changed there. */
        void keep(byte[] image, int offset, int length);
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
        this.image = image;
        this.keeper = keeper;
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
        writesUntilTorn = write;
    }

    /** Whether power was torn and has not come back. */
    boolean torn() {
        return torn;
    }

    void powerOn() {
        torn = false;
        writesUntilTorn = 0;
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
        if (torn) {
            throw new PowerTorn();
        }
        if (writesUntilTorn > 0 && --writesUntilTorn == 0) {
            torn = true;
        }
        return torn;
    }
}
