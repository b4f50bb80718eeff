package org.keyrack.app;

import java.util.OptionalInt;

/**
 * The numbers that people have put on the slots of the shelf, by reader. A reader that they say nothing of has the number
 * that its bench gives it: virtual readers have one, real ones none.
 */
@FunctionalInterface
public interface ShelfLabels {
    /** No slot has a label. */
    ShelfLabels NONE = reader -> OptionalInt.empty();

    /** The number on a reader's slot, from 1; empty when it has none, or a label that is no number. */
    OptionalInt of(String reader);

    /** The number on a reader's slot; where people have put none, the one that its bench gives it. */
    default OptionalInt of(String reader, OptionalInt ofBench) {
        OptionalInt labelled = of(reader);
        return labelled.isPresent() ? labelled : ofBench;
    }

    /** What a label says, when it is a number from 1 to 9999. */
    static OptionalInt number(String label) {
        return label.matches("[1-9][0-9]{0,3}") ? OptionalInt.of(Integer.parseInt(label)) : OptionalInt.empty();
    }
}
