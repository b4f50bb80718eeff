package org.keyrack.prepare;

import java.util.List;
import java.util.Optional;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparedCard;

/**
 * What came of a preparation.
 *
 * @param preparation its number on this bench
 * @param cards in the order of their readers
 */
public record PreparationSummary(long preparation, List<Ended> cards) {
    public PreparationSummary {
        cards = List.copyOf(cards);
    }

    /** What came of a card. */
    public record Ended(PreparedCard card, Result result, Optional<PreparationFailure> failure) {}

    public int count(Result result) {
        return (int) cards.stream().filter(card -> card.result() == result).count();
    }

    /** Whether every card is as the plan has it. */
    public boolean complete() {
        return cards.stream().allMatch(card -> card.result() == Result.DONE || card.result() == Result.NOTHING_NEEDED);
    }
}
