package org.keyrack.ledger;

/**
 * Where a chain ends.
 *
 * @param chain the chain's name: its bench's, or after a restore the bench's, a tilde and a time
 * @param seq number of the last line; 0 for a chain that has none yet
 * @param hash SHA-256 of that line, 64 lower-case hexadecimal digits
 */
public record Head(String chain, long seq, String hash) {
    /** A chain without lines. */
    static Head none(String chain) {
        return new Head(chain, 0, Hash.GENESIS);
    }

    /** The bench a chain belongs to. */
    public String bench() {
        return benchOf(chain);
    }

    static String benchOf(String chain) {
        int tilde = chain.indexOf('~');
        return tilde < 0 ? chain : chain.substring(0, tilde);
    }

    /** {@code CHAIN SEQ HASH}. */
    @Override
    public String toString() {
        return chain + " " + seq + " " + hash;
    }
}
