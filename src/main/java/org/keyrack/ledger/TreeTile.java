package org.keyrack.ledger;

import java.util.List;
import org.keyrack.evidence.TreeHash;

/**
 * A piece of the tree over a chain's lines: 256 hashes of one level, whole.
 *
 * @param level 0: hashes of lines; above: roots of the tiles of the level below
 * @param number which tile of its level, from 0
 * @param root root over its hashes, 32 bytes
 * @param hashes 256 hashes of 32 bytes, one after the other
 */
record TreeTile(int level, long number, byte[] root, byte[] hashes) {
    /** Hashes in a tile, as a power of two. */
    static final int HEIGHT = 8;
    /** Hashes in a tile. */
    static final int WIDTH = 1 << HEIGHT;

    static TreeTile of(int level, long number, List<byte[]> hashes) {
        byte[] joined = new byte[WIDTH * TreeHash.LENGTH];
        for (int i = 0; i < WIDTH; i++) {
            System.arraycopy(hashes.get(i), 0, joined, i * TreeHash.LENGTH, TreeHash.LENGTH);
        }
        return new TreeTile(level, number, TreeHash.whole(hashes), joined);
    }

    /** How many tiles of a level are whole in a tree of so many lines. */
    static long whole(int level, long size) {
        return size >> (HEIGHT * (level + 1));
    }
}
