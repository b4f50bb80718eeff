package org.keyrack.ledger;

import java.util.ArrayList;
import java.util.List;
import org.keyrack.evidence.TreeHash;
import org.keyrack.protocol.Bytes;

/**
 * The tree over a chain's lines as its writer keeps it: of each level the hashes that fill no tile yet, at most 255. What is
 * whole is in the table {@code tile}.
 */
final class OpenTree {
    private final List<List<byte[]>> levels = new ArrayList<>();
    private long size;

    /** A tree without lines. */
    OpenTree() {}

    /**
     * @param levels open hashes of each level, from the lines up; taken over
     * @param size how many lines it has
     */
    OpenTree(List<List<byte[]>> levels, long size) {
        this.levels.addAll(levels);
        this.size = size;
    }

    OpenTree copy() {
        OpenTree copy = new OpenTree();
        levels.forEach(level -> copy.levels.add(new ArrayList<>(level)));
        copy.size = size;
        return copy;
    }

    /**
     * Adds a line, without its line feed.
     *
     * @return the tiles that it fills, from the lowest level up
     */
    List<TreeTile> add(String line) {
        List<TreeTile> filled = new ArrayList<>();
        byte[] hash = TreeHash.leaf(line);
        for (int level = 0; ; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>(TreeTile.WIDTH));
            }
            List<byte[]> open = levels.get(level);
            open.add(hash);
            if (open.size() < TreeTile.WIDTH) {
                break;
            }
            TreeTile tile = TreeTile.of(level, TreeTile.whole(level, size), open);
            filled.add(tile);
            open.clear();
            hash = tile.root();
        }
        size++;
        return filled;
    }

    long size() {
        return size;
    }

    /** Its root, 32 bytes. */
    Bytes root() {
        List<byte[]> roots = new ArrayList<>();
        for (int level = levels.size() - 1; level >= 0; level--) {
            List<byte[]> open = levels.get(level);
            for (int from = 0; from < open.size(); ) {
                int to = from + Integer.highestOneBit(open.size() - from);
                roots.add(TreeHash.whole(open.subList(from, to)));
                from = to;
            }
        }
        return Bytes.of(TreeHash.root(roots));
    }
}
