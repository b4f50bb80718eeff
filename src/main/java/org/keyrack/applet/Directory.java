package org.keyrack.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;

/** The paged answer of GET DATA 0102 and 0202: entries ascend by their reference, 6310 when more remain. */
abstract class Directory {
    private static final short LARGEST_ANSWER = (short) 256;
    private static final short NONE = (short) -1;

    private final byte[] ram;

    Directory(Transients transients) {
        ram = transients.ram;
    }

    /** Places for entries. */
    abstract short places();

    abstract boolean isPresent(short place);

    /** The reference of an entry that is present. */
    abstract short reference(short place);

    abstract short entryLength();

    /** Copies an entry that is present. */
    abstract void read(short place, byte[] buffer, short offset);

    /** The place of the smallest reference above that of a place, or the smallest of all after {@code NONE}. */
    private short after(short place) {
        short best = NONE;
        short places = places();
        for (short i = 0; i < places; i++) {
            if (isPresent(i)
                    && (place == NONE || isBelow(reference(place), reference(i)))
                    && (best == NONE || isBelow(reference(i), reference(best)))) {
                best = i;
            }
        }
        return best;
    }

    /** Unsigned comparison. */
    private static boolean isBelow(short a, short b) {
        return (short) (a ^ (short) 0x8000) < (short) (b ^ (short) 0x8000);
    }

    /** The place of an entry by its number; that of the next page is known, so that a directory is not counted for each. */
    private short place(short number) {
        if (number != 0 && number == (short) (ram[Transients.DIRECTORY_NEXT] & (short) 0xFF)) {
            return (short) (ram[Transients.DIRECTORY_PLACE] & (short) 0xFF);
        }
        short place = after(NONE);
        for (short i = 0; i < number && place != NONE; i++) {
            place = after(place);
        }
        return place;
    }

    /**
     * GET DATA of entries: no data, or one byte, the number of the first entry wanted. Answers the length of the page at the
     * start of the buffer; one that is not the last is sent here, with 6310.
     */
    short answer(APDU apdu, byte[] buffer) {
        short first = 0;
        if (Commands.length(buffer) != 0) {
            Commands.receive(apdu, buffer, (short) 1);
            first = (short) (buffer[ISO7816.OFFSET_CDATA] & (short) 0xFF);
        }
        short place = place(first);
        Commands.require(place != NONE, Sw.NOT_FOUND);
        short room = (short) buffer.length < LARGEST_ANSWER ? (short) buffer.length : LARGEST_ANSWER;
        short end = 0;
        short number = first;
        while (place != NONE && (short) (end + entryLength()) <= room) {
            read(place, buffer, end);
            end = (short) (end + entryLength());
            place = after(place);
            number++;
        }
        if (place != NONE) {
            ram[Transients.DIRECTORY_NEXT] = (byte) number;
            ram[Transients.DIRECTORY_PLACE] = (byte) place;
            apdu.setOutgoingAndSend((short) 0, end);
            ISOException.throwIt(Sw.MORE_ENTRIES);
        }
        return end;
    }
}
