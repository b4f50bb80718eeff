package org.keyrack.ui.rackstate;

import java.util.List;
import java.util.Optional;
import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;
import org.keyrack.prepare.SurveyedCard;

/**
 * How far a card is on its way from blank to unit.
 *
 * @param card where it is; with the SN that it has or gets
 * @param insertion counts the cards seen in its reader: another number is another card
 * @param unknownPackage whether its package was there before: whoever loaded it may have put another program there
 * @param missing the steps that it needed when it was read, in their order
 * @param done how many of them are over
 * @param step the one in work; empty between two, before and after
 * @param result what came of it; empty until it ends
 * @param failure why it is not prepared
 */
public record CardProgress(
        PreparedCard card,
        long insertion,
        boolean unknownPackage,
        List<PreparationStep> missing,
        int done,
        Optional<PreparationStep> step,
        Optional<Result> result,
        Optional<PreparationFailure> failure) {
    public CardProgress {
        missing = List.copyOf(missing);
    }

    /** A card as it was read. */
    static CardProgress of(SurveyedCard read, long insertion) {
        return new CardProgress(
                read.card(),
                insertion,
                read.unknownPackage(),
                read.missing(),
                0,
                Optional.empty(),
                Optional.empty(),
                read.refused());
    }

    CardProgress with(PreparedCard now) {
        return new CardProgress(now, insertion, unknownPackage, missing, done, step, result, failure);
    }

    CardProgress begun(PreparedCard now, PreparationStep begins) {
        return new CardProgress(now, insertion, unknownPackage, missing, done, Optional.of(begins), result, failure);
    }

    CardProgress over(PreparedCard now) {
        return new CardProgress(now, insertion, unknownPackage, missing, done + 1, Optional.empty(), result, failure);
    }

    CardProgress ended(PreparedCard now, Result with, Optional<PreparationFailure> why) {
        // The step that failed stays named.
        return new CardProgress(now, insertion, unknownPackage, missing, done, step, Optional.of(with), why);
    }

    public String reader() {
        return card.reader();
    }

    /** Whether something is to be done with it. */
    public boolean hasWork() {
        return !missing.isEmpty() && failure.isEmpty();
    }

    /** Whether it was refused when it was read: nothing is written to it. */
    public boolean refused() {
        return failure.isPresent() && missing.isEmpty();
    }

    /** Whether it needs somebody once the preparation is over. */
    public boolean troubled() {
        return result.filter(with -> with == Result.FAILED || with == Result.STOPPED)
                .isPresent();
    }

    /** Share of its steps that is behind it, 0 to 1. */
    public double share() {
        return missing.isEmpty() ? 1 : (double) done / missing.size();
    }
}
