package org.keyrack.ui.results;

import java.util.List;
import java.util.Optional;

/**
 * A row of the triage list: a group, or one of its modules.
 *
 * @param trouble the module; empty for the group's own row
 */
record TroubleRow(TroubleGroup group, Optional<Trouble> trouble) {
    /** What an action on this row is for. */
    List<Trouble> scope() {
        return trouble.map(List::of).orElse(group.troubles());
    }

    /** Whether it is the same row of a list that was made anew. */
    boolean sameAs(TroubleRow other) {
        return trouble.map(Trouble::sn).equals(other.trouble.map(Trouble::sn))
                && (trouble.isPresent() || group.sentence().equals(other.group.sentence()));
    }
}
