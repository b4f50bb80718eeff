package org.keyrack.ledger;

import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Origin;
import org.keyrack.journal.OpenDownload;

/**
 * What earlier runs of this bench left to be done.
 *
 * @param open downloads whose outcome is not known, with the reader each module was in
 * @param interrupted the last batch, when it did not come to its end
 * @param newer a head kept outside whose event is not in this ledger: it is an older copy, and went on in a new chain
 * @param waiting chains of other benches that this one, as their witness, cosigns no more before a supervisor has decided
 */
public record Recovery(
        List<OpenDownload> open, Optional<InterruptedBatch> interrupted, Optional<Head> newer, List<Origin> waiting) {
    public Recovery {
        open = List.copyOf(open);
        waiting = List.copyOf(waiting);
    }
}
