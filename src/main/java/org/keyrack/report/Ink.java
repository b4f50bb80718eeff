package org.keyrack.report;

import java.awt.Color;
import org.keyrack.journal.ModuleClass;
import org.keyrack.ledger.KeyRecord;

/**
 * How a text looks.
 *
 * @param size in points
 */
record Ink(float size, boolean bold, Color color) {
    static final Color BLACK = new Color(0x1F2328);
    static final Color GREY = new Color(0x59636E);
    static final Color RULE = new Color(0xC8D1DA);
    static final Color SHADE = new Color(0xF3F5F7);
    static final Color GOOD = new Color(0x00563F);
    static final Color BAD = new Color(0xC2410C);
    static final Color OPEN = new Color(0x6B2178);
    static final Color BLUE = new Color(0x0969DA);

    static final Ink TITLE = new Ink(22, true, BLACK);
    static final Ink HEADING = new Ink(12, true, BLACK);
    static final Ink TEXT = new Ink(9, false, BLACK);
    static final Ink STRONG = new Ink(9, true, BLACK);
    static final Ink SMALL = new Ink(7.5f, false, GREY);
    static final Ink CELL = new Ink(8, false, BLACK);

    Ink in(Color other) {
        return new Ink(size, bold, other);
    }

    Ink at(float other) {
        return new Ink(other, bold, color);
    }

    /** Beside the state's word, never instead of it. */
    static Color of(ModuleClass state) {
        return switch (state) {
            case DONE, NOTHING_NEEDED -> GOOD;
            case FAILED, REFUSED, MISSING -> BAD;
            case UNKNOWN, SET_ASIDE -> OPEN;
            case IN_WORK, STOPPED -> GREY;
        };
    }

    static Color of(KeyRecord.State state) {
        return switch (state) {
            case LOADED -> GOOD;
            case NOT_LOADED -> BAD;
            case UNKNOWN -> OPEN;
            case IN_WORK -> GREY;
        };
    }
}
