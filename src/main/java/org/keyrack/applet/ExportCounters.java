package org.keyrack.applet;

/**
 * Ctr and the exports left of the key exported last: one record, written at every export. It goes round {@link #PLACES}
 * places of an array of its own, so that no cell of a card's memory wears faster than all of them together.
 *
 * <p>A place is a mark (1), Ctr (4), index of the entry or {@link #NO_ENTRY} (1), exports left (4). In each round the marks
 * are all 1 or all 2; the place that counts is the last whose mark is the first place's. A record is written behind the
 * old mark of the next place and then the mark changes, which is one byte: before, the old record counts, after, the new.
 */
final class ExportCounters {
    /** Offset of exports left in a record, which starts with Ctr. */
    static final short LEFT = (short) 5;
    /** Offset of the index of the entry in a record. */
    static final short ENTRY = (short) 4;
    /** Entry of a record whose exports left are nobody's. */
    static final byte NO_ENTRY = (byte) 0xFF;
    /** Bytes of a record. */
    static final short RECORD_LENGTH = (short) 9;

    private static final short PLACES = (short) 64;
    private static final short PLACE_LENGTH = (short) (1 + RECORD_LENGTH);
    /** Bytes of the array. */
    static final short LENGTH = (short) (PLACES * PLACE_LENGTH);

    private static final short NONE = (short) -1;

    private final Store store;

    ExportCounters(Store store) {
        this.store = store;
    }

    /** Number of the place that counts, or NONE before the first export. */
    private short place() {
        byte mark = store.counter((short) 0);
        if (mark == 0) {
            return NONE;
        }
        short counts = 0;
        short other = PLACES;
        while ((short) (counts + 1) < other) {
            short middle = (short) ((short) (counts + other) / 2);
            if (store.counter((short) (middle * PLACE_LENGTH)) == mark) {
                counts = middle;
            } else {
                other = middle;
            }
        }
        return counts;
    }

    /** Offset in the array of the record that counts, or a negative number before the first export. */
    short record() {
        short place = place();
        return place == NONE ? NONE : (short) (place * PLACE_LENGTH + 1);
    }

    /** Makes a record of volatile memory the one that counts. */
    void append(byte[] ram, short record) {
        short place = (short) (place() + 1);
        byte mark = store.counter((short) 0);
        if (place == PLACES) {
            place = 0;
        }
        if (place == 0) {
            mark = mark == Store.FIRST ? Store.SECOND : Store.FIRST;
        }
        short at = (short) (place * PLACE_LENGTH);
        store.putCounters((short) (at + 1), ram, record, RECORD_LENGTH);
        store.putCounter(at, mark);
    }
}
