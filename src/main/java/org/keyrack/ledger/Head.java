package org.keyrack.ledger;

import org.keyrack.journal.ChainName;

/**
 * Where a chain ends.
 *
 * @param chain the chain
 * @param seq number of the last line; 0 for a chain that has none yet
 * @param hash SHA-256 of that line, 64 lower-case hexadecimal digits
 */
public record Head(ChainName chain, long seq, String hash) {
    /** A chain without lines. */
    static Head none(ChainName chain) {
        return new Head(chain, 0, Hash.GENESIS);
    }

    /** The bench a chain belongs to. */
    public String bench() {
        return chain.bench();
    }

    /** {@code CHAIN SEQ HASH}. */
    @Override
    public String toString() {
        return chain + " " + seq + " " + hash;
    }
}
