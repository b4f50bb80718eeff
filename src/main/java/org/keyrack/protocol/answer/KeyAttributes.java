package org.keyrack.protocol.answer;

import java.util.Set;
import java.util.TreeSet;
import org.keyrack.protocol.Range;

/**
 * The attributes of a key of the AS, one byte (protocol.md, GET DATA 0102).
 *
 * @param diversify bit 0: each EI gets its own key, derived from this master
 * @param transport bit 1: it is a transport key
 * @param barredFromSealing bit 2: it must not leave in a sealed record
 * @param drawnOnCard bit 3: a card drew it, so that nobody ever had it
 * @param barredSlots bits 4 to 7: slots 1 to 4 under whose T it must not leave
 */
public record KeyAttributes(
        boolean diversify,
        boolean transport,
        boolean barredFromSealing,
        boolean drawnOnCard,
        Set<Integer> barredSlots) {
    private static final int DIVERSIFY = 0x01;
    private static final int TRANSPORT = 0x02;
    private static final int BARRED_FROM_SEALING = 0x04;
    private static final int DRAWN = 0x08;
    private static final int SLOTS = 4;

    public KeyAttributes {
        barredSlots = Set.copyOf(barredSlots);
        barredSlots.forEach(slot -> Range.require("A barred slot", slot, 1, SLOTS));
    }

    /** 00 to FF. */
    public int encode() {
        int bits = (diversify ? DIVERSIFY : 0)
                | (transport ? TRANSPORT : 0)
                | (barredFromSealing ? BARRED_FROM_SEALING : 0)
                | (drawnOnCard ? DRAWN : 0);
        for (int slot : barredSlots) {
            bits |= bit(slot);
        }
        return bits;
    }

    /** @param bits 00 to FF; every one has a meaning */
    public static KeyAttributes decode(int bits) {
        Set<Integer> barredSlots = new TreeSet<>();
        for (int slot = 1; slot <= SLOTS; slot++) {
            if ((bits & bit(slot)) != 0) {
                barredSlots.add(slot);
            }
        }
        return new KeyAttributes(
                (bits & DIVERSIFY) != 0,
                (bits & TRANSPORT) != 0,
                (bits & BARRED_FROM_SEALING) != 0,
                (bits & DRAWN) != 0,
                barredSlots);
    }

    /** The same, barred for a slot or not. */
    public KeyAttributes barredFor(int slot, boolean barred) {
        return decode(barred ? encode() | bit(slot) : encode() & ~bit(slot));
    }

    /** The same, barred for these slots and no other. */
    public KeyAttributes barredForOnly(Set<Integer> slots) {
        return new KeyAttributes(diversify, transport, barredFromSealing, drawnOnCard, slots);
    }

    /** The same, barred from sealed records. */
    public KeyAttributes barredFromSealing(boolean barred) {
        return new KeyAttributes(diversify, transport, barred, drawnOnCard, barredSlots);
    }

    /** The same, marked as drawn on a card. */
    public KeyAttributes drawn(boolean drawn) {
        return new KeyAttributes(diversify, transport, barredFromSealing, drawn, barredSlots);
    }

    private static int bit(int slot) {
        return 1 << (slot + 3);
    }
}
