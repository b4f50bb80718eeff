package org.keyrack.prepare;

import java.util.List;
import java.util.Optional;
import org.keyrack.journal.PreparationFailure;
import org.keyrack.journal.PreparationStep;
import org.keyrack.journal.PreparedCard;

/**
 * A card as it was read before a preparation.
 *
 * @param card where it is; with the SN that it has, or will get unless another bench takes it meanwhile
 * @param missing the steps that it needs, in their order; empty: it is as the plan has it, or refused
 * @param unknownPackage whether secrets are to go into a package that was on the card before: whoever loaded it may have put
 *     another program there
 * @param refused why it is not prepared
 */
public record SurveyedCard(
        PreparedCard card,
        List<PreparationStep> missing,
        boolean unknownPackage,
        Optional<PreparationFailure> refused) {
    public SurveyedCard {
        missing = List.copyOf(missing);
    }

    /** Whether something is to be done with it. */
    public boolean hasWork() {
        return !missing.isEmpty();
    }
}
