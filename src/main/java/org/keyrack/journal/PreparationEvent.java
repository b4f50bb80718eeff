package org.keyrack.journal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.keyrack.protocol.Bytes;
import org.keyrack.protocol.Role;
import org.keyrack.protocol.SerialNumber;

/**
 * What a preparation of blank cards tells: first the journal, then, once durable, its listener. No event holds anything
 * secret.
 */
public sealed interface PreparationEvent extends DurableEvent {
    /** Number of the preparation on this bench, from 1. */
    long preparation();

    /**
     * A preparation begins.
     *
     * @param role what the cards become
     * @param transportKey the T that modules get; empty of an AS
     * @param plan name of the plan
     * @param planHash SHA-256 of the plan's bytes, 32 bytes
     * @param cards how many cards it works on
     * @param simulated whether the cards are the virtual bench's
     */
    record PreparationStarted(
            Instant at,
            long preparation,
            Role role,
            Optional<HeldTransportKey> transportKey,
            String plan,
            Bytes planHash,
            String operator,
            int cards,
            boolean simulated)
            implements PreparationEvent {}

    /**
     * An SN is given to a card, before PUT DATA: for ever, or again to a card that got it and was not finished.
     *
     * @param card in which the SN will be
     * @param shown whether the module on the card shows it already: it is that card which got it, and no other of the same
     *     key diversification data
     */
    record SerialGiven(Instant at, long preparation, PreparedCard card, boolean shown) implements PreparationEvent {
        public SerialNumber sn() {
            return card.sn().orElseThrow();
        }
    }

    /** A step begins: from here on the card may have changed. */
    record StepStarted(Instant at, long preparation, PreparedCard card, PreparationStep step)
            implements PreparationEvent {}

    /** A step is over; empty {@code failure}: it is done. */
    record StepEnded(
            Instant at, long preparation, PreparedCard card, PreparationStep step, Optional<PreparationFailure> failure)
            implements PreparationEvent {}

    /** What came of a card. */
    record CardEnded(
            Instant at, long preparation, PreparedCard card, Result result, Optional<PreparationFailure> failure)
            implements PreparationEvent {}

    /** The preparation is over. */
    record PreparationEnded(Instant at, long preparation, int done, int nothingNeeded, int failed, int stopped)
            implements PreparationEvent {}

    /** How a card ended. */
    enum Result {
        DONE,
        /** It was prepared already. */
        NOTHING_NEEDED,
        FAILED,
        /** The preparation was stopped before the card was finished. */
        STOPPED;

        /** As lines of the ledger write it: nothing-needed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
