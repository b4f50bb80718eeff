package org.keyrack.ui.cards;

import java.util.Optional;
import org.keyrack.app.CardReport;
import org.keyrack.app.CardTasks.Answering;

/** What the step Cards knows of a card, as long as that card is in its reader. */
sealed interface CardState {
    /** Counts the cards seen in the reader: another number is another card. */
    long insertion();

    /**
     * It is in work.
     *
     * @param task absent while it is read
     * @param block the block that the card has taken last, 0 before
     * @param blocks how many there are, 0 when it is not known
     */
    record Busy(long insertion, Optional<CardAction> task, int block, int blocks) implements CardState {}

    /**
     * It was read.
     *
     * @param done what was done to it before; absent when it was only read
     */
    record Known(long insertion, CardReport report, Optional<Done> done) implements CardState {}

    /**
     * It could not be read, or what was to be done failed.
     *
     * @param answering which keys answer after their replacement broke off; absent of anything else
     */
    record Failed(long insertion, Exception failure, Optional<Answering> answering) implements CardState {}

    /** What was done to a card. */
    enum Done {
        LOADED,
        INSTALLED,
        THERE,
        KEYS_REPLACED,
        KEYS_THERE,
        LOCKED,
        LOCKED_BEFORE,
        DELETED,
        NOT_THERE,
        /** Nothing: the unit on it is at work, and its deletion was not meant by name. */
        AT_WORK
    }
}
