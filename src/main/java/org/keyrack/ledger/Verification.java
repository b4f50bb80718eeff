package org.keyrack.ledger;

import java.util.List;

/**
 * What a verification found.
 *
 * @param events events read
 * @param findings everything that is not as it was written; empty when all is well. At most {@link #LIMIT} are kept
 * @param vouched up to where the chains are vouched for by heads kept outside; empty without heads
 * @param ends where each chain ends now: this is what somebody vouches for by writing it down or keeping it
 */
public record Verification(long events, List<Finding> findings, List<Head> vouched, List<Head> ends) {
    /** After so many findings the rest is not listed. */
    public static final int LIMIT = 100;

    public Verification {
        findings = List.copyOf(findings);
        vouched = List.copyOf(vouched);
        ends = List.copyOf(ends);
    }

    /** Nothing was found. */
    public boolean sound() {
        return findings.isEmpty();
    }

    /**
     * One thing that is not as it was written.
     *
     * @param chain the chain; empty when the database itself is damaged
     * @param seq number of the event, 0 when it is about the whole chain
     * @param kind what sort of thing
     * @param text a sentence for people
     */
    public record Finding(String chain, long seq, Kind kind, String text) {
        /** Sorts of findings. */
        public enum Kind {
            /** The database file is damaged. */
            DAMAGED,
            /** An event is no ledger line or does not belong where it is. */
            CHANGED,
            /** Events are missing inside of a chain. */
            MISSING,
            /** The end of a chain is missing: it was cut off, or this is an older copy. */
            TRUNCATED,
            /** A head's event is another one than was signed. */
            REWRITTEN,
            /** A head is not signed by the bench's key. */
            BAD_SIGNATURE
        }
    }
}
