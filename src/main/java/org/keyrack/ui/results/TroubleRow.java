package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;

/**
 * A row of the triage list: a group, or one of its modules.
 *
 * @param trouble the module; empty for the group's own row
 */
record TroubleRow(TroubleGroup group, Optional<UnfinishedModule> trouble) {
    /** What an action on this row is for. */
    List<UnfinishedModule> scope() {
        return trouble.map(List::of).orElse(group.troubles());
    }

    /** Whether it is the same row of a list that was made anew. */
    boolean sameAs(TroubleRow other) {
        return trouble.flatMap(UnfinishedModule::sn).equals(other.trouble.flatMap(UnfinishedModule::sn))
                && trouble.map(UnfinishedModule::reader).equals(other.trouble.map(UnfinishedModule::reader))
                && (trouble.isPresent() || group.sentence().equals(other.group.sentence()));
    }
}
