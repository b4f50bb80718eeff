package org.keyrack.evidence;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.protocol.Bytes;

/**
 * The whole subtrees of a chain's tree, wherever they are kept; roots and proofs (RFC 6962, sections 2.1, 2.1.1 and 2.1.2)
 * are made from them.
 */
public interface TreeNodes {
    /**
     * Root of a whole subtree, 32 bytes.
     *
     * @param height it has 2^height lines
     * @param index which of that height, from 0: its first line is the one with that index times 2^height
     */
    byte[] whole(int height, long index);

    /** Root of the tree over the first lines. */
    default Bytes root(long size) {
        return Bytes.of(root(0, size));
    }

    /**
     * Proof that a line is in a tree: hashes from the line up, 32 bytes each.
     *
     * @param index which line, from 0, below {@code size}
     * @param size how many lines the tree has
     */
    default List<Bytes> inclusion(long index, long size) {
        List<Bytes> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = split(from, to);
            boolean left = index < split;
            proof.add(0, Bytes.of(left ? root(split, to) : root(from, split)));
            from = left ? from : split;
            to = left ? split : to;
        }
        return proof;
    }

    /**
     * Proof that a tree grew from an older one.
     *
     * @param oldSize from 1 to {@code size}
     */
    default List<Bytes> consistency(long oldSize, long size) {
        List<Bytes> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (oldSize < to) {
            long split = split(from, to);
            boolean left = oldSize <= split;
            proof.add(0, Bytes.of(left ? root(split, to) : root(from, split)));
            from = left ? from : split;
            to = left ? split : to;
        }
        if (from > 0) {
            // The old tree is no subtree of its own: whoever checks needs its last part.
            proof.add(0, Bytes.of(root(from, to)));
        }
        return proof;
    }

    /** Root over the lines of a range that begins where a subtree of its size does. */
    private byte[] root(long from, long to) {
        List<byte[]> roots = new ArrayList<>();
        for (long at = from; at < to; ) {
            int height = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - at);
            roots.add(whole(height, at >> height));
            at += 1L << height;
        }
        return TreeHash.root(roots);
    }

    /** Where the largest power of two below a range's length ends. */
    private static long split(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }
}
