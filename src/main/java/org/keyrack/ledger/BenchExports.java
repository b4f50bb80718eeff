package org.keyrack.ledger;

import java.util.Optional;
import java.util.Set;
import org.keyrack.protocol.Bytes;

/**
 * How many exports the AS of a bench have left for the keys of its newest batch.
 *
 * @param known whether the ledger tells it: an older program began the batch, or an AS served it that came later, if not
 * @param as the AS that were read before the batch, by their ids of 4 bytes
 * @param fewest the key that has the fewest; empty when none has a limit, or it is not known
 */
public record BenchExports(boolean known, Set<Bytes> as, Optional<Fewest> fewest) {
    /** The ledger does not tell. */
    public static final BenchExports NOT_KNOWN = new BenchExports(false, Set.of(), Optional.empty());

    public BenchExports {
        as = Set.copyOf(as);
    }

    /**
     * A key in an AS.
     *
     * @param asId 4 bytes
     * @param ref1 0000 to FFFF
     * @param left its exports left, at most: one whose answer was lost is not counted
     */
    public record Fewest(Bytes asId, int ref1, long left) {}
}
